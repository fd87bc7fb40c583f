import { directionOf } from "~/kernel/language/languages";
import type { WordPart } from "~/kernel/text/wordDiff";
import { WordParts } from "~/ui/text/WordParts";

/** Two texts as one: what went out and what came in, marked word by word. */
export function WordDiff({ parts, language }: { parts: readonly WordPart[]; language: string }) {
  return (
    <p className="compared" lang={language} dir={directionOf(language)}>
      <WordParts parts={parts} />
    </p>
  );
}
