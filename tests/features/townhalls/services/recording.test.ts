import { and, eq, gt } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eventsAfter } from "~/features/live/services/room.server";
import { townhallSchema, transcriptSchema } from "~/features/meetings/contracts/meeting";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { meetingRecord } from "~/features/townhalls/services/meetingRecord.server";
import {
  outcomesOf,
  removeOutcome,
  saveMinutes,
  saveOutcome,
} from "~/features/townhalls/services/saveMinutes.server";
import {
  countPassages,
  passagesFrom,
  saveTranscript,
} from "~/features/townhalls/services/transcripts.server";
import { auditLog } from "~db/schema/processes";
import { atOnce } from "~tests/support/atOnce";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { acting, begunMeeting, meetingOf, planned, townhallRow } from "~tests/support/townhalls";

let clock: ReturnType<typeof testClock>;
let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
  townhall = await begunMeeting(s);
});
afterAll(() => db.close());

const write = (revision: number, text: string, recordingUrl = "") => {
  const input = { language: "en" as const, revision, minutes: text, recordingUrl };
  return saveMinutes(s.deps, s.organizer, s.process, townhall, input);
};

const record = () => townhallRow(s, 1).then((row) => meetingRecord(s.deps, s.process, row, "en"));
const lines = async () =>
  s.deps.db
    .select({ action: auditLog.action, subject: auditLog.subject })
    .from(auditLog)
    .where(and(eq(auditLog.processId, s.process.id), gt(auditLog.at, there(townhall.startedAt))));

describe("minutes", () => {
  test("of several who write at once are those of one, and the others are told", async () => {
    const written = await atOnce(4, (i) => write(0, `Minutes ${i}.`));
    expect(written.map((one) => (one.ok ? "ok" : one.error.code)).sort()).toEqual([
      "edited_meanwhile",
      "edited_meanwhile",
      "edited_meanwhile",
      "ok",
    ]);
    const winner = written.findIndex(({ ok }) => ok);
    expect(await townhallRow(s, 1)).toMatchObject({ minutes: `Minutes ${winner}.`, minutesRevision: 1 });
  });

  test("are shown as Markdown, with when they were written and the recording, also after the meeting", async () => {
    expect((await record()).minutes).toBe("");
    value(await acting(s, townhall, s.organizer, "end", {}));
    clock.forward(minutes(60));
    value(await write(0, "We *agreed*. <script>alert(1)</script>", "https://video.example/1"));
    const { minutes: shown } = await record();
    expect(shown).toMatchObject({ language: "en", at: clock.now() });
    expect(there(shown || null).html).toContain("We <em>agreed</em>.");
    expect(there(shown || null).html).not.toContain("<script");
    expect((await townhallRow(s, 1)).recordingUrl).toBe("https://video.example/1");
  });

  test("that are refused change neither the recording nor the audit log, and are no event", async () => {
    clock.forward(minutes(1));
    expect(refusal(await write(7, "Late.", "https://video.example/1"))).toBe("edited_meanwhile");
    expect(await townhallRow(s, 1)).toMatchObject({ minutes: "", recordingUrl: "", seq: townhall.seq });
    expect(await lines()).toEqual([]);
    value(await write(0, "In time."));
    expect(await lines()).toEqual([{ action: "townhall.recorded", subject: "1" }]);
    expect((await eventsAfter(s.deps.db, townhall.id, townhall.seq)).map(({ kind }) => kind)).toEqual([
      "meeting",
    ]);
  });
});

describe("decisions and actions", () => {
  const outcome = {
    id: null,
    kind: "decision" as const,
    language: "en" as const,
    text: "Data stays.",
    owner: "",
    due: null,
    done: "no" as const,
  };
  const save = (more: Partial<Parameters<typeof saveOutcome>[4]> = {}, at = townhall) =>
    saveOutcome(s.deps, s.organizer, s.process, at, { ...outcome, ...more });

  test("are numbered in the order in which they were noted, also at once", async () => {
    (await atOnce(5, (i) => save({ text: `Decision ${i}` }))).map(value);
    const rows = await outcomesOf(s.deps.db, townhall.id);
    expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5]);
    value(await removeOutcome(s.deps, s.organizer, s.process, townhall, there(rows[1]).id));
    value(await save({ text: "The last" }));
    const after = await outcomesOf(s.deps.db, townhall.id);
    expect(after.map(({ position }) => position)).toEqual([1, 3, 4, 5, 6]);
    expect(after.at(-1)?.text).toBe("The last");
  });

  test("keep the moment in which they were done, until they are not", async () => {
    value(await save({ kind: "action", owner: "Ann", due: "2031-06-01" }));
    const { id } = there((await outcomesOf(s.deps.db, townhall.id))[0]);
    const done = async () => there((await outcomesOf(s.deps.db, townhall.id))[0]).doneAt;
    value(await save({ id, done: "yes" }));
    const at = clock.now();
    clock.forward(minutes(5));
    value(await save({ id, done: "yes", text: "Worded anew." }));
    expect(await done()).toEqual(at);
    value(await save({ id, done: "no" }));
    expect(await done()).toBeNull();
    expect((await record()).outcomes).toMatchObject([{ id, kind: "decision", isDone: false }]);
  });

  test("of another meeting are neither changed nor taken away", async () => {
    value(await save());
    const { id } = there((await outcomesOf(s.deps.db, townhall.id))[0]);
    const other = await planned(s);
    expect(refusal(await save({ id, text: "Other" }, other))).toBe("not_found");
    expect(refusal(await removeOutcome(s.deps, s.organizer, s.process, other, id))).toBe("not_found");
    expect((await record()).outcomes).toMatchObject([{ text: "Data stays." }]);
  });
});

describe("a transcript", () => {
  const save = (text: string, language: "en" | "fr" = "en") =>
    saveTranscript(s.deps, s.organizer, s.process, townhall, {
      language,
      transcript: text,
      reason: "It was cut off.",
    });
  const passages = async (from = 1, most = 10) =>
    (await passagesFrom(s.deps.db, townhall.id, (await townhallRow(s, 1)).transcriptVersion, from, most)).map(
      ({ number, text }) => [number, text],
    );

  test("of thousands of passages is taken whole, and read in parts", async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `12:04 Ann: Passage ${i + 1}.`).join("\n\n");
    expect(value(await save(text))).toEqual({ passages: 5000 });
    expect(await countPassages(s.deps.db, townhall.id, 1)).toBe(5000);
    expect(await passages(4999, 100)).toEqual([
      [4999, "Passage 4999."],
      [5000, "Passage 5000."],
    ]);
    expect(await passages(5001)).toEqual([]);
  });

  test("that is broken says on which lines, and changes nothing", async () => {
    value(await save("Ann: One.\n\nBo: Two.", "fr"));
    clock.forward(minutes(1));
    const { seq } = await townhallRow(s, 1);
    const broken = "WEBVTT\n\n00:01.000 --> 00:02.000\nOther\n\nsoon --> later\nWords\n\nno time";
    expect(await save(broken)).toEqual({
      ok: false,
      error: {
        code: "bad_lines",
        problems: [
          { line: 6, code: "time" },
          { line: 9, code: "time" },
        ],
      },
    });
    expect(refusal(await save(" "))).toBe("bad_lines");
    expect(await passages()).toEqual([
      [1, "One."],
      [2, "Two."],
    ]);
    expect(await townhallRow(s, 1)).toMatchObject({ seq, transcriptLanguage: "fr" });
    expect(await lines()).toHaveLength(0);
  });

  test("of several who send one at once is one of them, whole", async () => {
    const written = (who: number) => Array.from({ length: 40 }, (_, i) => `Passage ${i + 1} of ${who}.`);
    (await atOnce(3, (i) => save(written(i).join("\n\n")))).map(value);
    const found = await passages(1, 100);
    const [, first] = there(found[0]);
    const who = Number(/of (\d)/.exec(String(first))?.[1]);
    expect(found).toEqual(written(who).map((text, at) => [at + 1, text]));
  });

  test("with characters of every kind is kept as it was sent", async () => {
    value(await save("مريم: مرحبا 👋🏽\n\nAnn: 100% <b>&amp;</b> \\n 'quoted' $1 ?"));
    expect(await passages()).toEqual([
      [1, "مرحبا 👋🏽"],
      [2, "100% <b>&amp;</b> \\n 'quoted' $1 ?"],
    ]);
  });

  test("is at most as long as its form takes", () => {
    const length = (transcript: string) => transcriptSchema.safeParse({ language: "en", transcript }).success;
    expect([length("a"), length(""), length("a".repeat(1_500_000)), length("a".repeat(1_500_001))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

test("An agenda is written as minutes and titles, one a line", () => {
  const parse = (agenda: string) => townhallSchema.safeParse({ ...meetingOf(), minutesLong: "60", agenda });
  expect(parse("5 Welcome\n\n  20   The clauses  \n120 2 questions").data?.agenda).toEqual([
    { minutes: 5, title: "Welcome" },
    { minutes: 20, title: "The clauses" },
    { minutes: 120, title: "2 questions" },
  ]);
  expect(parse("").data?.agenda).toEqual([]);
  for (const bad of ["Welcome", "0 Welcome", "5", "1000 Long", `5 ${"a".repeat(161)}`, "5 a\n".repeat(41)])
    expect([bad, parse(bad).success]).toEqual([bad, false]);
});
