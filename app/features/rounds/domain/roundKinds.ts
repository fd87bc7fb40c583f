/** What rounds can be about. */
export const roundKindKeys = ["components", "approval"] as const;
export type RoundKindKey = (typeof roundKindKeys)[number];

/** What holds of all rounds of a kind wherever they are met; app/registries/roundKinds.ts has what each kind does. */
type RoundTraits = {
  /** The folder of its pages, below the address of its process or of its organizers. */
  readonly path: string;
  /** How routes call its number. */
  readonly parameter: string;
  /** The name of its logs, between the process and the round's number. */
  readonly logName: string;
  /** Whether the reasons given with ballots may be read with the log. */
  readonly showsReasons: boolean;
  /** Who puts themselves on the roll of one that has no workgroup: anybody, or whoever took part before it opened. */
  readonly joinedBy: "anybody" | "who-took-part";
  /** Where its ballot is cast, below its own page. */
  readonly ballotAt: "" | "/ballot";
  /** Whom its closing is told to. */
  readonly closingTells: "roll" | "everyone";
};

export const roundTraits = {
  components: {
    path: "rounds",
    parameter: "round",
    logName: "round",
    showsReasons: true,
    joinedBy: "anybody",
    ballotAt: "/ballot",
    closingTells: "roll",
  },
  // Reasons of an approval are comments of their authors; in the log they would tell whose the position is.
  approval: {
    path: "approvals",
    parameter: "approval",
    logName: "approval",
    showsReasons: false,
    joinedBy: "who-took-part",
    ballotAt: "",
    closingTells: "everyone",
  },
} as const satisfies Readonly<Record<RoundKindKey, RoundTraits>>;

/** The kinds of which something holds. */
export const kindsWith = (holds: (traits: RoundTraits) => boolean): RoundKindKey[] =>
  roundKindKeys.filter((key) => holds(roundTraits[key]));
