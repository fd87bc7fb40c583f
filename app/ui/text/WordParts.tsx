import type { WordPart } from "~/kernel/text/wordDiff";

/** What stayed of a text, went out and came in, word by word. */
export function WordParts({ parts }: { parts: readonly WordPart[] }) {
  return parts.map(({ kind, text }, at) => {
    // Parts of one comparison never change places.
    const key = `${at}`;
    const shown = text.replace(/[\u2028\u2029]/g, "\n");
    if (kind === "kept") return <span key={key}>{shown}</span>;
    return kind === "added" ? <ins key={key}>{shown}</ins> : <del key={key}>{shown}</del>;
  });
}
