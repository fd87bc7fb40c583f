import { cut } from "~/kernel/text/cut";
import type { WordPart } from "~/kernel/text/wordDiff";

/** So many characters of what was kept stand before and after a change. */
const around = 80;

/** A comparison as a list shows it: the changes, with a little of what stands around them. */
export function aroundChanges(parts: readonly WordPart[]): WordPart[] {
  return parts.map((part, at) => {
    if (part.kind !== "kept" || part.text.length <= 2 * around + 1) return part;
    const head = at === 0 ? "" : cut(part.text, around);
    const tail = at === parts.length - 1 ? "" : lastOf(part.text);
    return { kind: "kept", text: `${head}…${tail}` };
  });
}

/** The last characters of a text, from the beginning of a word if there is one. */
function lastOf(text: string): string {
  const end = text.slice(-around);
  return end.replace(/^\S*\s/u, "") || [...end].slice(1).join("");
}
