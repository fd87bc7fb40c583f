/**
 * How much a text may ask of whoever lays it out. The figures are far above what people write, and low enough that
 * no text within them takes longer than a fraction of a second or makes a page too big to send.
 */
export const bounds = {
  /** Quotations, lists and emphasis inside each other. */
  nesting: 20,
  /** Lines with something on them. */
  lines: 2000,
  /** Cells of all tables together, with those that a short row leaves empty. */
  cells: 10_000,
  /** Signs that may begin or end emphasis or a link, in one paragraph. */
  signs: 1000,
  /** Brackets that are open at one place. */
  brackets: 30,
  /** Footnotes and links, everywhere in the text. */
  references: 1000,
  /** Characters of the page that a text becomes. */
  output: 600_000,
} as const;

/** What of a text that cannot be laid out is shown, as it was typed. */
export const shownAsTyped = 4000;

export type Excess = {
  readonly of: keyof typeof bounds;
  /** The first line, counted from 1, at which it is too much. */
  readonly line: number;
  readonly most: number;
};

/** A text asks for more than the bounds allow. Caught where texts are checked; never leaves app/kernel/text. */
export class TooMuch extends Error {
  constructor(readonly excess: Excess) {
    super(`too much ${excess.of} in line ${excess.line}`);
  }
}

export function tooMuch(of: Excess["of"], line: number, most: number = bounds[of]): never {
  throw new TooMuch({ of, line, most });
}

/** What a file of many texts may ask for, of which each has to keep the bounds of its own besides. */
export const boundsOfFile = { lines: 60_000, cells: 100_000 } as const;
