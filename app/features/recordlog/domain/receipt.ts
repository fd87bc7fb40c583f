import { base64Of, type Checkpoint } from "~/kernel/tlog/checkpoint";

/** What a voter is given for an entry of a ballot log. */
export type Receipt = {
  /** The name of the ballot log. */
  readonly ballots: string;
  readonly index: number;
  readonly leaf: string;
  readonly kind: "cast" | "withdraw";
  readonly at: Date;
  /** The newest signed checkpoint of the record log: each receipt carries one away. */
  readonly record: Checkpoint;
};

/** The text of a receipt, to be signed as a note. */
export function receiptText({ ballots, index, leaf, kind, at, record }: Receipt): string {
  return [
    "codraft-receipt/v1",
    `ballots ${ballots}`,
    `index ${index}`,
    `leaf ${base64Of(leaf)}`,
    `kind ${kind}`,
    `time ${at.toISOString()}`,
    `record ${record.origin} ${record.size} ${base64Of(record.root)}`,
    "",
  ].join("\n");
}
