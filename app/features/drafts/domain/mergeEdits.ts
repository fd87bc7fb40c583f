import type { Clause } from "./clause";
import { applyPatch, patchOf, rebaseOver } from "./patch";

/** What is edited of a clause. */
export type EditedText = Pick<Clause, "kind" | "heading" | "body" | "stability">;

/**
 * What two people made of one text, as one text with the changes of both. Null where they changed the same words, or words
 * that meet: then a person decides. What both changed just so is changed once.
 */
export function mergeTexts(before: string, mine: string, theirs: string): string | null {
  if (mine === theirs || theirs === before) return mine;
  if (mine === before) return theirs;
  const rebased = rebaseOver(patchOf(before, mine), patchOf(before, theirs));
  return rebased && applyPatch(theirs, rebased);
}

/** The same of a clause: its heading and its text word by word, what is chosen as a whole. */
export function mergeEdits<T extends EditedText>(before: T, mine: T, theirs: T): T | null {
  const kind = chosen(before.kind, mine.kind, theirs.kind);
  const stability = chosen(before.stability, mine.stability, theirs.stability);
  const heading = mergeTexts(before.heading, mine.heading, theirs.heading);
  const body = mergeTexts(before.body, mine.body, theirs.body);
  if (kind === null || stability === null || heading === null || body === null) return null;
  return { ...theirs, kind, stability, heading, body };
}

function chosen<V extends string>(before: V, mine: V, theirs: V): V | null {
  if (mine === theirs || mine === before) return theirs;
  return theirs === before ? mine : null;
}
