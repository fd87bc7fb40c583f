import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterRoom, heartbeat, nodeOf } from "~/features/live/services/nodePresence.server";
import { presenceIn } from "~/features/live/services/presence.server";
import { takingPartIn } from "~/features/live/services/takingPart.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { beginCampaign } from "~/features/membership/services/campaigns.server";
import { campaignFigures } from "~/features/representation/services/campaignFigures.server";
import { describeSelfIn } from "~/features/representation/services/describeSelfIn.server";
import { setSelfQuestions } from "~/features/representation/services/questions.server";
import { representationPage } from "~/features/representation/services/representationPage.server";
import { takeSnapshot } from "~/features/representation/services/snapshots.server";
import { regionOf } from "~/kernel/places/regionOf";
import { linesOf } from "~/platform/publicRows/readTable.server";
import { recordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import { type Person, type Scenario, scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";
import { begunMeeting } from "~tests/support/townhalls";

const day = 86_400_000;
let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

/** What a person may say of themselves. */
type Traits = { readonly group: string; readonly country: string; readonly language: string };
const traits: readonly Traits[] = [
  { group: "developer", country: "SN", language: "fr" },
  { group: "subject", country: "KE", language: "sw" },
  { group: "deployer", country: "BR", language: "pt" },
];

const traitsAt = (at: number) => traits[at % traits.length] as Traits;

/** A process with a meeting, in which one history of people runs. */
async function aWorld() {
  const clock = testClock();
  const s = await scenario(testDeps(db, { now: clock.now, randomBelow: () => 0 }), { members: 0 });
  value(
    await setSelfQuestions(s.deps, s.organizer, s.process, {
      language: "en",
      seen: null,
      questions: [
        { key: "who", title: "Who?", options: traits.map(({ group: key }) => ({ key, title: key })) },
      ],
    }),
  );
  value(await beginCampaign(s.deps, s.organizer, s.process, { code: "spring", name: "Spring" }));
  return { s, clock, townhall: await begunMeeting(s), people: [] as Person[] };
}

type World = Awaited<ReturnType<typeof aWorld>>;

/** Somebody comes, or the person of that number says something else. */
async function says({ s, people }: World, who: number, { group, country, language }: Traits): Promise<void> {
  const person = people[who] ?? (await signUp(s.deps, `p-${randomUUID().slice(0, 13)}`));
  people[who] = person;
  value(
    await describeSelfIn(s.deps, person, s.process, {
      groups: [group],
      country,
      languages: [language],
      self: { who: group },
      campaign: "spring",
    }),
  );
}

/** Every public figure of who takes part, by an address of its own: of the page, the API and the record, and of campaigns. */
async function toldOf({ s, clock }: World): Promise<ReadonlyMap<string, number | null>> {
  const table = there(recordTables.find(({ name }) => name === "representation"));
  const lines = await rowsOf<{ line: string }>(
    s.deps.db,
    linesOf(table, { processId: s.process.id, now: clock.now() }),
  );
  const rows = lines.map(({ line }) => JSON.parse(line));
  // Nothing exact is in a row.
  for (const { basis = null } of rows) expect(basis).toBeNull();
  const newest = rows.sort((a, b) => a.takenAt.localeCompare(b.takenAt)).at(-1)?.figures;
  const { snapshot } = await representationPage(s.deps, s.process, "en");
  const told = new Map<string, number | null>();
  const put = (address: string, value: unknown) => told.set(address, (value as number | undefined) ?? null);
  for (const [breakdown, cells] of Object.entries<Record<string, unknown>>(newest?.breakdowns ?? {}))
    for (const [key, one] of Object.entries(cells)) put(`${breakdown} ${key}`, Object(one).registered);
  put("total ", newest?.total.registered);
  const shown = { group: "groups", region: "regions", language: "languages", country: "countries" } as const;
  for (const [breakdown, at] of Object.entries(shown))
    for (const { key, counts } of snapshot?.[at] ?? [])
      expect([key, counts.registered]).toEqual([key, told.get(`${breakdown} ${key}`) ?? null]);
  for (const one of await campaignFigures(s.deps, s.process)) {
    put("campaign ", one.joined);
    for (const [key, count] of Object.entries(one.groups)) put(`campaign ${key}`, count);
  }
  return told;
}

/** The exact counts that stand behind them, reckoned from what people said and by nothing that the product does. */
function truthOf(said: readonly Traits[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (address: string) => counts.set(address, (counts.get(address) ?? 0) + 1);
  for (const { group, country, language } of said) {
    for (const address of ["total ", `group ${group}`, `country ${country}`, `region ${regionOf(country)}`])
      add(address);
    for (const address of [`language ${language}`, `self:who ${group}`, "campaign ", `campaign ${group}`])
      add(address);
  }
  // The organizer, the facilitator and the participant of the scenario.
  counts.set("total ", (counts.get("total ") ?? 0) + 3);
  return counts;
}

/** How a figure may move: by tens, when its own exact count is ten or more from what was told (here without a lag). */
function watch() {
  const rests = new Map<string, number>();
  return (
    told: ReadonlyMap<string, number | null>,
    truth: ReadonlyMap<string, number>,
  ): ReadonlySet<string> => {
    const free = new Set<string>();
    for (const address of new Set([...told.keys(), ...rests.keys(), ...truth.keys()])) {
      const [before, count] = [rests.get(address) ?? 0, truth.get(address) ?? 0];
      let rest = before;
      while (Math.abs(count - rest) >= 10) rest += count > rest ? 10 : -10;
      if (rest !== before) free.add(address);
      expect([address, told.get(address) ?? null]).toEqual([address, rest || null]);
      rests.set(address, rest);
    }
    return free;
  };
}

test("two histories that differ in one to four people are told the same until a figure moves with ten people", async () => {
  let moved = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          come: fc.integer({ min: 10, max: 12 }),
          of: fc.nat(2),
          edits: fc.array(fc.nat(40), { maxLength: 2 }),
        }),
        { minLength: 4, maxLength: 4 },
      ),
      fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 4 }),
      async (steps, secret) => {
        const worlds = [await aWorld(), await aWorld()] as const;
        // In the second history whoever is secret says something else each time.
        const said: [Traits[], Traits[]] = [[], []];
        const times: number[] = [];
        const moves = [watch(), watch()] as const;
        const apart = new Set<string>();
        for (const { come, of, edits } of steps) {
          const first = times.length;
          const whoever = [
            ...Array.from({ length: come }, (_, at) => first + at),
            ...new Set(edits.filter((who) => who < first)),
          ];
          for (const who of whoever) {
            // Who comes together is of different groups: each figure's own people are fewer than those who came.
            const time = (times[who] ?? of + who) + 1;
            times[who] = time;
            for (const at of [0, 1] as const) {
              const own = traitsAt(time + (at === 1 && secret.includes(who) ? 1 : 0));
              said[at][who] = own;
              await says(worlds[at], who, own);
            }
          }
          const seen = [];
          for (const at of [0, 1] as const) {
            worlds[at].clock.forward(day);
            const isCounted = await takeSnapshot(worlds[at].s.deps, worlds[at].s.process.id);
            const told = await toldOf(worlds[at]);
            const free = isCounted ? moves[at](told, truthOf(said[at])) : new Set<string>();
            moved += free.size;
            seen.push({ isCounted, told, free });
          }
          const [one, other] = [there(seen[0]), there(seen[1])];
          // When people are counted says nothing of what they are.
          expect(one.isCounted).toBe(other.isCounted);
          for (const address of new Set([...one.told.keys(), ...other.told.keys()])) {
            if (one.free.has(address) || other.free.has(address)) apart.add(address);
            if (!apart.has(address))
              expect([address, one.told.get(address) ?? null]).toEqual([
                address,
                other.told.get(address) ?? null,
              ]);
          }
        }
      },
    ),
    { numRuns: 2 },
  );
  expect(moved).toBeGreaterThan(5);
});

test("meetings whose last one to nine arrivals differ are told the same, live and when they have ended", async () => {
  const node = nodeOf(randomUUID());
  await heartbeat(db.db, node);
  const enter = async ({ s, clock, townhall, people }: World, who: number) => {
    clock.forward(1000);
    await enterRoom(s.deps, node, {
      connection: randomUUID(),
      townhallId: townhall.id,
      actor: there(people[who]),
      language: "en",
    });
  };
  const told = async ({ s, townhall }: { s: Scenario; townhall: TownhallRow }) => {
    const { groups, regions } = there((await takingPartIn(s.deps, [townhall.id])).get(townhall.id));
    expect(there((await presenceIn(s.deps.db, [townhall.id])).get(townhall.id)).groups).toEqual(groups);
    return { groups, regions };
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(1), { minLength: 11, maxLength: 24 }).filter(({ length }) => length % 10 !== 0),
      async (arrivals) => {
        const worlds = [await aWorld(), await aWorld()] as const;
        const same = arrivals.length - (arrivals.length % 10);
        let before = await told(worlds[0]);
        for (const [who, of] of arrivals.entries()) {
          for (const at of [0, 1] as const) {
            await says(worlds[at], who, traitsAt(of + (who >= same ? at : 0)));
            await enter(worlds[at], who);
          }
          const [one, other] = [await told(worlds[0]), await told(worlds[1])];
          expect(one).toEqual(other);
          if ((who + 1) % 10 !== 0) expect(one).toEqual(before);
          before = one;
        }
      },
    ),
    { numRuns: 3 },
  );
});
