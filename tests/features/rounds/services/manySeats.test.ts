import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openRound } from "~/features/rounds/services/openRound.server";
import { setFileSeats } from "~/features/rounds/services/roll.server";
import { ballotLogs, seats } from "~db/schema/rounds";
import { drafted, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const many = 10_000;

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  await s.deps.db.execute(sql`insert into users (id, email, display_name, created_at)
    select md5('member' || n)::uuid, 'member-' || n || '@example.org', 'Member ' || n, now()
    from generate_series(1, ${many}::int) n`);
  await s.deps.db.execute(sql`insert into workgroup_members (workgroup_id, user_id, role, affiliated, joined_at)
    select ${s.alpha.id}, md5('member' || n)::uuid, 'member', false, now() from generate_series(1, ${many}::int) n`);
});
afterAll(() => db.close());

const seated = async (round: { id: (typeof seats.$inferSelect)["roundId"] }) =>
  s.deps.db.$count(seats, eq(seats.roundId, round.id));

test("a round opens for a workgroup of ten thousand members, each with a seat and an entry in its log", async () => {
  const round = await drafted(s);
  const before = await seated(round);
  const { log } = value(
    await openRound(s.deps, s.organizer, { process: s.process, round, workgroup: s.alpha }),
  );
  expect(before).toBe(0);
  expect(await seated(round)).toBeGreaterThanOrEqual(many);
  const [head] = await s.deps.db.select().from(ballotLogs).where(eq(ballotLogs.log, log));
  expect(head?.size).toBe((await seated(round)) + 1);
});

test("a roll of ten thousand seats is taken from a file, and another in its place", async () => {
  const round = await drafted(s);
  const fileSeats = (count: number) =>
    Array.from({ length: count }, (_, at) => ({
      label: `Seat ${at + 1}`,
      affiliated: false,
      organization: null,
    }));
  for (const count of [many, many + 1]) {
    value(await setFileSeats(s.deps, s.organizer, s.process, round, fileSeats(count)));
    expect(await seated(round)).toBe(count);
  }
});
