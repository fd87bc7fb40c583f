import { NavLink, Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { inProcess } from "~/features/membership/registrations/place.server";
import { waitingFor } from "~/features/overview/services/waitingFor.server";
import { around } from "~/http/place.server";
import { reads } from "~/http/route.server";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { managePages } from "~/platform/waiting";
import { RouteError } from "~/ui/frame/RouteError";

export const loader = reads(around(inProcess), "organizer", async ({ deps, process }) => ({
  slug: process.slug,
  waiting: await waitingFor(deps, process),
  isEvaluation: deps.settings.isEvaluation,
}));

/** Everything an organizer does, each on a page of its own. */
export default function ManageLayout() {
  return (
    <ManageFrame {...useLoaderData<typeof loader>()}>
      <Outlet />
    </ManageFrame>
  );
}

/** A page that fails or is not there leaves the organizer's navigation standing. */
export function ErrorBoundary() {
  const data = useRouteLoaderData<typeof loader>("features/overview/pages/manage.layout");
  if (!data) return <RouteError />;
  return (
    <ManageFrame {...data}>
      <RouteError />
    </ManageFrame>
  );
}

type FrameProps = ReturnType<typeof useLoaderData<typeof loader>> & { children: ReactNode };

function ManageFrame({ slug, waiting, isEvaluation, children }: FrameProps) {
  const { t, language, format } = useWords();
  const base = inLanguage(language, `/p/${slug}/manage`);
  return (
    <>
      {isEvaluation && <p className="notice warn small no-print">{t("processes:manage.evaluation")}</p>}
      <nav className="nav" aria-label={t("processes:manage.nav.label")}>
        <NavLink to={base} end>
          {t("processes:manage.nav.home")}
        </NavLink>
        {managePages.map((page) => (
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
      <div className="section">{children}</div>
    </>
  );
}
