import { looksFolded } from "~/kernel/language/folded";

export const unitStates = ["missing", "machine", "draft", "stale", "reviewed"] as const;
export type UnitState = (typeof unitStates)[number];

/** Which units of a text somebody wants to see. */
export type UnitsAsked = {
  /** Null: all. */
  readonly state: UnitState | null;
  /** Words in the source or the translation; empty: whatever they say. */
  readonly words: string;
};

type Unit = {
  readonly state: UnitState;
  readonly source: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
};

/** Whether a unit is among them: all words have to stand in its source, or all in its translation, whatever their case and accents. */
export function isAsked({ state, words }: UnitsAsked, unit: Unit): boolean {
  if (state !== null && unit.state !== state) return false;
  const wanted = looksFolded(words).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return true;
  return [unit.source, unit.texts].some((texts) => {
    const text = looksFolded(Object.values(texts).join("\n"));
    return wanted.every((word) => text.includes(word));
  });
}
