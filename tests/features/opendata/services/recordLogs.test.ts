import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deleteProcess } from "~/features/opendata/services/deleteProcess.server";
import { checkRecord, loadRecord } from "~/features/opendata/services/loadRecord.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { beginRecord } from "~/features/recordlog/services/appendRecord.server";
import { logFile } from "~/features/recordlog/services/logFile.server";
import { lockedProcess, logsOfProcess, newestCheckpoint } from "~/features/recordlog/services/read.server";
import { sweepProcess } from "~/features/recordlog/services/rows/sweepRows.server";
import { signLogs } from "~/features/recordlog/services/signLogs.server";
import { anchorOpenLogs } from "~/features/rounds/services/anchors/anchorLogs.server";
import { examine } from "~/features/verification/services/examine.server";
import { sha256Hex } from "~/kernel/hash/sha256";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { signingKey } from "~/kernel/tlog/ed25519";
import { frontierRoot, grown } from "~/kernel/tlog/frontier";
import { leafHash } from "~/kernel/tlog/merkle";
import { signNote } from "~/kernel/tlog/note";
import { verifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { rowsOf } from "~db/client";
import * as schema from "~db/schema";
import { published } from "~tests/features/verification/honest";
import { commented, firstVersion } from "~tests/support/comments";
import { agreeing, type Files, memorySink, memorySource, tampered } from "~tests/support/memoryRecord";
import {
  cast,
  closed,
  drafted,
  open,
  opened,
  processRow,
  requires,
  roundRow,
  type Scenario,
  scenario,
  sealed,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, type TestDeps, testClock, testDeps, testKeys } from "~tests/support/testDeps";

const clock = testClock();
let home: TestDb;
let s: Scenario;
let origin: string;
const files: Files = new Map();

const swept = async (deps: TestDeps, id = s.process.id) => {
  await sweepProcess(deps, id);
  await signLogs(deps);
};
async function written(deps: TestDeps): Promise<Files> {
  const made: Files = new Map();
  await writeRecord(deps, await processRow(deps, s.process.id), memorySink(made));
  return made;
}
/** A server of its own, with nothing in it. */
async function elsewhere<T>(use: (deps: TestDeps) => Promise<T>, host = "elsewhere.example"): Promise<T> {
  const db = await testDb();
  const plain = testDeps(db, { now: clock.now });
  try {
    return await use({ ...plain, settings: { ...plain.settings, origin: `https://${host}` } });
  } finally {
    await db.close();
  }
}
const load = (deps: TestDeps, made: Files, keys: Parameters<typeof loadRecord>[3] = []) =>
  loadRecord(deps, memorySource(made), null, keys);
const keyOfLog = () => testKeys(origin).log.verifier;

// A plan of one round that was anchored while people voted, its result, and what was said of a text.
beforeAll(async () => {
  home = await testDb();
  s = await scenario(testDeps(home, { now: clock.now }), { members: 5 });
  const { draft } = await firstVersion(s, "The terms of it.");
  await commented(s, there(s.members.alpha[0]), draft, { body: "All of it?" });
  const round = await drafted(s);
  await sealed(s, [round]);
  value(await open(s, round));
  clock.forward(minutes(61));
  for (const one of s.members.alpha)
    await cast(s, one, await roundRow(s.deps, round.id), requires("weights"));
  await anchorOpenLogs(s.deps);
  await published(s, [await closed(s, await roundRow(s.deps, round.id))]);
  await swept(s.deps);
  origin = there((await logsOfProcess(home.db, s.process.id))[0]);
  for (const [path, text] of await written(s.deps)) files.set(path, text);
});
afterAll(() => home.close());

describe("The record of a process with a plan", () => {
  test("is loaded elsewhere with its log; what is signed by whom is said, and nothing is left over", async () => {
    await elsewhere(async (deps) => {
      const { logs, held } = value(await load(deps, files, [keyOfLog()]));
      expect(logs.map(({ origin: log, signed }) => [log, signed?.isKnown, signed?.isWitnessed])).toEqual([
        [origin, true, null],
      ]);
      expect(there(held.rows[0])).toBeGreaterThan(20);
      expect(held).toMatchObject({ changed: 0, others: 0, missing: 0, unopened: 0, unexplained: 0 });
      expect(held).toMatchObject({ ballots: 1, otherBallots: 0 });
      expect((await examine(deps)).findings).toEqual([]);
      expect(await written(deps)).toEqual(files);
      expect(await deps.db.select({ number: schema.plans.number }).from(schema.plans)).toEqual([
        { number: 1 },
      ]);
    });
  });

  test("is checked without being loaded: what it would bring is said, and nothing of it is kept", async () => {
    await elsewhere(async (deps) => {
      const tables = await rowsOf<{ name: string }>(
        deps.db,
        sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1`,
      );
      const rows = async () => {
        const counts = tables.map(({ name }) => sql`(select count(*)::int from ${sql.identifier(name)})`);
        return rowsOf(deps.db, sql`select ${sql.join([sql`array[${sql.join(counts, sql`, `)}] as counts`])}`);
      };
      const before = await rows();
      const checked = value(await checkRecord(deps, memorySource(files), [keyOfLog()]));
      expect(await rows()).toEqual(before);
      expect(checked).toEqual(value(await load(deps, files, [keyOfLog()])));
      expect(checked.tables).toContainEqual({ name: "plans", rows: 1 });
      expect(await checkRecord(deps, memorySource(files))).toMatchObject({
        error: { code: "already_there" },
      });
    });
    await elsewhere(async (deps) => {
      const altered = agreeing(
        tampered(files, "data/plans.jsonl", (text) => text.replace("at-close", "at-publication")),
      );
      expect(await checkRecord(deps, memorySource(altered))).toMatchObject({ ok: false });
    });
  });

  test("is signed by nobody who is known where no key is given, and by nobody at all without logs", async () => {
    await elsewhere(async (deps) => {
      const { logs } = value(await load(deps, files));
      expect(logs.map(({ signed }) => signed?.isKnown)).toEqual([false]);
    });
    await elsewhere(async (deps) => {
      const bare = new Map([...files].filter(([path]) => !path.startsWith("record/")));
      const manifest = JSON.parse(there(files.get("manifest.json")));
      for (const path of Object.keys(manifest.files)) if (!bare.has(path)) delete manifest.files[path];
      bare.set("manifest.json", JSON.stringify({ ...manifest, format: "codraft-record/1" }));
      expect(await load(deps, bare, [keyOfLog()])).toMatchObject({
        ok: false,
        error: { code: "not_signed" },
      });
      expect(value(await load(deps, bare)).logs).toEqual([]);
    });
  });

  test("goes on in a log of the other server that continues it, comes back, and is loaded where it began", async () => {
    const back = await elsewhere(async (deps) => {
      value(await load(deps, files, [keyOfLog()]));
      await deps.db.transaction(async (tx) => beginRecord(deps, tx, await lockedProcess(tx, s.process.id)));
      await swept(deps);
      const logs = await logsOfProcess(deps.db, s.process.id);
      const signed = there(await newestCheckpoint(deps.db, origin));
      expect(logs[1]).toBe(origin);
      const [begin] = await deps.db
        .select()
        .from(schema.recordEntries)
        .where(and(eq(schema.recordEntries.log, there(logs[0])), eq(schema.recordEntries.index, 0)));
      expect(JSON.parse(there(begin).entry)).toMatchObject({
        adopted: "yes",
        continues: { origin, size: signed.size, root: signed.root, reason: "imported" },
      });
      const served = await logFile(deps.db, there(origin.split("/").at(-1)), "checkpoint");
      expect(served?.body.toString()).toBe(signed.note);
      return written(deps);
    });
    expect(back.has("record/2/entries.jsonl")).toBe(true);
    for (const [path, text] of files) if (path.startsWith("record/")) expect(back.get(path), path).toBe(text);
    const organizer = s.organizer;
    value(await deleteProcess(s.deps, organizer, await processRow(s.deps, s.process.id), s.process.slug));
    const { logs, held } = value(await load(s.deps as TestDeps, back, [keyOfLog()]));
    expect(logs.map(({ signed }) => signed?.isKnown)).toEqual([true, false]);
    // What the second server committed to is the newest that is said of each row.
    expect(held).toMatchObject({ rows: [0, expect.any(Number)], changed: 0, others: 0, missing: 0 });
    expect((await examine(s.deps)).findings).toEqual([]);
  });

  test("keeps to itself under which salt its log had what a row said before", async () => {
    await elsewhere(async (deps) => {
      value(await load(deps, files));
      await deps.db.transaction(async (tx) => beginRecord(deps, tx, await lockedProcess(tx, s.process.id)));
      await swept(deps);
      await deps.db.execute(sql`update comments set body = 'Another text.'`);
      const stale = await written(deps);
      const salts = (made: Files, place: number) =>
        there(made.get(`record/${place}/salts.jsonl`))
          .split("\n")
          .filter((line) => line.startsWith('["comments"'));
      expect([salts(files, 1), salts(stale, 1), salts(stale, 2)]).toEqual([[expect.any(String)], [], []]);
      await elsewhere(async (third) => {
        expect(value(await load(third, stale)).held).toMatchObject({ changed: 1, missing: 0 });
      });
      await swept(deps);
      const kept = await deps.db
        .select({ log: schema.recordRows.log })
        .from(schema.recordRows)
        .where(eq(schema.recordRows.tableName, "comments"));
      expect(kept.map(({ log }) => log)).not.toContain(origin);
    });
  });
});

/** The files with other entries, signed by a key that is made up. */
function signedAnew(made: Files, change: (entry: Record<string, unknown>) => object): Files {
  const signing = signingKey(new Uint8Array(32).fill(9));
  const verifier = verifierKey(origin, signing.publicKey);
  const texts = there(made.get("record/1/entries.jsonl")).split("\n").filter(Boolean);
  let frontier: readonly string[] = [];
  const entries = texts.map((text, index) => {
    const entry = JSON.stringify(change(JSON.parse(text)));
    frontier = grown(frontier, index, leafHash(entry));
    return entry;
  });
  const text = checkpointText({ origin, size: entries.length, root: frontierRoot(frontier) });
  return agreeing(
    new Map([
      ...made,
      ["record/1/entries.jsonl", `${entries.join("\n")}\n`],
      ["record/1/checkpoint", signNote(text, { verifier, signing })],
    ]),
  );
}

/** The files with a manifest that names every one of them. */
function stating(made: Files): Files {
  const manifest = JSON.parse(there(made.get("manifest.json")));
  const named = Object.fromEntries(
    [...made.keys()].filter((path) => path !== "manifest.json").map((path) => [path, {}]),
  );
  return agreeing(new Map([...made, ["manifest.json", JSON.stringify({ ...manifest, files: named })]]));
}

const otherPlan = (text: string) => text.replace(/opensBy\\":\\"20/, 'opensBy\\":\\"21');

describe("A record that was altered on its way", () => {
  const cases: [string, () => Files, object][] = [
    [
      "in a row",
      () => tampered(files, "data/comments.jsonl", (text) => text.replace("All of it?", "None of it?")),
      { code: "does_not_verify", file: "data/comments.jsonl" },
    ],
    [
      "in a plan",
      () => tampered(files, "data/plans.jsonl", otherPlan),
      { code: "bad_row", file: "data/plans.jsonl", why: expect.stringContaining("of another text") },
    ],
    [
      "in a plan together with its hash",
      () =>
        tampered(files, "data/plans.jsonl", (text) => {
          const row = JSON.parse(otherPlan(text));
          return `${JSON.stringify({ ...row, hash: sha256Hex(row.doc) })}\n`;
        }),
      { code: "does_not_verify", file: "data/plans.jsonl" },
    ],
    [
      "in an entry of its log",
      () => tampered(files, "record/1/entries.jsonl", (text) => text.replace(/"doc":"./, '"doc":"x')),
      { file: expect.stringMatching(/^record\/1\//) },
    ],
    [
      "in what an anchor was of",
      () => tampered(files, "record/1/anchors.jsonl", (text) => text.replace(/"size":\d+/, '"size":1')),
      { code: "does_not_verify", file: "data/log-entries.jsonl" },
    ],
    [
      "with the end of its log cut off",
      () =>
        tampered(files, "record/1/entries.jsonl", (text) => `${text.split("\n").slice(0, -2).join("\n")}\n`),
      { code: "does_not_verify", file: "record/1/checkpoint" },
    ],
    [
      "with a log that is signed by another key than it names",
      () => signedAnew(files, (entry) => entry),
      { code: "not_signed" },
    ],
    [
      "with another log in the place of the one that it continues",
      () =>
        stating(
          new Map([
            ...files,
            ...[...files].flatMap(([path, text]) =>
              path.startsWith("record/1/") ? [[path.replace("/1/", "/2/"), text] as const] : [],
            ),
          ]),
        ),
      { code: "does_not_verify" },
    ],
  ];
  test.each(cases)("%s is refused by who loads it, and nothing of it is kept", async (_, make, error) => {
    const made = make();
    await elsewhere(async (deps) => {
      const loaded = await load(deps, made);
      expect(loaded).toMatchObject({ ok: false, error });
      expect(await deps.db.select().from(schema.processes)).toEqual([]);
      expect(await deps.db.select().from(schema.recordLogs)).toEqual([]);
    });
  });

  test("with its log and its key made up is refused by who has the key from elsewhere", async () => {
    const own = verifierKey(origin, signingKey(new Uint8Array(32).fill(9)).publicKey);
    await elsewhere(async (deps) => {
      const made = signedAnew(files, (entry) =>
        entry.kind === "begin" ? { ...entry, keys: [verifierKeyText(own)] } : entry,
      );
      expect(await load(deps, made, [keyOfLog()])).toMatchObject({
        ok: false,
        error: { code: "not_signed" },
      });
      expect(value(await load(deps, made)).logs[0]?.signed).toMatchObject({ isKnown: false });
    });
  });

  test("cannot take the log of a process that is, or was, on this server", async () => {
    const db = await testDb();
    try {
      const deps = testDeps(db, { now: clock.now });
      const other = await scenario(deps, { members: 1 });
      await closed(other, await opened(other));
      const [theirs] = await logsOfProcess(db.db, other.process.id);
      const rename = (made: Files) =>
        agreeing(new Map([...made].map(([path, text]) => [path, text.replaceAll(origin, there(theirs))])));
      const claimed = signedAnew(rename(files), (entry) => entry);
      expect(await load(deps, claimed)).toMatchObject({ ok: false });
      expect(await logsOfProcess(db.db, other.process.id)).toEqual([theirs]);
    } finally {
      await db.close();
    }
  });
});
