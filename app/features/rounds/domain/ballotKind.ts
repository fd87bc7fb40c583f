/** What a ballot says, in a form that canonical JSON has one text for. Each kind of ballot has its own shape. */
export type BallotChoices = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * A kind of ballot, as far as a log has to know it. A kind that has entries in some log never changes: what was
 * written under it must be read for as long as logs are verified. Another shape is another kind, under a new key.
 */
export type BallotKind<Choices extends BallotChoices = BallotChoices> = {
  readonly key: string;
  /** Whether an entry of a log may say this. */
  readonly isChoices: (value: unknown) => value is Choices;
};
