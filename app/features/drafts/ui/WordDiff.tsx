import { directionOf } from "~/kernel/language/languages";
import type { WordPart } from "~/kernel/text/wordDiff";

/** Two texts as one: what went out and what came in, marked word by word. */
export function WordDiff({ parts, language }: { parts: readonly WordPart[]; language: string }) {
  return (
    <p className="compared" lang={language} dir={directionOf(language)}>
      {parts.map(({ kind, text }, at) => {
        // Parts of one comparison never change places.
        const key = `${at}`;
        const shown = text.replace(/[\u2028\u2029]/g, "\n");
        if (kind === "kept") return <span key={key}>{shown}</span>;
        return kind === "added" ? <ins key={key}>{shown}</ins> : <del key={key}>{shown}</del>;
      })}
    </p>
  );
}
