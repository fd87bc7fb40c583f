import { useLocation } from "@remix-run/react";
import { useWords } from "~/i18n";
import { inLanguage, splitLanguage } from "~/i18n/languagePath";
import { languageNames, languages } from "~/kernel/language/languages";
import { forgetAllOf } from "~/ui/forms/kept/keptWords";
import { PostForm } from "~/ui/forms/PostForm";
import { PageLink } from "~/ui/text/PageLink";
import { Icon } from "./Icon";
import type { ShownPerson } from "./shown";

/** The languages of the installation: the page that is open, in each of them. */
export function Languages() {
  const { t, language } = useWords();
  const { pathname, search } = useLocation();
  return (
    <>
      <form method="post" action="/language" className="languages" aria-label={t("common:language")}>
        <input type="hidden" name="to" value={`${splitLanguage(pathname).path}${search}`} />
        {languages.map((other) => (
          <button
            key={other}
            type="submit"
            name="language"
            value={other}
            lang={other}
            aria-current={other === language ? "true" : undefined}
          >
            {languageNames[other]}
          </button>
        ))}
      </form>
      <PageLink to="/languages">{t("common:languagesPage")}</PageLink>
    </>
  );
}

/** The first letters of a name, as they are read in its own script. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/[\s.@_-]+/u);
  return words
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toLocaleUpperCase();
}

/** Who is signed in, and what is theirs. */
export function Account({ person, hasMailbox }: { person: ShownPerson; hasMailbox: boolean }) {
  const { t } = useWords();
  return (
    <details className="pop-menu account" name="frame">
      <summary aria-label={t("common:nav.account", { name: person.name })}>
        <span className="av" aria-hidden="true">
          {initialsOf(person.name)}
        </span>
      </summary>
      <div className="pop">
        <PageLink to="/profile">
          <bdi>{person.name}</bdi>
        </PageLink>
        {hasMailbox && <PageLink to="/mailbox">{t("common:mailbox")}</PageLink>}
        <Languages />
        <SignOut person={person} />
      </div>
    </details>
  );
}

export function SignOut({ person }: { person: ShownPerson }) {
  const { t, language } = useWords();
  return (
    <PostForm action="/sign-out" reloadDocument onSubmit={() => forgetAllOf(person.id)}>
      <input type="hidden" name="to" value={inLanguage(language, "/")} />
      <button type="submit" className="entry">
        <Icon name="out" isFlipped />
        {t("common:signOut")}
      </button>
    </PostForm>
  );
}
