import { Fragment } from "react";
import { useWords } from "~/i18n";
import { directionOf } from "~/kernel/language/languages";
import type { LocalizedView } from "~/kernel/language/localized";

/** Content in the language it is in; marked when it is not the reader's, or older than its source. */
export function Content({ view, marks = false }: { view: LocalizedView; marks?: boolean }) {
  const { t, language } = useWords();
  const isForeign = view.language !== language;
  const text = isForeign ? (
    <span lang={view.language} dir={directionOf(view.language)}>
      {view.text}
    </span>
  ) : (
    view.text
  );
  if (!marks || (view.state !== "stale" && view.state !== "fallback")) return <>{text}</>;
  return (
    <>
      {text} <span className="frag">({t(`common:translation.${view.state}`)})</span>
    </>
  );
}

/** Several paragraphs of plain text. */
export function Paragraphs({ view }: { view: LocalizedView }) {
  const paragraphs = view.text.split(/\n{2,}/).filter(Boolean);
  return (
    <div className="prose measure" lang={view.language} dir={directionOf(view.language)}>
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>
          {paragraph.split("\n").map((line, i) => (
            <Fragment key={line}>
              {i > 0 && <br />}
              {line}
            </Fragment>
          ))}
        </p>
      ))}
    </div>
  );
}

/** A hash that can be read at a glance and copied whole; printed, it stands there whole. */
export function Hash({ value }: { value: string }) {
  return (
    <code className="hash" title={value} dir="ltr">
      {value.slice(0, 8)}…{value.slice(-6)}
    </code>
  );
}
