import { Form, NavLink, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { languageNames, languages } from "~/contracts/languages";
import { useWords } from "~/i18n";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { Go } from "./Go";
import { SignInLink } from "./SignInLink";

type Props = {
  person: { name: string; unread: number } | null;
  process: { slug: string; isOrganizer: boolean } | null;
  hasMailbox: boolean;
  children: ReactNode;
};

/** The frame of every page: where one is, the language, who one is. */
export function Shell({ person, process, hasMailbox, children }: Props) {
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  const here = splitLanguage(pathname).path;
  return (
    <>
      <a className="skip" href="#content">
        {t("common:skip")}
      </a>
      <header className="bar">
        <div className="frame">
          <Go to="/" className="brand">
            Co<i>draft</i>
          </Go>
          {process && <ProcessNav {...process} />}
          <div className="person">
            <details className="menu">
              <summary>
                <span className="skip">{t("common:language")}: </span>
                {languageNames[language]}
              </summary>
              <form method="post" action="/language" className="menu-items">
                <input type="hidden" name="to" value={`${here}${search}`} />
                {languages.map((other) => (
                  <button key={other} type="submit" name="language" value={other} lang={other}>
                    {languageNames[other]}
                  </button>
                ))}
              </form>
            </details>
            {hasMailbox && <Go to="/mailbox">{t("common:mailbox")}</Go>}
            {person ? (
              <>
                <Go to="/notices">
                  {t("common:notices")}
                  {person.unread > 0 && <span className="badge">{person.unread}</span>}
                </Go>
                <Go to="/profile">
                  <bdi>{person.name}</bdi>
                </Go>
                <Form method="post" action="/sign-out" reloadDocument>
                  <input type="hidden" name="to" value={inLanguage(language, "/")} />
                  <button type="submit" className="btn q mini">
                    {t("common:signOut")}
                  </button>
                </Form>
              </>
            ) : (
              <SignInLink back={splitLanguage(pathname).path} className="btn q mini">
                {t("common:signIn")}
              </SignInLink>
            )}
          </div>
        </div>
      </header>
      <main id="content" className="frame" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot frame">{t("common:footer")}</footer>
    </>
  );
}

function ProcessNav({ slug, isOrganizer }: { slug: string; isOrganizer: boolean }) {
  const { t, language } = useWords();
  const base = inLanguage(language, `/p/${slug}`);
  return (
    <nav className="nav" aria-label={t("common:nav.label")}>
      <NavLink to={base} end>
        {t("common:nav.overview")}
      </NavLink>
      <NavLink to={`${base}/votes`}>{t("common:nav.votes")}</NavLink>
      <NavLink to={`${base}/drafts`}>{t("common:nav.drafts")}</NavLink>
      <NavLink to={`${base}/townhalls`}>{t("common:nav.townhalls")}</NavLink>
      <NavLink to={`${base}/threads`}>{t("common:nav.threads")}</NavLink>
      <NavLink to={`${base}/components`}>{t("common:nav.components")}</NavLink>
      <NavLink to={`${base}/workgroups`}>{t("common:nav.workgroups")}</NavLink>
      {isOrganizer && <NavLink to={`${base}/manage`}>{t("common:nav.manage")}</NavLink>}
    </nav>
  );
}
