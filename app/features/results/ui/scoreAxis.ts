/** Where scores stand on an axis that begins after the labels and leaves room for the numbers at both ends. */
export type ScoreAxis = {
  /** The place of a score, from the side where reading begins. */
  readonly at: (score: number) => number;
  /** Where the bar of a score begins and how long it is: from zero, to either side. */
  readonly bar: (score: number) => { readonly from: number; readonly length: number };
  /** Whether some score is below zero, so that the line of zero is drawn. */
  readonly hasNegative: boolean;
};

type Room = { readonly from: number; readonly to: number; readonly number: number };

/** An axis over scores and thresholds, zero among them. */
export function scoreAxis(values: readonly number[], { from, to, number }: Room): ScoreAxis {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  const begin = least < 0 ? from + number : from;
  const scale = (to - number - begin) / Math.max(1e-9, most - least);
  const at = (score: number) => begin + (score - least) * scale;
  return {
    at,
    bar: (score) => ({ from: at(Math.min(0, score)), length: Math.abs(score) * scale }),
    hasNegative: least < 0,
  };
}
