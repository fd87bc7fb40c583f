import { partsOfChange } from "~/features/notices/domain/change";

/** What somebody says of an act, or what it changed in a text. */
export function Quoted({ words, isChange }: { words: string; isChange: boolean }) {
  if (!isChange) return <blockquote dir="auto">{words}</blockquote>;
  return (
    <blockquote dir="auto">
      {partsOfChange(words).map(({ kind, text }, at) => {
        // Parts of one change never change places.
        const key = `${at}`;
        if (kind === "kept") return <span key={key}>{text}</span>;
        return kind === "added" ? <ins key={key}>{text}</ins> : <del key={key}>{text}</del>;
      })}
    </blockquote>
  );
}
