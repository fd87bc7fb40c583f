import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { type BallotBox, type BoxBallot, type Choice, packBox } from "~/features/rules/domain/ballotBox";

/** Voters of each workgroup in the compilation of 2024. */
const seats = { llama2: 6, pythia: 4, opencv: 6, bloom: 6 } as const;
const criteria = ["use", "study", "modify", "share"];

type Figure = {
  workgroup: keyof typeof seats;
  component: string;
  criterion: string;
  required: number;
  not_necessary: number;
};

const file = new URL("../../../fixtures/component-votes-2024.csv", import.meta.url);
const figures = (parse(readFileSync(file, "utf8"), { columns: true }) as Record<string, string>[]).map(
  (row) => ({ ...row, required: Number(row.required), not_necessary: Number(row.not_necessary) }) as Figure,
);

export type Vote = { workgroup: string; voter: string; component: string; criterion: string; choice: Choice };

/**
 * Ballots with the published counts of each cell. Only counts were published, so who said what is
 * made up: "required" from the first seat on, "not necessary" from the last seat back.
 */
export const votes2024: readonly Vote[] = figures.flatMap(
  ({ workgroup, component, criterion, required, not_necessary }) => {
    const vote = (seat: number, choice: Choice): Vote => ({
      workgroup,
      voter: `seat-${seat}`,
      component,
      criterion,
      choice,
    });
    return [
      ...Array.from({ length: required }, (_, i) => vote(i + 1, "required")),
      ...Array.from({ length: not_necessary }, (_, i) => vote(seats[workgroup] - i, "not_necessary")),
    ];
  },
);

/** All 22 voters with the votes of 2024; a seat without votes is a blank ballot. */
export function box2024(): BallotBox {
  const components = [...new Set(figures.map(({ component }) => component))];
  const keys = Object.keys(seats) as (keyof typeof seats)[];
  const workgroups = keys.map((key) => ({
    key,
    isPublic: false,
    onRoll: seats[key],
    asked: new Set(components),
    offersNotNecessary: true,
  }));
  const ballots = keys.flatMap((key, workgroup) =>
    Array.from({ length: seats[key] }, (_, i): BoxBallot => {
      const choices: Record<string, Record<string, Choice>> = {};
      for (const vote of votes2024) {
        if (vote.workgroup !== key || vote.voter !== `seat-${i + 1}`) continue;
        choices[vote.component] = { ...choices[vote.component], [vote.criterion]: vote.choice };
      }
      return { workgroup, id: `${key}-${i + 1}`, affiliated: false, organization: null, choices };
    }),
  );
  return packBox({ components, criteria, workgroups }, ballots);
}
