import { compareWords } from "~/kernel/text/wordDiff";

/** Words that stand at a place of a text, and the words that are to stand there instead; one of both may be empty. */
export type Edit = { readonly start: number; readonly removed: string; readonly added: string };

/** Changes of one text, in the order in which they stand there, none touching another. */
export type Patch = readonly Edit[];

const endOf = ({ start, removed }: Edit) => start + removed.length;

/** What somebody changed in a text, word by word. Nothing where both are the same. */
export function patchOf(before: string, after: string): Patch {
  const patch: Edit[] = [];
  let at = 0;
  let open: Edit | null = null;
  for (const { kind, text } of compareWords(before, after)) {
    if (kind === "kept") {
      if (open) patch.push(open);
      open = null;
      at += text.length;
      continue;
    }
    open ??= { start: at, removed: "", added: "" };
    open =
      kind === "removed" ? { ...open, removed: open.removed + text } : { ...open, added: open.added + text };
    if (kind === "removed") at += text.length;
  }
  return open ? [...patch, open] : patch;
}

/** The same for many patches of a few texts: what became of a text is found once. */
export function rememberedPatches(): typeof patchOf {
  const known = new Map<string, Patch>();
  return (before, after) => {
    const key = `${before}\u2029${after}`;
    const patch = known.get(key) ?? patchOf(before, after);
    known.set(key, patch);
    return patch;
  };
}

/** Whether a patch is one of this text: the words that it takes out stand where it says, in order and apart. */
export function fits(text: string, patch: Patch): boolean {
  let done = -1;
  return patch.every((edit) => {
    const isThere =
      edit.start > done && text.startsWith(edit.removed, edit.start) && endOf(edit) <= text.length;
    done = endOf(edit);
    return isThere;
  });
}

/** The text with a patch of it carried out. A patch of another text is a fault of the caller's. */
export function applyPatch(text: string, patch: Patch): string {
  if (!fits(text, patch)) throw new Error("the patch is of another text");
  let done = 0;
  let made = "";
  for (const edit of patch) {
    made += text.slice(done, edit.start) + edit.added;
    done = endOf(edit);
  }
  return made + text.slice(done);
}

/** What takes a patch back in the text that it made. */
export function inversePatch(patch: Patch): Patch {
  let shift = 0;
  return patch.map(({ start, removed, added }) => {
    const edit = { start: start + shift, removed: added, added: removed };
    shift += added.length - removed.length;
    return edit;
  });
}

/** Whether two changes of one text cannot be told apart: one reaches into the other, or begins where the other ends. */
const meet = (one: Edit, other: Edit) => one.start <= endOf(other) && other.start <= endOf(one);

/** Whether two patches of one text touch each other: then their order would matter, and a person decides. */
export function touches(one: Patch, other: Patch): boolean {
  return one.some((edit) => other.some((rival) => meet(edit, rival)));
}

/** Several patches of one text as one; null where two of them touch. */
export function mergePatches(patches: readonly Patch[]): Patch | null {
  const all = patches.flat().sort((a, b) => a.start - b.start || a.removed.length - b.removed.length);
  const isApart = all.every((edit, at) => {
    const next = all[at + 1];
    return next === undefined || !meet(edit, next);
  });
  return isApart ? all : null;
}

/** The first of several patches of one text that do not touch one before them, as one; and which of them were left out. */
export function mergeWhatFits(patches: readonly Patch[]): {
  readonly merged: Patch;
  readonly left: number[];
} {
  let merged: Patch = [];
  const left: number[] = [];
  patches.forEach((patch, at) => {
    const both = mergePatches([merged, patch]);
    if (both) merged = both;
    else left.push(at);
  });
  return { merged, left };
}

const isSame = (one: Edit, other: Edit) =>
  one.start === other.start && one.removed === other.removed && one.added === other.added;

/**
 * A patch of a text as a patch of what became of that text. Null where the text was changed at the same words (a conflict):
 * what somebody suggested is never bent to other words. A change that was made meanwhile just so is left out, so that
 * a patch without any left was carried out.
 */
export function rebasePatch(patch: Patch, before: string, after: string): Patch | null {
  return before === after ? patch : rebaseOver(patch, patchOf(before, after));
}

/** The same, where it is known what became of the text. */
export function rebaseOver(patch: Patch, theirs: Patch): Patch | null {
  const rebased: Edit[] = [];
  for (const edit of patch) {
    const met = theirs.filter((other) => meet(edit, other));
    if (met.length === 1 && met[0] && isSame(edit, met[0])) continue;
    if (met.length > 0) return null;
    const shift = theirs
      .filter((other) => endOf(other) < edit.start)
      .reduce((sum, { removed, added }) => sum + added.length - removed.length, 0);
    rebased.push({ ...edit, start: edit.start + shift });
  }
  return rebased;
}

/** A patch as it is read word by word, however coarsely it was stored. */
export const refined = (text: string, patch: Patch): Patch => patchOf(text, applyPatch(text, patch));

/** Where a patch stands in a later version: in which of the clauses that came of its own, and what it changes there. */
export type Carried<Heir> = { readonly heir: Heir; readonly patch: Patch };

/**
 * Carries a patch of a clause on to what became of it: to the first clause in which something of it is left to do, else to one that
 * says so already (an empty patch). Null: it is in conflict with all of them.
 */
export function carryPatch<Heir extends { readonly body: string }>(
  patch: Patch,
  before: string,
  heirs: Iterable<Heir>,
  changesIn: (before: string, after: string) => Patch = patchOf,
): Carried<Heir> | null {
  const fine = refined(before, patch);
  let done: Carried<Heir> | null = null;
  for (const heir of heirs) {
    const rebased = before === heir.body ? fine : rebaseOver(fine, changesIn(before, heir.body));
    if (rebased && rebased.length > 0) return { heir, patch: rebased };
    if (rebased) done ??= { heir, patch: rebased };
  }
  return done;
}

/** So much of the text is shown around a change, up to whole words. */
const around = 40;

/** A patch of a text in a line of plain words, as mails quote it: "may [-use-]{+study+} the system". */
export function patchInWords(text: string, patch: Patch): string {
  const flat = (words: string) => words.replace(/\s+/gu, " ");
  return patch
    .map((edit) => {
      const before = flat(text.slice(0, edit.start));
      const after = flat(text.slice(endOf(edit)));
      const lead = before.length > around ? `…${before.slice(-around).replace(/^\S*\s/u, "")}` : before;
      const trail = after.length > around ? `${after.slice(0, around).replace(/\s\S*$/u, "")}…` : after;
      const removed = edit.removed === "" ? "" : `[-${flat(edit.removed)}-]`;
      const added = edit.added === "" ? "" : `{+${flat(edit.added)}+}`;
      return `${lead}${removed}${added}${trail}`;
    })
    .join("\n");
}
