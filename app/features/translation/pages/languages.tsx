import type { MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { anywhere } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { ownValue } from "~/kernel/keyed";
import { defaultLanguage, languageNames, languages } from "~/kernel/language/languages";
import checked from "../../../../locales/checked.json";

/** What native speakers have read of the words of each language, and who they are, as they want to be named. */
export const loader = reads(anywhere, "anyone", async ({ t }) => ({
  title: t("translation:languages.title"),
  languages: languages.map((key) => {
    const files: Record<string, readonly string[]> = ownValue(checked, key) ?? {};
    const read = Object.values(files).filter((people) => people.length > 0);
    return {
      key,
      total: Object.keys(files).length,
      read: read.length,
      people: [...new Set(read.flat())],
    };
  }),
}));

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.title ?? ""} · Codraft` }];

export default function LanguagesPage() {
  const data = useLoaderData<typeof loader>();
  const { t, format } = useWords();
  return (
    <>
      <h1>{data.title}</h1>
      <p className="lead">{t("translation:languages.lead")}</p>
      {data.languages.map(({ key, total, read, people }) => (
        <section key={key} className="section measure">
          <h2 lang={key}>{languageNames[key]}</h2>
          <p>
            {key === defaultLanguage
              ? t("translation:languages.source")
              : read === 0
                ? t("translation:languages.unread")
                : t("translation:languages.read", { count: read, total })}
          </p>
          {people.length > 0 && <p>{t("translation:languages.by", { people: format.list(people) })}</p>}
        </section>
      ))}
      <p className="section measure">{t("translation:languages.help")}</p>
    </>
  );
}
