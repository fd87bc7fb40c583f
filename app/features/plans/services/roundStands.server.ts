import type { allComponents } from "~/features/components/services/read.server";
import type { RoundStands } from "~/features/plans/domain/departures";
import { listHash } from "~/features/plans/domain/plan";
import { type Terms, termsOf } from "~/features/rounds/domain/terms";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { ballotLogOf } from "~/features/rounds/services/roundKind";

/** What is read once to hold any number of rounds of a process against their plan. */
export type Held = {
  readonly process: { readonly slug: string };
  /** Keys, in their order. */
  readonly criteria: readonly string[];
  /** All that ever stood on the list, in order. */
  readonly components: Awaited<ReturnType<typeof allComponents>>;
};

/** The name of the ballot log of a round of votes on components, which it has before it opens. */
export const logOfRound = (process: Held["process"], round: Pick<RoundRow, "number">): string =>
  ballotLogOf(process, { kind: "components", number: round.number });

/** A version of a list of components, as plans name it. */
export function listAt(components: Held["components"], version: number) {
  const listed = components.filter(
    ({ sinceVersion, retiredVersion }) =>
      sinceVersion <= version && (retiredVersion === null || retiredVersion > version),
  );
  return { version, hash: listHash(listed.map(({ key }) => key)) };
}

/** The terms of a round under a plan of this hash, and the round as a plan is held against it. */
export function roundStands(
  { process, criteria, components }: Held,
  round: RoundRow,
  { workgroup, plan, openedAt }: { workgroup: string | null; plan: string | null; openedAt: Date },
): { readonly terms: Terms; readonly stands: RoundStands } {
  const terms = termsOf(round, { process: process.slug, workgroup, criteria, plan });
  const { notNecessary, cannotJudge, attribution, reveal, closesAt } = terms;
  const stands: RoundStands = {
    log: logOfRound(process, round),
    rule: round.ruleHash,
    components: listAt(components, round.componentVersion),
    workgroup: terms.workgroup,
    asked: [...round.asked],
    criteria,
    notNecessary,
    ...(cannotJudge ? { cannotJudge } : {}),
    attribution,
    roll: round.workgroupId === null ? "joins" : "frozen",
    reveal,
    closesAt,
    extendedTo: [],
    openedAt,
  };
  return { terms, stands };
}
