import { NavLink, type useLoaderData, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import type { loader } from "~/features/overview/pages/manage.layout";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import {
  type ManageGroup,
  type ManagePage,
  manageGroups,
  managePages,
  moderatorPages,
} from "~/platform/managePages";
import { Icon } from "~/ui/frame/shell/Icon";
import { Labelled } from "~/ui/text/Labelled";

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
export type FrameProps = Shown & { children: ReactNode };

/** The pages of organizers, or those of moderators, beside each of them; on a narrow screen in a menu above it. */
export function ManageFrame({ isEvaluation, children, ...shown }: FrameProps) {
  const { t } = useWords();
  return (
    <div className="manage">
      <details className="pop-menu manage-menu" name="frame">
        <summary className="switch">
          <Here {...shown} />
          <Icon name="down" />
        </summary>
        <nav className="pop" aria-label={t("processes:manage.nav.label")}>
          <Pages {...shown} />
        </nav>
      </details>
      <nav className="manage-side" aria-label={t("processes:manage.nav.label")}>
        <Pages {...shown} />
      </nav>
      <div className="manage-page">
        {children}
        {isEvaluation && <p className="notice warn small no-print">{t("processes:manage.evaluation")}</p>}
      </div>
    </div>
  );
}

function Pages({ slug, isOrganizer, waiting }: Pick<Shown, "slug" | "isOrganizer" | "waiting">) {
  const { t, language, format } = useWords();
  const base = inLanguage(language, `/p/${slug}/manage`);
  const all = Object.values(waiting).reduce((sum, count) => sum + count, 0);
  const badge = (count: number) =>
    count > 0 && (
      <>
        {" "}
        <span className="badge">{format.number(count)}</span>
      </>
    );
  const link = (page: ManagePage) => (
    <NavLink key={page} to={`${base}/${page}`} prefetch="intent">
      {t(`processes:manage.nav.${page}`)}
      {badge(waiting[page] ?? 0)}
    </NavLink>
  );
  return (
    <>
      {isOrganizer && (
        <NavLink to={base} end>
          {t("processes:manage.nav.home")}
          {badge(all)}
        </NavLink>
      )}
      {isOrganizer
        ? groups.map((group) => (
            <div key={group} className="manage-group">
              <p>{t(`processes:manage.group.${group}`)}</p>
              {manageGroups[group].map(link)}
            </div>
          ))
        : moderatorPages.map(link)}
    </>
  );
}

const groups = Object.keys(manageGroups) as readonly ManageGroup[];

/** The page that is open, by its name in the menu. */
function Here({ slug }: Pick<Shown, "slug">) {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  const base = inLanguage(language, `/p/${slug}/manage`);
  const page = managePages.find((one) => `${pathname}/`.startsWith(`${base}/${one}/`));
  return (
    <span>
      <Labelled label={t("processes:manage.nav.label")}>
        {t(`processes:manage.nav.${page ?? "home"}`)}
      </Labelled>
    </span>
  );
}
