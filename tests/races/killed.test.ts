import { afterEach, expect, test } from "vitest";
import { verifyLog } from "~/features/rounds/domain/verify";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { examine } from "~/features/verification/services/examine.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { connectPostgres, type DbHandle } from "~db/client";
import { startApp, type TestApp } from "~tests/support/app";
import { overTcp, startPostgres, type TestPostgres } from "~tests/support/embeddedPostgres";
import { ballot, logOf, opened, requires, type Scenario, scenario, there } from "~tests/support/scenario";
import { createPostgresDatabase } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { type Answer, sendBallot } from "./support";

const voters = 40;
let database: TestPostgres;
let handle: DbHandle;
let app: TestApp;
afterEach(async () => {
  await handle?.close();
  await app?.kill();
  await database?.stop();
});

/** A PostgreSQL that may be killed, with an open round of forty members, and a server on it. */
async function setUp(): Promise<{ s: Scenario; round: RoundRow; url: string }> {
  database = await startPostgres();
  const url = overTcp(await createPostgresDatabase(database.url));
  handle = await connectPostgres(url, 4);
  const s = await scenario(testDeps(handle), { members: voters });
  const round = await opened(s);
  app = await startServer(url);
  return { s, round, url };
}

const startServer = (url: string) => startApp({ env: { DATABASE_URL: url, CODRAFT_DEMO: "off" } });

/**
 * All members send their ballot at once, with one form each; `middle` runs when the first few have
 * their receipts and the others are under way.
 */
async function voteThrough(s: Scenario, round: RoundRow, middle: () => Promise<void>) {
  const forms = s.members.alpha.map(() => ballot(requires("weights")));
  let receipts = 0;
  let interruption: Promise<void> | undefined;
  const send = async (i: number): Promise<Answer> => {
    const answer = await sendBallot(app.url, s, round, there(s.members.alpha[i]), there(forms[i]));
    if (answer.kind === "receipt") receipts++;
    if (receipts >= 5) interruption ??= middle();
    return answer;
  };
  const answers = await Promise.all(forms.map((_, i) => send(i)));
  await there(interruption);
  return { forms, answers };
}

const leavesOf = (answers: readonly Answer[]) =>
  answers.flatMap((answer) => (answer.kind === "receipt" ? [answer.leaf] : []));

test("a server killed in the middle of voting loses no ballot that has a receipt, and doubles none", async () => {
  const { s, round, url } = await setUp();
  const { forms, answers } = await voteThrough(s, round, () => app.kill());
  const acknowledged = leavesOf(answers);
  expect(acknowledged.length).toBeGreaterThanOrEqual(5);
  expect(answers.some(({ kind }) => kind === "lost")).toBe(true);
  const left = (await logOf(s.deps, round)).rows.map(({ leaf }) => leaf);
  expect(left).toEqual(expect.arrayContaining(acknowledged));

  // Everyone sends the same form again, also those who had an answer.
  app = await startServer(url);
  const again = await Promise.all(
    forms.map((form, i) => sendBallot(app.url, s, round, there(s.members.alpha[i]), form)),
  );
  answers.forEach((answer, i) => {
    if (answer.kind === "receipt") expect(again[i]).toEqual(answer);
  });
  const { log, rows, entries } = await logOf(s.deps, round);
  expect(verifyLog(log, rows, componentBallot).problems).toEqual([]);
  const cast = rows.filter((_, i) => entries[i]?.kind === "cast").map(({ leaf }) => leaf);
  expect(cast).toHaveLength(voters);
  expect(cast.toSorted()).toEqual(leavesOf(again).toSorted());
  expect((await examine(s.deps)).findings).toEqual([]);
});

test("while the database is away nobody gets a receipt; what had one before is there after", async () => {
  const { s, round } = await setUp();
  const { forms, answers } = await voteThrough(s, round, () => database.kill());
  const acknowledged = leavesOf(answers);
  for (const answer of answers) if (answer.kind === "refused") expect(answer.status).toBe(503);
  const away = await sendBallot(app.url, s, round, there(s.members.alpha[0]), ballot(requires("weights")));
  expect(away).toEqual({ kind: "refused", status: 503 });
  expect((await fetch(`${app.url}/readyz`)).status).toBe(503);
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200);

  const { port, dir } = database;
  database = await startPostgres({ dir, port });
  // The same server goes on, without a restart.
  await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status).toBe(200);
  // What goes on every second goes on too.
  const since = new Date();
  const lookedAfter = async () =>
    /^looking after people in the rooms: (.*)$/m.exec(await (await fetch(`${app.url}/readyz`)).text())?.[1];
  await expect.poll(async () => new Date((await lookedAfter()) ?? 0) > since).toBe(true);
  const again: string[] = [];
  for (const [i, form] of forms.entries()) {
    const voter = there(s.members.alpha[i]);
    // Whoever is told to try again does: a connection of the pool may still be finding its way back.
    await expect
      .poll(async () => {
        const answer = await sendBallot(app.url, s, round, voter, form);
        if (answer.kind === "receipt") again.push(answer.leaf);
        return answer.kind;
      })
      .toBe("receipt");
  }
  expect(again).toEqual(expect.arrayContaining(acknowledged));
  const { log, rows, entries } = await logOf(s.deps, round);
  expect(verifyLog(log, rows, componentBallot).problems).toEqual([]);
  expect(entries.filter(({ kind }) => kind === "cast")).toHaveLength(voters);
  expect((await examine(s.deps)).findings).toEqual([]);
});
