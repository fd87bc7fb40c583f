import { NavLink, useLocation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "~/i18n";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { languageNames, languages } from "~/kernel/language/languages";
import { forgetAllOf } from "~/ui/forms/kept/keptWords";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";
import { SignInLink } from "./SignInLink";
import { Waiting } from "./Waiting";

type Props = {
  person: { id: string; name: string; unread: number } | null;
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
          <PageLink to="/" className="brand">
            Co<i>draft</i>
          </PageLink>
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
            {hasMailbox && <PageLink to="/mailbox">{t("common:mailbox")}</PageLink>}
            {person ? (
              <>
                <PageLink to="/notices">
                  {t("common:notices")}
                  {person.unread > 0 && <span className="badge">{person.unread}</span>}
                </PageLink>
                <PageLink to="/profile">
                  <bdi>{person.name}</bdi>
                </PageLink>
                <PostForm action="/sign-out" reloadDocument onSubmit={() => forgetAllOf(person.id)}>
                  <input type="hidden" name="to" value={inLanguage(language, "/")} />
                  <button type="submit" className="btn q mini">
                    {t("common:signOut")}
                  </button>
                </PostForm>
              </>
            ) : (
              <SignInLink back={splitLanguage(pathname).path} className="btn q mini">
                {t("common:signIn")}
              </SignInLink>
            )}
          </div>
        </div>
      </header>
      <Waiting />
      <main id="content" className="frame" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot frame">{t("common:footer")}</footer>
    </>
  );
}

/** What most people come for; everything else stands in the menu beside it. */
const mainPages = ["votes", "drafts", "townhalls", "threads", "systems", "board"] as const;
const morePages = ["approvals", "endorsements", "people", "components", "workgroups", "data"] as const;

function ProcessNav({ slug, isOrganizer }: { slug: string; isOrganizer: boolean }) {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  const base = inLanguage(language, `/p/${slug}`);
  const isFurther = morePages.some((page) => pathname.startsWith(`${base}/${page}`));
  return (
    <nav className="nav" aria-label={t("common:nav.label")}>
      <NavLink to={base} end>
        {t("common:nav.overview")}
      </NavLink>
      {mainPages.map((page) => (
        <NavLink key={page} to={`${base}/${page}`}>
          {t(`common:nav.${page}`)}
        </NavLink>
      ))}
      {/* Closed again on another page: it is made anew. */}
      <details className="menu" key={pathname}>
        <summary aria-current={isFurther ? "true" : undefined}>{t("common:nav.more")}</summary>
        <div className="menu-items">
          {morePages.map((page) => (
            <NavLink key={page} to={`${base}/${page}`}>
              {t(`common:nav.${page}`)}
            </NavLink>
          ))}
        </div>
      </details>
      {isOrganizer && <NavLink to={`${base}/manage`}>{t("common:nav.manage")}</NavLink>}
    </nav>
  );
}
