import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import { isAsTyped } from "~/kernel/text/markdown/asTyped";

/**
 * Text that people wrote in Markdown, as the server rendered and sanitized it. The only place where
 * HTML is taken as it is: what comes here comes from app/kernel/text/markdown. Of a text that
 * could not be laid out it says so, in its place: the rest of the page stands.
 */
export function Html({
  html,
  language,
  className = "",
}: {
  html: string;
  language: string;
  className?: string;
}) {
  const { t } = useWords();
  const text = (
    <div
      className={`prose ${className}`}
      lang={language}
      dir={directionOf(language)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized on the server, see above
      dangerouslySetInnerHTML={{ __html: html }}
    />
  );
  if (!isAsTyped(html)) return text;
  return (
    <>
      <p className="notice small">{t("common:text.asTyped")}</p>
      {text}
    </>
  );
}

/** A short text of a person, in its own language and direction. */
export function UserText({ language, children }: { language: string; children: string }) {
  return (
    <span lang={language} dir={directionOf(language)}>
      {children}
    </span>
  );
}
