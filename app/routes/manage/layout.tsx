import { NavLink, Outlet, useLoaderData } from "@remix-run/react";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import type { ProcessRow } from "~/services/people/scope.server";

export const loader = reads(
  "organizer",
  async ({ deps, scope }) => ({
    slug: (scope.process as ProcessRow).slug,
    isEvaluation: deps.settings.isEvaluation,
  }),
  "process",
);

const pages = [
  "settings",
  "components",
  "workgroups",
  "people",
  "representation",
  "calls",
  "rounds",
  "compile",
  "drafts",
  "townhalls",
  "systems",
  "approvals",
  "endorsements",
  "release",
  "records",
  "faq",
  "translators",
  "moderation",
  "data",
  "audit",
] as const;

/** Everything an organizer does, each on a page of its own. */
export default function ManageLayout() {
  const { slug, isEvaluation } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  const base = inLanguage(language, `/p/${slug}/manage`);
  return (
    <>
      {isEvaluation && <p className="notice warn small no-print">{t("manage:evaluation")}</p>}
      <nav className="nav" aria-label={t("manage:nav.label")}>
        <NavLink to={base} end>
          {t("manage:nav.home")}
        </NavLink>
        {pages.map((page) => (
          <NavLink key={page} to={`${base}/${page}`}>
            {t(`manage:nav.${page}`)}
          </NavLink>
        ))}
      </nav>
      <div className="section">
        <Outlet />
      </div>
    </>
  );
}
