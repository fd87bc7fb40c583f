import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { eq } from "drizzle-orm";
import postgres from "postgres";
import { changeList } from "~/features/components/services/changeList.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { openProcess } from "~/features/opendata/services/openProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { receiptText } from "~/features/recordlog/domain/receipt";
import { checkpointOfProcess } from "~/features/recordlog/services/read.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { sealEntry, submissionHash } from "~/features/rounds/domain/entry";
import { verifyLog } from "~/features/rounds/domain/verify";
import { draftRound } from "~/features/rounds/services/draftRound.server";
import { openRound } from "~/features/rounds/services/openRound.server";
import { logHead, logRows, roundsOf, seatsOf } from "~/features/rounds/services/read.server";
import { setFileSeats } from "~/features/rounds/services/roll.server";
import type { Choice } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import type { UserId } from "~/kernel/ids";
import type { Result } from "~/kernel/result";
import { signNote } from "~/kernel/tlog/note";
import type { Actor, Deps, Submission } from "~/platform/deps";
import { workHere } from "~/platform/heavy/work";
import { connectPostgres, socketOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { processes } from "~db/schema/processes";
import { buildDeps } from "~server/deps";
import { readEnv } from "~server/env";
import { loadTranslations } from "~server/translations";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { median } from "./support/measure";
import { report, row } from "./support/report";

const clients = 32;
const voters = 4000;
/** Each of the three goes first, second and last equally often. */
const orders = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
  [0, 2, 1],
  [1, 0, 2],
] as const;

/** A ballot as it reaches the log: sealed, with the key of its form. */
type Ballot = { readonly log: string; readonly submission: Submission };

const server = await startPostgres();
const handle = await connectPostgres(server.url, clients);
await handle.migrate();
const deps = buildDeps(readEnv({ ...process.env, DATABASE_URL: server.url }), handle, {
  work: workHere,
  translations: loadTranslations(),
  log: { info() {}, warn() {}, error() {} },
  publish() {},
  origin: "http://127.0.0.1",
});

const plain = postgres(server.url, { ...socketOf(server.url), max: clients, onnotice: () => {} });
await plain`create table plain_ballots (
  id bigint generated always as identity primary key,
  log text not null, kind text not null, voter text, leaf text not null, entry text not null,
  submission_key text, submission_hash text, at timestamptz not null default clock_timestamp())`;
const { actor, process: scene } = await setScene(deps);

// Connections are opened and code is compiled before anything is measured.
await appendAll(await openLog(deps, 500));
await insertAll(await openLog(deps, 500));

const appended: number[] = [];
const inserted: number[] = [];
const receipted: number[] = [];
let bytes = 0;
for (const order of orders) {
  const [ballots, more] = [await openLog(deps, voters), await openLog(deps, voters)];
  bytes = Buffer.byteLength(ballots[0]?.submission.entry ?? "");
  const measured = [
    async () => appended.push(await appendAll(ballots)),
    async () => inserted.push(await insertAll(ballots)),
    async () => receipted.push(await appendWithReceipts(more)),
  ];
  for (const which of order) {
    // Whoever comes after the opening of two rounds would have its dirty pages written under it, and whoever comes last nothing.
    await plain`checkpoint`;
    await measured[which]?.();
  }
}
await plain.end();
await handle.close();
await server.stop();

const perSecond = {
  what: `plain one-row inserts of the same bytes, ${clients} clients`,
  figure: median(inserted),
};
report([
  row(`appended, ${bytes} bytes each`, median(appended), "/s", perSecond, { kind: "at-least", ratio: 1 }),
  row("the same, each receipt signed and record logs signed meanwhile", median(receipted), "/s", perSecond, {
    kind: "at-least",
    ratio: 0.7,
  }),
  row("slowest of the turns", Math.min(...appended), "/s", {
    what: "slowest of the inserts' turns",
    figure: Math.min(...inserted),
  }),
]);

/** The same, with what a voter is given signed for each, while the record log is signed every second. */
async function appendWithReceipts(ballots: readonly Ballot[]): Promise<number> {
  await signLogs(deps);
  const record = await checkpointOfProcess(deps.db, scene.id);
  if (!record) throw new Error("the record log is not signed");
  const [receipts] = deps.recordLog.receiptKeys(record.origin);
  if (!receipts) throw new Error("there is no key");
  const signing = setInterval(() => void signLogs(deps), 1000);
  try {
    return await together(ballots, async ({ log, submission }) => {
      const { outcome } = await deps.appendBallot(log, submission);
      if (outcome !== "appended") throw new Error(`a ballot was not appended: ${outcome}`);
      const { leaf } = submission;
      const text = receiptText({ ballots: log, index: 1, leaf, kind: "cast", at: new Date(), record });
      signNote(text, receipts);
    });
  } finally {
    clearInterval(signing);
  }
}

/** Appends every ballot through the appender, verifies the log, and returns ballots per second. */
async function appendAll(ballots: readonly Ballot[]): Promise<number> {
  let acknowledged = 0;
  const rate = await together(ballots, async ({ log, submission }) => {
    const { outcome } = await deps.appendBallot(log, submission);
    if (outcome !== "appended") throw new Error(`a ballot was not appended: ${outcome}`);
    acknowledged++;
  });
  const log = ballots[0]?.log as string;
  const state = verifyLog(log, await logRows(deps.db, log), componentBallot);
  const expected = 1 + ballots.length + acknowledged;
  if (state.problems.length > 0 || state.size !== expected || state.ballots.length !== acknowledged)
    throw new Error(`${log}: ${state.size} entries of ${expected}, ${state.problems.length} problems`);
  return rate;
}

async function insertAll(ballots: readonly Ballot[]): Promise<number> {
  return together(ballots, async ({ log, submission: { kind, voter, leaf, entry, key, hash } }) => {
    await plain`insert into plain_ballots (log, kind, voter, leaf, entry, submission_key, submission_hash)
      values (${log}, ${kind}, ${voter}, ${leaf}, ${entry}, ${key}, ${hash})`;
  });
}

/** Lets the clients work through the ballots, each waiting for its answer before its next one. */
async function together(
  ballots: readonly Ballot[],
  send: (ballot: Ballot) => Promise<void>,
): Promise<number> {
  const waiting = [...ballots].reverse();
  const started = performance.now();
  const client = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) await send(next);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return ballots.length / ((performance.now() - started) / 1000);
}

/** Opens a round with that many seats and returns one sealed ballot a seat. */
async function openLog(to: Deps, seats: number): Promise<Ballot[]> {
  const { id, number } = done(
    await draftRound(to, actor, scene, {
      title: "Benchmark",
      workgroupId: null,
      rule: presets["person-share"],
      asked: [],
      offersNotNecessary: true,
      attribution: "pseudonymous",
      reveal: "at-close",
      closesAt: null,
    }),
  );
  const labels = Array.from({ length: seats }, (_, i) => `Seat ${i + 1}`);
  const file = labels.map((label) => ({ label, affiliated: false, organization: null }));
  done(await setFileSeats(to, actor, scene, { id, number }, file));
  const round = (await roundsOf(to.db, scene.id)).find((one) => one.id === id);
  if (!round) throw new Error("the round is not there");
  const { log } = done(await openRound(to, actor, { process: scene, round, workgroup: null }));
  if ((await logHead(to.db, id))?.state !== "open") throw new Error("the round did not open");
  return (await seatsOf(to.db, id)).map(({ voter }, seat) => {
    const choices = fullBallot(round.asked, seat);
    const nonce = randomBytes(32).toString("hex");
    const sealed = sealEntry({ kind: "cast", log, voter, prev: null, choices, notes: null, nonce });
    const hash = submissionHash({ kind: "cast", prev: null, choices, notes: {} });
    const rest = { key: randomUUID(), hash, noteSalt: null, notes: null };
    return { log, submission: { kind: "cast", voter, prev: null, ...sealed, ...rest } };
  });
}

/** An answer in every cell; seats differ. */
function fullBallot(asked: readonly string[], seat: number) {
  const answer = (n: number): Choice => ((seat * 31 + n * 7) % 5 < 3 ? "required" : "not_necessary");
  return Object.fromEntries(
    asked.map((key, i) => [
      key,
      Object.fromEntries(
        ["use", "study", "modify", "share"].map((criterion, c) => [criterion, answer(i * 4 + c)]),
      ),
    ]),
  );
}

/** A process with an organizer and the 26 components of 2024. */
async function setScene(to: Deps): Promise<{ actor: Actor; process: ProcessRow }> {
  const id = to.newId() as UserId;
  const actor: Actor = { id, email: "organizer@example.org", displayName: "Organizer", suspended: false };
  await to.db.insert(users).values({ ...actor, createdAt: to.now() });
  const words = { title: "Benchmark", summary: "", question: "", language: "en" } as const;
  done(await startProcess(to, actor, { slug: "benchmark", ...words }));
  const [process] = await to.db.select().from(processes).where(eq(processes.slug, "benchmark"));
  if (!process) throw new Error("the process is not there");
  done(await openProcess(to, actor, process));
  const list = JSON.parse(
    readFileSync(new URL("../../db/demo/components.json", import.meta.url), "utf8"),
  ) as {
    category: string;
    title: { en: string };
  }[];
  const added = list.map(({ category, title }) => ({ category, title: title.en, description: "" }));
  done(
    await changeList(to, actor, process, "en", {
      change: { kind: "added", added },
      reason: "For the benchmark.",
    }),
  );
  return { actor, process };
}

function done<T>(result: Result<T, { code: string }>): T {
  if (!result.ok) throw new Error(`setting up: ${result.error.code}`);
  return result.value;
}
