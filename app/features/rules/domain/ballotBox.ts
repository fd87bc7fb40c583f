/** What a voter can say in one cell. A blank is not a choice and is never taken for one. */
export const choiceNames = ["required", "not_necessary", "cannot_judge"] as const;
export type Choice = (typeof choiceNames)[number];
export const isChoice = (value: unknown): value is Choice => choiceNames.some((one) => one === value);

/** Component key → criterion key → choice; cells without an answer are absent. */
export type Choices = Readonly<Record<string, Readonly<Record<string, Choice>>>>;

export type BoxWorkgroup = {
  readonly key: string;
  readonly isPublic: boolean;
  /** How many were entitled to vote. */
  readonly onRoll: number;
  /** Which component keys its ballot asked about. */
  readonly asked: ReadonlySet<string>;
  readonly offersNotNecessary: boolean;
};

export type BoxVoter = {
  readonly workgroup: number;
  readonly id: string;
  readonly affiliated: boolean;
  readonly organization: string | null;
};

/**
 * A cell as a byte; choices are separate bits so that answers can be joined with |. Those of `counted` take a side;
 * that somebody cannot judge stands beside them and is worth what a blank is.
 */
export const cell = { blank: 0, required: 1, not_necessary: 2, cannot_judge: 4 } as const;
export const counted = cell.required | cell.not_necessary;

/**
 * The counted ballots of several rounds: one row of cells a voter (the last ballot counts),
 * components in the order of the list, criteria within each component.
 */
export type BallotBox = {
  readonly components: readonly string[];
  readonly criteria: readonly string[];
  readonly workgroups: readonly BoxWorkgroup[];
  readonly voters: readonly BoxVoter[];
  readonly cells: Uint8Array;
};

export type BoxBallot = BoxVoter & { readonly choices: Choices };

/**
 * Packs ballots into a box. Choices for components or criteria that are not listed are a bug of
 * the caller (ballots are validated when they are cast or read) and throw.
 */
export function packBox(
  shape: Pick<BallotBox, "components" | "criteria" | "workgroups">,
  ballots: readonly BoxBallot[],
): BallotBox {
  const componentAt = new Map(shape.components.map((key, index) => [key, index]));
  const criterionAt = new Map(shape.criteria.map((key, index) => [key, index]));
  const stride = shape.components.length * shape.criteria.length;
  const cells = new Uint8Array(ballots.length * stride);
  ballots.forEach((ballot, row) => {
    for (const [component, byCriterion] of Object.entries(ballot.choices)) {
      const i = componentAt.get(component);
      if (i === undefined) throw new Error(`component not in the box: ${component}`);
      for (const [criterion, choice] of Object.entries(byCriterion)) {
        const c = criterionAt.get(criterion);
        if (c === undefined) throw new Error(`criterion not in the box: ${criterion}`);
        cells[row * stride + i * shape.criteria.length + c] = cell[choice];
      }
    }
  });
  const voters = ballots.map(({ workgroup, id, affiliated, organization }) => ({
    workgroup,
    id,
    affiliated,
    organization,
  }));
  return { ...shape, voters, cells };
}

/** The box with only the voters (and, if asked, only the workgroups' ballots) that pass. */
export function keepVoters(box: BallotBox, keep: (voter: BoxVoter) => boolean): BallotBox {
  const stride = box.components.length * box.criteria.length;
  const rows = box.voters.flatMap((voter, row) => (keep(voter) ? [row] : []));
  const cells = new Uint8Array(rows.length * stride);
  rows.forEach((row, at) => {
    cells.set(box.cells.subarray(row * stride, (row + 1) * stride), at * stride);
  });
  return { ...box, voters: rows.map((row) => box.voters[row] as BoxVoter), cells };
}
