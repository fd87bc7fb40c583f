import { directionOf } from "~/kernel/language/languages";

/**
 * Text that people wrote in Markdown, as the server rendered and sanitized it. The only place where
 * HTML is taken as it is: what comes here comes from app/kernel/text/markdown.ts.
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
  return (
    <div
      className={`prose ${className}`}
      lang={language}
      dir={directionOf(language)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitized on the server, see above
      dangerouslySetInnerHTML={{ __html: html }}
    />
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
