import { NavLink, useLocation } from "@remix-run/react";
import { type ComponentType, lazy, type MouseEvent, type ReactNode, Suspense, useRef } from "react";
import { useWords } from "~/i18n";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { languageNames } from "~/kernel/language/languages";
import { PageLink } from "~/ui/text/PageLink";
import { Content } from "~/ui/text/text";
import { CopyNotice } from "../offline/CopyNotice";
import { SignInLink } from "../SignInLink";
import { useAlive } from "../useAlive";
import { Progress, Waiting } from "../Waiting";
import { Account, Languages } from "./Account";
import { Find } from "./Find";
import { Icon, Mark } from "./Icon";
import { ProcessGroups } from "./ProcessGroups";
import { usePalette } from "./palette/usePalette";
import { Sheet, sheetId } from "./Sheet";
import type { ShownPerson, ShownProcess } from "./shown";
import { useAnswered } from "./useAnswered";
import { useOnePerson } from "./useArrival";
import { useMenus } from "./useMenus";
import { whenThere } from "./whenThere";

const later = <P extends object>(load: () => Promise<ComponentType<P>>) =>
  lazy(() => whenThere(async () => ({ default: await load() })));
const SentLater = later(async () => (await import("../offline/SentLater")).SentLater);
const WordsLeft = later(async () => (await import("~/ui/forms/kept/WordsLeft")).WordsLeft);
const Palette = later(async () => (await import("./palette/Palette")).Palette);

type Props = {
  person: ShownPerson | null;
  process: ShownProcess | null;
  hasMailbox: boolean;
  children: ReactNode;
};

/** The frame of every page: where one is, the language, who one is. */
export function Shell({ person, process, hasMailbox, children }: Props) {
  const { t } = useWords();
  const sheet = useRef<HTMLDialogElement>(null);
  const [hasPalette, showPalette] = usePalette();
  // What is fetched once the page is alive must not hold up what comes with it.
  const isAlive = useAlive();
  useOnePerson(person?.id ?? "");
  useMenus();
  useAnswered();
  return (
    <>
      <a className="skip" href="#content">
        {t("common:skip")}
      </a>
      <header className="bar">
        <div className="bar-in">
          <PageLink to="/" className="brand">
            <Mark />
            Codraft
          </PageLink>
          {process && <InProcess {...process} />}
          <span className="push" />
          {process && (
            <div className="desk find-box">
              <Find slug={process.slug} id="find" />
            </div>
          )}
          <Own person={person} hasMailbox={hasMailbox} />
          <MenuButton open={() => sheet.current?.showModal()} />
        </div>
      </header>
      <Progress />
      <Waiting />
      <CopyNotice person={person?.id ?? ""} />
      {person && isAlive && (
        <Suspense>
          <SentLater person={person.id} />
        </Suspense>
      )}
      {/* Whoever drives a browser sees by the mark that the page listens: what listens begins to in the same turn. */}
      <main id="content" className="frame" tabIndex={-1} data-alive={isAlive || undefined}>
        {children}
        {isAlive && (
          <Suspense>
            <WordsLeft person={person?.id ?? ""} />
          </Suspense>
        )}
      </main>
      <footer className="foot">
        <div className="frame">{t("common:footer")}</div>
      </footer>
      <Sheet person={person} process={process} hasMailbox={hasMailbox} sheet={sheet} />
      {hasPalette && (
        <Suspense>
          <Palette person={person} process={process} onClose={() => showPalette(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Where one is, and the other pages there. */
function InProcess(process: ShownProcess) {
  const { t, language } = useWords();
  const base = inLanguage(language, `/p/${process.slug}`);
  return (
    <div className="desk in-process">
      <details className="pop-menu" name="frame">
        <summary className="switch">
          <span className="cut">
            <Content view={process.title} />
          </span>
          <Icon name="down" />
        </summary>
        <div className="pop">
          <NavLink to={base} end>
            {t("common:nav.overview")}
          </NavLink>
          {process.pages.length > 0 && (
            <>
              <NavLink to={`${base}/timeline`}>{t("common:nav.timeline")}</NavLink>
              <NavLink to={`${base}/report`}>{t("common:nav.report")}</NavLink>
            </>
          )}
          <PageLink to="/">{t("common:nav.all")}</PageLink>
        </div>
      </details>
      <ProcessGroups {...process} />
      {process.desk && (
        <NavLink to={`${base}${process.desk.at}`} className="bar-link" prefetch="intent">
          {t(`common:nav.${process.desk.does}`)}
        </NavLink>
      )}
    </div>
  );
}

/** What is one's own: notices and account, or the language and the way in. */
function Own({ person, hasMailbox }: Pick<Props, "person" | "hasMailbox">) {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  if (person)
    return (
      <>
        <PageLink
          to="/notices"
          className="iconbtn"
          aria-label={
            person.todos > 0 ? t("common:nav.unread", { count: person.todos }) : t("common:notices")
          }
        >
          <Icon name="bell" />
          {person.todos > 0 && <span className="ct">{person.todos}</span>}
        </PageLink>
        <div className="desk">
          <Account person={person} hasMailbox={hasMailbox} />
        </div>
      </>
    );
  return (
    <>
      <details className="pop-menu at-end desk" name="frame">
        <summary className="bar-link">
          <span className="vh">{t("common:language")} </span>
          {languageNames[language]}
          <Icon name="down" />
        </summary>
        <div className="pop">
          <Languages />
          {hasMailbox && <PageLink to="/mailbox">{t("common:mailbox")}</PageLink>}
        </div>
      </details>
      <SignInLink back={splitLanguage(pathname).path} className="btn mini">
        {t("common:signIn")}
      </SignInLink>
    </>
  );
}

/** Without a script a link to the sheet, which its address opens. */
function MenuButton({ open }: { open: () => void }) {
  const { t } = useWords();
  const onClick = (event: MouseEvent) => {
    event.preventDefault();
    open();
  };
  return (
    <a href={`#${sheetId}`} className="iconbtn phone" onClick={onClick} aria-label={t("common:nav.menu")}>
      <Icon name="menu" />
    </a>
  );
}
