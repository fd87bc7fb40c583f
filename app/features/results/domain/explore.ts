import { type BallotBox, type BoxBallot, keepVoters, packBox } from "~/features/rules/domain/ballotBox";
import type { Band } from "~/features/rules/domain/bands";
import { bandsUnder, countedUnder } from "~/features/rules/domain/bandsUnder";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import type { Exploration } from "./explorationQuery";

/** The ballots of a result as its file has them (`ballotsJson`). */
export type BallotsFile = Pick<BallotBox, "criteria" | "components"> & {
  readonly workgroups: readonly (Omit<BallotBox["workgroups"][number], "asked"> & {
    readonly asked: readonly string[];
  })[];
  readonly ballots: readonly (Omit<BoxBallot, "workgroup" | "id"> & {
    readonly workgroup: string;
    readonly voter: string;
  })[];
};

/** A component as it was counted and as it would be. */
export type Explored = { readonly component: string; readonly from: Band; readonly to: Band };

/** The box that was counted, out of the file of its ballots. */
export function boxOfFile({ criteria, components, workgroups, ballots }: BallotsFile): BallotBox {
  const groups = workgroups.map((group) => ({ ...group, asked: new Set(group.asked) }));
  const indexOf = new Map(groups.map(({ key }, at) => [key, at]));
  const packed = ballots.map(({ workgroup, voter, affiliated, organization, choices }): BoxBallot => {
    const at = indexOf.get(workgroup);
    if (at === undefined) throw new Error(`workgroup not in the file: ${workgroup}`);
    return { workgroup: at, id: voter, affiliated, organization, choices };
  });
  return packBox({ criteria, components, workgroups: groups }, packed);
}

/**
 * Every component under the declared rule and in the other way, in the order of the list; null where no ballot would
 * be left to count: those of a public round that stands apart are in no band.
 */
export function explored(box: BallotBox, rule: Rule, chosen: Exploration): Explored[] | null {
  const out = new Set(chosen.without);
  const kept = keepVoters(box, ({ workgroup }) => !out.has(box.workgroups[workgroup]?.key ?? ""));
  if (!kept.voters.some(countedUnder(box, { ...rule, exclude: chosen.exclude }))) return null;
  const { merge, publicBallots } = rule;
  const declared = chosen.rule === "declared" ? rule : { ...presets[chosen.rule], merge, publicBallots };
  const to = bandsUnder(kept, { ...declared, exclude: chosen.exclude });
  return [...bandsUnder(box, rule)].flatMap(([component, from]) => {
    const band = to.get(component);
    return band ? [{ component, from, to: band }] : [];
  });
}
