import { NavLink, useLocation } from "@remix-run/react";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { type PageGroup, type ProcessPage, pageGroups, type ShownPage } from "~/kernel/places/processPages";
import { Icon } from "./Icon";
import type { ShownProcess } from "./shown";

/** The pages that have something to show by their groups; a group without one is not there. */
export function groupsOf(pages: readonly ShownPage[]) {
  const names = Object.keys(pageGroups) as PageGroup[];
  return names.flatMap((group) => {
    const inGroup: readonly ProcessPage[] = pageGroups[group];
    const shown = pages.filter(({ page }) => inGroup.includes(page));
    return shown.length > 0 ? [{ group, shown }] : [];
  });
}

/** The pages of a process by group, each with what it has now. Without a script they open all the same. */
export function ProcessGroups({ slug, pages }: ShownProcess) {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  const says = useSays();
  const base = inLanguage(language, `/p/${slug}`);
  const isHere = ({ page }: ShownPage) => `${pathname}/`.startsWith(`${base}/${page}/`);
  return (
    <nav className="groups" aria-label={t("common:nav.label")}>
      {groupsOf(pages).map(({ group, shown }) => (
        <details key={group} className={shown.some(isHere) ? "pop-menu here" : "pop-menu"} name="frame">
          <summary>
            {t(`common:nav.group.${group}`)}
            <Icon name="down" />
          </summary>
          <div className="pop">
            {shown.map((one) => (
              <NavLink key={one.page} to={`${base}/${one.page}`} prefetch="intent">
                <span className="gl">
                  <Icon name={one.page} />
                </span>
                <span>
                  <b>{t(`common:nav.${one.page}`)}</b>
                  <small>{says(one)}</small>
                </span>
              </NavLink>
            ))}
          </div>
        </details>
      ))}
    </nav>
  );
}

const countable = [
  "votes",
  "approvals",
  "board",
  "faq",
  "glossary",
  "records",
  "townhalls",
  "threads",
  "systems",
  "components",
  "workgroups",
] as const;
const described = ["votes", "approvals", "board", "data", "people", "endorsements", "townhalls"] as const;

/** What a page has now, in a few words; else what it is for. */
function useSays() {
  const { t, format } = useWords();
  return ({ page, label, day, count }: ShownPage): string => {
    if (day) return t("common:nav.next", { day: format.date(day) });
    if (label !== undefined) return t("common:nav.newest", { label });
    const counted = countable.find((one) => one === page);
    if (counted && count) return t(`common:nav.count.${counted}`, { count });
    const about = described.find((one) => one === page);
    return about ? t(`common:nav.about.${about}`) : "";
  };
}
