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

/** What a word of a column means, where somebody said so. */
export function meaningsOf(told: Told): (column: string, word: string) => string | undefined {
  const known = new Map<string, Map<string, string>>();
  for (const { of, word, means } of told.meanings) {
    const own = known.get(of) ?? new Map<string, string>();
    known.set(of, own.set(word.trim().normalize("NFC"), means));
  }
  return (column, word) => known.get(column)?.get(word);
}
