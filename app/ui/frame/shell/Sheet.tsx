import { Link, NavLink, useLocation } from "@remix-run/react";
import { type MouseEvent, type RefObject, useEffect } from "react";
import { useWords } from "~/i18n";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";
import { SignInLink } from "../SignInLink";
import { initialsOf, Languages, SignOut } from "./Account";
import { Find } from "./Find";
import { Icon, Mark } from "./Icon";
import { groupsOf } from "./ProcessGroups";
import type { ShownPerson, ShownProcess } from "./shown";

export const sheetId = "menu";

type Props = {
  person: ShownPerson | null;
  process: ShownProcess | null;
  hasMailbox: boolean;
  sheet: RefObject<HTMLDialogElement>;
};

/**
 * All of the navigation on a narrow screen. With a script it is a dialog, which keeps the focus and closes on Escape;
 * without one it opens by its address (`#menu`).
 */
export function Sheet({ person, process, hasMailbox, sheet }: Props) {
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  const base = process ? inLanguage(language, `/p/${process.slug}`) : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes it
  useEffect(() => sheet.current?.close(), [pathname, sheet]);
  const close = (event: MouseEvent) => {
    if (!sheet.current?.open) return;
    event.preventDefault();
    sheet.current.close();
  };
  return (
    <dialog id={sheetId} className="sheet" aria-label={t("common:nav.menu")} ref={sheet}>
      <div className="sheet-head">
        <PageLink to="/" className="brand">
          <Mark />
          Codraft
        </PageLink>
        <Link
          to={`${pathname}${search}#`}
          className="iconbtn push"
          onClick={close}
          aria-label={t("common:nav.close")}
        >
          <Icon name="close" />
        </Link>
      </div>
      {process && (
        <>
          <div className="sheet-top">
            <NavLink to={base} end className="switch">
              <span className="cut">
                <Content view={process.title} />
              </span>
            </NavLink>
            {process.desk && (
              <NavLink to={`${base}${process.desk.at}`} className="switch">
                {t(`common:nav.${process.desk.does}`)}
              </NavLink>
            )}
          </div>
          <Find slug={process.slug} id="find-in-sheet" />
          <nav aria-label={t("common:nav.label")}>
            {groupsOf(process.pages).map(({ group, shown }) => (
              <section key={group} className="sheet-group" aria-labelledby={`sheet-${group}`}>
                <h2 id={`sheet-${group}`}>{t(`common:nav.group.${group}`)}</h2>
                <div>
                  {shown.map(({ page }) => (
                    <NavLink key={page} to={`${base}/${page}`}>
                      {t(`common:nav.${page}`)}
                    </NavLink>
                  ))}
                </div>
              </section>
            ))}
          </nav>
        </>
      )}
      <div className="sheet-foot">
        <Languages />
        {hasMailbox && (
          <PageLink to="/mailbox" className="entry">
            {t("common:mailbox")}
          </PageLink>
        )}
        {person ? (
          <>
            <PageLink to="/profile" className="entry own">
              <span className="av" aria-hidden="true">
                {initialsOf(person.name)}
              </span>
              <bdi className="cut">{person.name}</bdi>
            </PageLink>
            <SignOut person={person} />
          </>
        ) : (
          <SignInLink back={splitLanguage(pathname).path} className="btn">
            {t("common:signIn")}
          </SignInLink>
        )}
      </div>
    </dialog>
  );
}
