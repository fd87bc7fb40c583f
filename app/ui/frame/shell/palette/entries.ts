import { useLocation } from "@remix-run/react";
import { useWords } from "~/i18n";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { languageNames, languages } from "~/kernel/language/languages";
import { groupsOf } from "../ProcessGroups";
import type { ShownPerson, ShownProcess } from "../shown";

/** Something that the palette can do: go somewhere, or send a form. */
export type Entry = {
  readonly key: string;
  readonly name: string;
  /** Where it is found in the navigation. */
  readonly beside?: string;
  readonly to: string;
  /** Where it is a form: what it sends. */
  readonly form?: Readonly<Record<string, string>>;
};

/** What can be gone to and done from here, in the order of the navigation. */
export function useEntries(person: ShownPerson | null, process: ShownProcess | null): Entry[] {
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  const here = splitLanguage(pathname).path;
  const to = (path: string) => inLanguage(language, path);
  const base = process ? `/p/${process.slug}` : "";
  const inProcess: Entry[] = process
    ? [
        { key: "overview", name: t("common:nav.overview"), to: to(base) },
        ...groupsOf(process.pages).flatMap(({ group, shown }) =>
          shown.map(({ page }) => ({
            key: page,
            name: t(`common:nav.${page}`),
            beside: t(`common:nav.group.${group}`),
            to: to(`${base}/${page}`),
          })),
        ),
        ...(process.pages.length > 0
          ? (["timeline", "report"] as const).map((page) => ({
              key: page,
              name: t(`common:nav.${page}`),
              to: to(`${base}/${page}`),
            }))
          : []),
        { key: "join", name: t("common:nav.join"), to: to(`${base}/join`) },
        ...(process.desk
          ? [
              {
                key: "manage",
                name: t(`common:nav.${process.desk.does}`),
                to: to(`${base}${process.desk.at}`),
              },
            ]
          : []),
      ]
    : [];
  const own: Entry[] = person
    ? [
        { key: "notices", name: t("common:notices"), to: to("/notices") },
        { key: "profile", name: t("common:nav.profile"), to: to("/profile") },
        { key: "out", name: t("common:signOut"), to: "/sign-out", form: { to: to("/") } },
      ]
    : [
        {
          key: "in",
          name: t("common:signIn"),
          to: to(`/sign-in?redirectTo=${encodeURIComponent(pathname)}`),
        },
      ];
  const others = languages
    .filter((other) => other !== language)
    .map((other) => ({
      key: `language ${other}`,
      name: languageNames[other],
      beside: t("common:language"),
      to: "/language",
      form: { language: other, to: `${here}${search}` },
    }));
  return [...inProcess, { key: "all", name: t("common:nav.all"), to: to("/") }, ...own, ...others];
}

/** Those whose names have all the words that were typed, accents and case aside. */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return entries.filter(({ name, beside }) => {
    const text = plain(`${name} ${beside ?? ""}`);
    return words.every((word) => text.includes(word));
  });
}

const plain = (text: string) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
