import { NavLink, Outlet, useLoaderData } from "@remix-run/react";
import { waitingFor } from "~/features/overview/services/waitingFor.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";

export const loader = reads(
  "organizer",
  async ({ deps, scope }) => ({
    slug: (scope.process as ProcessRow).slug,
    waiting: (await waitingFor(deps, scope.process as ProcessRow)) as Partial<Record<string, number>>,
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
  const { slug, waiting, isEvaluation } = useLoaderData<typeof loader>();
  const { t, language, format } = useWords();
  const base = inLanguage(language, `/p/${slug}/manage`);
  return (
    <>
      {isEvaluation && <p className="notice warn small no-print">{t("processes:manage.evaluation")}</p>}
      <nav className="nav" aria-label={t("processes:manage.nav.label")}>
        <NavLink to={base} end>
          {t("processes:manage.nav.home")}
        </NavLink>
        {pages.map((page) => (
          <NavLink key={page} to={`${base}/${page}`}>
            {t(`processes:manage.nav.${page}`)}
            {(waiting[page] ?? 0) > 0 && (
              <>
                {" "}
                <span className="badge">{format.number(waiting[page] ?? 0)}</span>
              </>
            )}
          </NavLink>
        ))}
      </nav>
      <div className="section">
        <Outlet />
      </div>
    </>
  );
}
