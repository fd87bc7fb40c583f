/** Somebody who writes in a clause of a working version: a window of theirs, since when, and when they took it over, if they did. */
export type Editor = {
  readonly window: string;
  readonly person: string;
  readonly name: string;
  readonly clause: string;
  /** Milliseconds. */
  readonly since: number;
  readonly took: number | null;
};

/** After so long (milliseconds) without a word from its window nobody is thought to be there any more. */
export const goneAfter = 75_000;

/** Those in a clause; the one who holds it first: who took it over last, else who came first. */
function editorsIn(editors: readonly Editor[], clause: string): Editor[] {
  const first = (one: Editor, other: Editor) =>
    (other.took ?? 0) - (one.took ?? 0) || one.since - other.since || (one.window < other.window ? -1 : 1);
  return editors.filter((one) => one.clause === clause).toSorted(first);
}

/** Who else holds a clause, so that somebody had better wait or take it over; null for one that is free, or their own. */
export function heldBy(editors: readonly Editor[], clause: string, person: string): Editor | null {
  const [holder] = editorsIn(editors, clause);
  return holder && holder.person !== person ? holder : null;
}

/** The others who are in a version, each once, with a clause that they are in. */
export function othersHere(editors: readonly Editor[], person: string): Editor[] {
  const seen = new Map<string, Editor>();
  for (const one of editors) if (one.person !== person) seen.set(one.person, one);
  return [...seen.values()].toSorted((one, other) => one.since - other.since);
}

/** What all nodes know of who is in a version: each tells its own, and is forgotten when it does not any more. */
export class EditorsOfNodes {
  readonly #byDraft = new Map<string, Map<string, { editors: readonly Editor[]; at: number }>>();

  /** What a node says of a version, in place of what it said before. */
  hear(draft: string, node: string, editors: readonly Editor[], now: number): void {
    const nodes = this.#byDraft.get(draft) ?? new Map();
    if (editors.length > 0) nodes.set(node, { editors, at: now });
    else nodes.delete(node);
    if (nodes.size > 0) this.#byDraft.set(draft, nodes);
    else this.#byDraft.delete(draft);
  }

  /** All who are in a version now. */
  in(draft: string, now: number): Editor[] {
    return [...(this.#byDraft.get(draft)?.values() ?? [])].flatMap(({ editors, at }) =>
      now - at < goneAfter ? editors : [],
    );
  }
}

/** Where people write together: a version, or a translation of something into a language. */
export const placeOf = (draft: string, into?: string): string =>
  into === undefined ? draft : `${draft} ${into}`;
