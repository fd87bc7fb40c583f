import { z } from "zod";
import { ownValue } from "~/kernel/keyed";

/** What a word of a table means that stands for nothing: its rows are passed over. */
export const passedOver = "-";

/** What a person says about a pasted table: what its columns are, and what words in it mean. */
export type Told = {
  /** What each column is, in their order; "" for one that is passed over. Empty where nobody said. */
  readonly columns: readonly string[];
  /** Whether the first line names the columns; "" where nobody said. */
  readonly header: "" | "yes" | "no";
  readonly meanings: readonly Meaning[];
};
type Meaning = { readonly of: string; readonly word: string; readonly means: string };

export const nothingTold: Told = { columns: [], header: "", meanings: [] };

const place = z.string().regex(/^\d{1,3}$/);
const columns = z
  .record(place, z.string().max(40))
  .transform((said) => {
    const last = Math.max(-1, ...Object.keys(said).map(Number));
    return Array.from({ length: last + 1 }, (_, at) => ownValue(said, String(at)) ?? "");
  })
  .default([]);
const meaning = z.strictObject({
  of: z.string().max(40),
  word: z.string().max(2000),
  means: z.string().max(200),
});
const meanings = z
  .record(place, meaning)
  .transform((said) => Object.values(said).filter(({ means }) => means !== ""))
  .default([]);

/** As forms send it (`HowRead`). */
export const toldShape = { columns, header: z.enum(["", "yes", "no"]).default(""), meanings };

/** What a word of a column means, where somebody said so. */
export function meaningsOf(told: Told): (column: string, word: string) => string | undefined {
  const known = new Map<string, Map<string, string>>();
  for (const { of, word, means } of told.meanings) {
    const own = known.get(of) ?? new Map<string, string>();
    known.set(of, own.set(word.trim().normalize("NFC"), means));
  }
  return (column, word) => known.get(column)?.get(word);
}
