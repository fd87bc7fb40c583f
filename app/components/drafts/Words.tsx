import { directionOf } from "~/contracts/languages";
import type { WordPart } from "~/domain/drafts/words";
import { useWords } from "~/i18n";

/** Two texts as one: what went out and what came in, marked word by word. */
export function Words({ parts, language }: { parts: readonly WordPart[]; language: string }) {
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

type Side = "old" | "new";

/** One side of a comparison in two columns. */
export function WordsSide({
  parts,
  side,
  language,
}: {
  parts: readonly WordPart[];
  side: Side;
  language: string;
}) {
  const { t } = useWords();
  const shown = parts.filter(({ kind }) => kind !== (side === "old" ? "added" : "removed"));
  if (shown.length === 0) return <p className="quiet small">{t("drafts:compare.nothing")}</p>;
  return <Words parts={shown} language={language} />;
}
