import { buffer } from "node:stream/consumers";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { resultBundle } from "~/features/verification/services/bundle.server";
import {
  cast,
  closed,
  drafted,
  open,
  requires,
  roundRow,
  type Scenario,
  scenario,
  sealed,
  there,
  value,
} from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

/** Four rounds of two workgroups under a plan, each voted in and closed. */
export async function votedUnderPlan(database: TestDb, { members = 2, deps = testDeps(database) } = {}) {
  const s = await scenario(deps, { members });
  const drafts = [await drafted(s), await drafted(s, { workgroupId: s.beta.id })];
  await sealed(s, drafts);
  const rounds: RoundRow[] = [];
  for (const [at, draft] of drafts.entries())
    rounds.push(await voted(s, await roundRow(s.deps, draft.id), at));
  return { s, rounds };
}

/** Opens a round, has its people vote and close it: the first revises, the second says no. */
async function voted(s: Scenario, round: RoundRow, at = 0): Promise<RoundRow> {
  value(await open(s, round));
  const row = await roundRow(s.deps, round.id);
  const people = row.workgroupId === s.beta.id ? s.members.beta : s.members.alpha;
  for (const [place, person] of people.entries()) {
    const first = await cast(s, person, row, requires(place % 2 === 0 ? "weights" : "training-data"), {
      notes: { weights: "Nothing runs without them." },
    });
    if (place === at % 2)
      await cast(
        s,
        person,
        row,
        { ...requires("weights"), "training-code": { use: "not_necessary" } },
        {
          prev: first.leaf,
        },
      );
  }
  return closed(s, await roundRow(s.deps, row.id));
}

/** Counts rounds together and publishes it. */
export async function published(
  s: Scenario,
  rounds: readonly RoundRow[],
  rule: Rule = presets["person-share"],
) {
  const input = { roundIds: rounds.map(({ id }) => id), rule, title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  value(await publishCompilation(s.deps, s.organizer, s.process, number));
  await signLogs(s.deps);
  return there(await findCompilation(s.deps, s.process, String(number), true));
}

/** The bytes of a result's bundle. */
export async function bundleOf(
  s: Pick<Scenario, "deps" | "process">,
  compilation: Awaited<ReturnType<typeof published>>,
) {
  const { file } = value(await resultBundle(s.deps, s.process, compilation));
  return new Uint8Array(await buffer(file.createReadStream()));
}
