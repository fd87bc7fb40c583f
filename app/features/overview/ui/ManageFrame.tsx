import { NavLink, type useLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import type { loader } from "~/features/overview/pages/manage.layout";
import { useWords } from "~/i18n";
import { inLanguage } from "~/i18n/languagePath";
import { managePages } from "~/platform/waiting";

export type FrameProps = ReturnType<typeof useLoaderData<typeof loader>> & { children: ReactNode };

export function ManageFrame({ slug, waiting, isEvaluation, children }: FrameProps) {
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
