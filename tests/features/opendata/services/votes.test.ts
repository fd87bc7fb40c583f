import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { positions } from "~/features/approvals/domain/position";
import { withdrawPosition } from "~/features/approvals/services/takePosition.server";
import { loadRecord } from "~/features/opendata/services/loadRecord.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { cellValues } from "~/features/reviews/domain/cells";
import { withdrawBallot } from "~/features/rounds/services/ballots.server";
import { presets } from "~/features/rules/domain/presets";
import { examine } from "~/features/verification/services/examine.server";
import { regions } from "~/kernel/places/regions";
import {
  closedApproval,
  describedAs,
  openedApproval,
  openedUnderFirstRule,
  saying,
  take,
} from "~tests/support/approvals";
import { published } from "~tests/support/draftScenario";
import { type Files, memorySink, memorySource } from "~tests/support/memoryRecord";
import { asking, confirmed, fill, row, systemCalled } from "~tests/support/reviews";
import {
  cast,
  closed,
  listed,
  opened,
  type Person,
  processRow,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { isPostgres, type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

const words = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).map((text) => `.${text}.`);
const answers = fc.dictionary(
  fc.constantFrom(...listed),
  fc.dictionary(
    fc.constantFrom("use", "study", "modify", "share"),
    fc.constantFrom("required", "not_necessary"),
    {
      minKeys: 1,
    },
  ),
  { minKeys: 1 },
);

/** What one voter does: casts any number of times, with a reason or without, and perhaps withdraws. */
const votes = fc.record({
  ballots: fc.array(fc.record({ choices: answers, note: fc.option(words) }), { maxLength: 3 }),
  withdraws: fc.boolean(),
});

const stands = fc.record({
  positions: fc.array(
    fc.record({
      position: fc.constantFrom(...positions),
      words,
      region: fc.option(fc.constantFrom(...regions)),
      groups: fc.nat(15),
    }),
    { maxLength: 3 },
  ),
  withdraws: fc.boolean(),
});

const history = fc.record({
  attribution: fc.constantFrom("pseudonymous", "named"),
  rule: fc.constantFrom(...Object.values(presets)),
  isPublished: fc.boolean(),
  ruleVersion: fc.constantFrom(1, 2),
  votes: fc.tuple(votes, votes, votes),
  stands: fc.tuple(stands, stands, stands),
  cells: fc.array(fc.constantFrom(...cellValues), { maxLength: listed.length }),
});

type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

test("However people vote, take positions and review, the record is the same where it was loaded, and verifies", async () => {
  await fc.assert(
    fc.asyncProperty(history, async (happened) => {
      const s = await lived(happened);
      const process = await processRow(s.deps, s.process.id);
      const files: Files = new Map();
      await writeRecord(s.deps, process, memorySink(files));
      const other = await testDb();
      try {
        const elsewhere = { ...testDeps(other), now: s.deps.now };
        value(await loadRecord(elsewhere, memorySource(files), null));
        const again: Files = new Map();
        await writeRecord(elsewhere, process, memorySink(again));
        expect(again).toEqual(files);
        const examined = await examine(elsewhere);
        expect(examined.findings).toEqual([]);
        const kinds = there(files.get("data/log-entries.jsonl"))
          .split("\n")
          .filter(Boolean)
          .map((line) => (JSON.parse(line) as { kind: string }).kind);
        expect(kinds.filter((kind) => kind === "cast" || kind === "withdraw")).toHaveLength(
          entriesOf(happened),
        );
      } finally {
        await other.close();
      }
    }),
    // Each takes five times as long on the embedded database, and what differs there does so in every one.
    { numRuns: isPostgres() ? 8 : 3, endOnFailure: true },
  );
});

/** How many entries such a history leaves in its two logs, beside what every log has. */
function entriesOf({ votes: voted, stands: stood }: History): number {
  const of = (acts: number, withdraws: boolean) => acts + (withdraws && acts > 0 ? 1 : 0);
  return (
    voted.reduce((sum, { ballots, withdraws }) => sum + of(ballots.length, withdraws), 0) +
    stood.reduce((sum, one) => sum + of(one.positions.length, one.withdraws), 0)
  );
}

async function lived(happened: History): Promise<Scenario> {
  const now = () => new Date("2031-01-01T00:00:00Z");
  const s = await scenario({ ...testDeps(db), now }, { members: 3 });
  const draft = await published(s, "1.0");
  await voted(s, happened);
  await approved(s, happened);
  await asking(s, draft, Object.fromEntries(listed.map((key) => [key, ["required", ""]])));
  const system = await systemCalled(s, "one");
  await confirmed(s, s.participant, system);
  for (const [i, said] of happened.cells.entries())
    value(await fill(s, s.participant, system, row("1.0", there(listed[i]), said)));
  return s;
}

async function voted(s: Scenario, { attribution, rule, isPublished, votes: all }: History) {
  const round = await opened(s, { attribution });
  for (const [i, { ballots, withdraws }] of all.entries()) {
    const voter = s.members.alpha[i] as Person;
    let prev: string | null = null;
    for (const { choices, note } of ballots) {
      const notes: Record<string, string> = note === null ? {} : { [there(Object.keys(choices)[0])]: note };
      prev = (await cast(s, voter, round, choices, { prev, notes })).leaf;
    }
    if (withdraws && prev) value(await withdrawBallot(s.deps, voter, round, { prev, key: s.deps.newId() }));
  }
  await closed(s, round);
  const input = { roundIds: [round.id], rule, title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  if (isPublished) value(await publishCompilation(s.deps, s.organizer, s.process, number));
}

const countryIn = { AF: "SN", AN: "AQ", AS: "JP", EU: "FR", NA: "US", OC: "AU", SA: "BR" } as const;

async function approved(s: Scenario, { stands: all, ruleVersion }: History) {
  const keys = (await stakeholderGroupsOf(s.deps.db, s.process.id)).map(({ key }) => key);
  for (const [i, { positions: taken }] of all.entries()) {
    const region = taken[0]?.region;
    const country = region ? countryIn[region] : "";
    await describedAs(s, [s.members.beta[i] as Person], { stakeholderGroups: keys, country });
  }
  const approval = ruleVersion === 1 ? await openedUnderFirstRule(s, "1.0") : await openedApproval(s, "1.0");
  for (const [i, { positions: taken, withdraws }] of all.entries()) {
    const person = s.members.beta[i] as Person;
    let prev: string | null = null;
    for (const { position, words: said, region: named, groups } of taken) {
      const region = ruleVersion === 1 || named === taken[0]?.region ? named : null;
      const chosen = keys.filter((_, bit) => groups & (1 << bit));
      const reasons = position === "object" ? { reason: said, change: said } : {};
      prev = value(
        await take(s, person, approval, saying(position, { ...reasons, region, groups: chosen, prev })),
      ).leaf;
    }
    if (withdraws && prev)
      value(await withdrawPosition(s.deps, person, approval, { prev, key: s.deps.newId() }));
  }
  await closedApproval(s, approval);
}
