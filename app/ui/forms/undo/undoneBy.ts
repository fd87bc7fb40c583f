import type { Result } from "~/kernel/result";

/** What takes an act back: another form of the same page, filled in. */
export type Undo = {
  readonly intent: string;
  readonly fields: Readonly<Record<string, string | readonly string[]>>;
};

/** An outcome that can be taken back for a few seconds: its page offers that (`Undo`). */
export function undoneBy<T, E extends { code: string }>(
  result: Result<T, E>,
  intent: string,
  fields: Undo["fields"],
): Result<{ readonly undo: Undo }, E> {
  return result.ok ? { ok: true, value: { undo: { intent, fields } } } : result;
}

/** The same out of the value of an answer. */
export function undoIn(value: unknown): Undo | null {
  if (typeof value !== "object" || value === null || !("undo" in value)) return null;
  return value.undo as Undo;
}
