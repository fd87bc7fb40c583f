import type { WordPart } from "~/kernel/text/wordDiff";
import type { Change, ChangeKind } from "../compare";

/**
 * A comparison as Markdown with <ins> and <del>, which Markdown has no signs for: one heading a
 * change, kept clauses left out.
 */
export function comparisonAsMarkdown(
  title: string,
  changes: readonly Change[],
  numbers: { readonly before: readonly string[]; readonly after: readonly string[] },
  word: (what: ChangeKind | "moved") => string,
): string {
  const parts = changes
    .filter(({ kind, moved }) => kind !== "kept" || moved)
    .map(({ kind, moved, from, to, words }) => {
      const places = [from.map((at) => numbers.before[at]), to.map((at) => numbers.after[at])];
      const place = places
        .map((side) => side.join(", "))
        .filter(Boolean)
        .join(" → ");
      const what = [...(kind === "kept" ? [] : [word(kind)]), ...(moved ? [word("moved")] : [])].join(", ");
      return `## ${place} (${what})\n\n${words.map(marked).join("")}`;
    });
  return `${[`# ${title}`, ...parts].join("\n\n")}\n`;
}

function marked({ kind, text }: WordPart): string {
  const shown = text.replace(/[\u2028\u2029]/g, "\n\n");
  if (kind === "kept") return shown;
  const tag = kind === "added" ? "ins" : "del";
  // A mark that spans blocks would end at the first of them.
  return shown
    .split(/(\n{2,})/)
    .map((piece) => (piece.trim() === "" ? piece : `<${tag}>${piece}</${tag}>`))
    .join("");
}
