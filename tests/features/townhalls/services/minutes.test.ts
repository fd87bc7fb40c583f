import { eq } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { disposeOf } from "~/features/evidence/services/dispose.server";
import { takingPartIn } from "~/features/live/services/takingPart.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { carryToClause, targetOf } from "~/features/townhalls/services/carryToDraft.server";
import { clausesTouched, townhallsAbout } from "~/features/townhalls/services/clauses.server";
import { meetingRecord } from "~/features/townhalls/services/meetingRecord.server";
import {
  outcomesOf,
  removeOutcome,
  saveMinutes,
  saveOutcome,
  setClauses,
} from "~/features/townhalls/services/saveMinutes.server";
import {
  countPassages,
  passagesFrom,
  saveTranscript,
  transcriptChanges,
} from "~/features/townhalls/services/transcripts.server";
import { withdrawalOf, withdrawTranscript } from "~/features/townhalls/services/withdrawTranscript.server";
import { examine } from "~/features/verification/services/examine.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { attendance } from "~db/schema/live";
import { townhallClauses } from "~db/schema/meetings";
import { transcriptPassages } from "~db/schema/townhalls";
import { stored } from "~tests/http/support/stored";
import { asStored } from "~tests/support/asStored";
import { firstVersion, threadOf } from "~tests/support/comments";
import { type Files, memorySink } from "~tests/support/memoryRecord";
import { joinAll, processRow, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { acting, asked, at, begunMeeting, minutes, townhallRow } from "~tests/support/townhalls";

let db: TestDb;
let s: Scenario;
let townhall: TownhallRow;
let draft: DraftRow;
let clause: string;
beforeEach(async () => {
  db ??= await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  const first = await firstVersion(s, "Everyone may use it.", "Everyone may share it.");
  draft = first.draft;
  clause = there(first.clauses[0]);
  townhall = await begunMeeting(s, { draft: "0.1" });
});
afterAll(() => db?.close());

const minutesOf = (revision: number, text: string) => ({
  language: "en" as const,
  revision,
  minutes: text,
  recordingUrl: "",
});

describe("minutes", () => {
  test("of two who write at once are not lost: the second is told", async () => {
    value(await saveMinutes(s.deps, s.organizer, s.process, townhall, minutesOf(0, "First.")));
    expect(refusal(await saveMinutes(s.deps, s.organizer, s.process, townhall, minutesOf(0, "Other.")))).toBe(
      "edited_meanwhile",
    );
    value(await saveMinutes(s.deps, s.organizer, s.process, townhall, minutesOf(1, "Second.")));
    expect(await townhallRow(s, townhall.number)).toMatchObject({ minutes: "Second.", minutesRevision: 2 });
  });
});

describe("decisions and actions", () => {
  const outcome = {
    id: null,
    kind: "action" as const,
    language: "en" as const,
    text: "Write it",
    owner: "the drafters",
    due: "2031-06-01",
    done: "no" as const,
  };

  test("are noted in order, worded anew, done, and taken away", async () => {
    for (const text of ["One", "Two"])
      value(await saveOutcome(s.deps, s.organizer, s.process, townhall, { ...outcome, text }));
    const [one, two] = await outcomesOf(s.deps.db, townhall.id);
    value(
      await saveOutcome(s.deps, s.organizer, s.process, townhall, {
        ...outcome,
        id: there(one).id,
        text: "Uno",
        done: "yes",
      }),
    );
    const done = there((await outcomesOf(s.deps.db, townhall.id))[0]).doneAt;
    expect(done).not.toBeNull();
    value(
      await saveOutcome(s.deps, s.organizer, s.process, townhall, {
        ...outcome,
        id: there(one).id,
        text: "One",
        done: "yes",
      }),
    );
    expect((await outcomesOf(s.deps.db, townhall.id))[0]).toMatchObject({ text: "One", doneAt: done });
    value(await removeOutcome(s.deps, s.organizer, s.process, townhall, there(two).id));
    expect((await outcomesOf(s.deps.db, townhall.id)).map(({ text }) => text)).toEqual(["One"]);
    const other = await begunMeeting(s);
    expect(
      refusal(await saveOutcome(s.deps, s.organizer, s.process, other, { ...outcome, id: there(one).id })),
    ).toBe("not_found");
  });
});

describe("a transcript", () => {
  test("takes the place of the one before it; a bad one changes nothing", async () => {
    const save = (text: string) =>
      saveTranscript(s.deps, s.organizer, s.process, townhall, {
        language: "en",
        transcript: text,
        reason: "The first was cut off.",
      });
    value(await save("0:01 Host: One.\n\n0:02 Two.\n\n0:03 Three."));
    expect(refusal(await save("WEBVTT\n\nx --> y\nBad"))).toBe("bad_lines");
    expect(await countPassages(s.deps.db, townhall.id, 1)).toBe(3);
    value(await save("0:01 Host: Other.\n\n0:02 Words."));
    const passages = await passagesFrom(s.deps.db, townhall.id, 2, 1, 10);
    expect(passages.map(({ number, startsMs, speaker, text }) => [number, startsMs, speaker, text])).toEqual([
      [1, 1000, "Host", "Other."],
      [2, 2000, "", "Words."],
    ]);
    // The version before stays where comments cite it, with why another took its place.
    const earlier = await passagesFrom(s.deps.db, townhall.id, 1, 1, 10);
    expect(earlier.map(({ text }) => text)).toEqual(["One.", "Two.", "Three."]);
    expect((await transcriptChanges(s.deps, townhall)).rows).toMatchObject([
      {
        before: { version: 1, passages: 3 },
        after: { version: 2, passages: 2 },
        reason: "The first was cut off.",
      },
      { before: null, after: { version: 1, language: "en", passages: 3 } },
    ]);
    await expect(
      s.deps.db.delete(transcriptPassages).where(eq(transcriptPassages.townhallId, townhall.id)),
    ).rejects.toThrow();
  });

  test("that takes the place of another needs a reason", async () => {
    const send = (reason: string) =>
      saveTranscript(s.deps, s.organizer, s.process, townhall, {
        language: "en",
        transcript: "A: B.",
        reason,
      });
    value(await send(""));
    expect(refusal(await send(""))).toBe("invalid");
    expect(await countPassages(s.deps.db, townhall.id, 2)).toBe(0);
  });

  test("that was replaced can be withdrawn with a reason: its words are gone everywhere, that it was there is not", async () => {
    const secret = "unmistakableword";
    const send = (transcript: string, reason = "") =>
      saveTranscript(s.deps, s.organizer, s.process, townhall, { language: "en", transcript, reason });
    const withdraw = (version: number) =>
      withdrawTranscript(s.deps, s.organizer, s.process, townhall, { version, reason: "She did not agree." });
    value(await send(`Ada: ${secret} one.\n\nBo: Two.`));
    expect(refusal(await withdraw(1))).toBe("invalid");
    value(await send("Bo: Two.", "A name was left out."));
    const record = async () => {
      const files: Files = new Map();
      await writeRecord(s.deps, await processRow(s.deps, s.process.id), memorySink(files));
      return JSON.stringify([...files]);
    };
    expect(await record()).toContain(secret);
    expect(await withdrawalOf(s.deps.db, townhall.id, 1)).toBeNull();
    value(await withdraw(1));
    expect(refusal(await withdraw(1))).toBe("not_found");
    expect(refusal(await withdraw(7))).toBe("not_found");

    expect(await withdrawalOf(s.deps.db, townhall.id, 1)).toMatchObject({ reason: "She did not agree." });
    expect((await transcriptChanges(s.deps, townhall)).rows[0]).toMatchObject({
      before: { version: 1, language: "en", passages: 2 },
      after: null,
      reason: "She did not agree.",
    });
    expect(await countPassages(s.deps.db, townhall.id, 2)).toBe(1);
    for (const [name, rows] of Object.entries(await stored(db)))
      expect([name, rows.some((row) => row.includes(secret))]).toEqual([name, false]);
    expect(await record()).not.toContain(secret);
    expect(await record()).toContain("She did not agree.");
    expect((await examine(s.deps, s.process.id)).findings).toEqual([]);
  });
});

describe("what was said", () => {
  const carry = (what: string, more: { draft?: string; clause?: string } = {}) =>
    carryToClause(s.deps, s.organizer, s.process, townhall, {
      what,
      draft: "0.1",
      clause,
      stance: "oppose",
      ...more,
    });

  test("in a question becomes a numbered comment of who asked, and is disposed of like any other", async () => {
    const { id, number } = await asked(s, townhall, s.participant, "Does it say enough?");
    const made = value(await carry(`question:${id}`));
    expect(made).toMatchObject({ number: 1, label: "0.1" });
    const { view } = await threadOf(s, made.id);
    expect(view).toMatchObject({
      stance: "oppose",
      clause,
      saidAt: { townhall: townhall.number, question: number },
    });
    const [row] = await s.deps.db.select().from(comments).where(eq(comments.id, made.id));
    expect(row?.authorId).toBe(s.participant.id);
    const disposition = { decision: "rejected" as const, reason: "It does.", carriedOut: null };
    value(await disposeOf(s.deps, s.organizer, s.process, made.id, disposition));
    expect(refusal(await carry(`question:${id}`))).toBe("already_exists");
    expect((await clausesTouched(s.deps.db, townhall.id)).map((one) => one.clause)).toEqual([clause]);
    expect((await townhallsAbout(s.deps, clause as never)).map((one) => one.number)).toEqual([
      townhall.number,
    ]);
    const record = await meetingRecord(s.deps, s.process, townhall, "en");
    expect(record.carried).toMatchObject([{ number: 1, label: "0.1", decision: "rejected" }]);
  });

  test("in a passage becomes a comment that names the speaker", async () => {
    value(
      await saveTranscript(s.deps, s.organizer, s.process, townhall, {
        language: "fr",
        transcript: "Une invitée : Trop peu.\n\nA guest: Too little.",
      }),
    );
    const made = value(await carry("passage:2"));
    const { view } = await threadOf(s, made.id);
    expect(view.saidAt).toEqual({ townhall: townhall.number, passage: 2, speaker: "A guest" });
    expect(view.html).toContain("Too little.");
    expect(refusal(await carry("passage:9"))).toBe("not_found");
  });

  test("is not carried when it is hidden, nor to what takes no comments", async () => {
    const { id } = await asked(s, townhall, s.participant, "Something rude?");
    const { id: other } = await asked(s, townhall, s.participant, "Something else?");
    value(await hideComment(s.deps, s.organizer, s.process, id as CommentId, { reason: "Rude." }));
    expect(refusal(await carry(`question:${id}`))).toBe("not_found");
    expect(refusal(await carry(`question:${other}`, { draft: "9" }))).toBe("not_found");
    expect(refusal(await carry(`question:${other}`, { clause: s.process.id }))).toBe("not_found");
    await s.deps.db
      .update(drafts)
      .set({ commentsUntil: new Date(0) })
      .where(eq(drafts.id, draft.id));
    expect(refusal(await carry(`question:${other}`))).toBe("window_closed");
  });

  test("names its clause as DRAFT:CLAUSE", () => {
    expect(targetOf(`1.0:RC:${s.process.id}`)).toEqual({ draft: "1.0:RC", clause: s.process.id });
    for (const none of ["", "0.1", "0.1:x", `0.1:${"-".repeat(36)}`, s.process.id])
      expect(targetOf(none)).toBeNull();
  });
});

test("clauses that were discussed are those of the meeting's draft that are named", async () => {
  value(await setClauses(s.deps, s.organizer, s.process, townhall, [clause]));
  const odd = await setClauses(s.deps, s.organizer, s.process, townhall, [clause, s.process.id]);
  expect(refusal(odd)).toBe("not_found");
  expect((await clausesTouched(s.deps.db, townhall.id)).map((one) => one.clause)).toEqual([clause]);
  value(await setClauses(s.deps, s.organizer, s.process, townhall, []));
  expect(await clausesTouched(s.deps.db, townhall.id)).toEqual([]);
});

test("titles of sections that were shown stay when the form of clauses, which has none, is saved", async () => {
  const section = s.deps.newId() as ClauseId;
  await s.deps.db.insert(draftClauses).values({
    ...{ draftId: draft.id, clauseId: section, position: 90, kind: "section", heading: "Terms" },
    ...{ body: asStored(""), stability: "likely", origins: [], editedAt: s.deps.now() },
  });
  await s.deps.db
    .insert(townhallClauses)
    .values({ townhallId: townhall.id, draftId: draft.id, clauseId: section });
  value(await setClauses(s.deps, s.organizer, s.process, townhall, [clause]));
  value(await setClauses(s.deps, s.organizer, s.process, townhall, []));
  expect((await clausesTouched(s.deps.db, townhall.id)).map(({ title }) => title)).toEqual(["Terms"]);
});

test("who took part is counted by group and region, and few are not told apart", async () => {
  const names = Array.from({ length: 11 }, (_, i) => `crowd-${i}-${s.process.slug}`);
  const crowd = await joinAll(s, names, { role: "participant", workgroupId: null });
  const countries = ["SN", "KE", "NG", "GH", "MA"];
  for (const [i, { id }] of crowd.entries()) {
    const country = i < 10 ? there(countries[i % 5]) : "BR";
    const groups = i < 10 ? ["developer"] : ["subject"];
    await s.deps.db.update(users).set({ country, stakeholderGroups: groups }).where(eq(users.id, id));
    await s.deps.db
      .insert(attendance)
      .values({ townhallId: townhall.id, userId: id, groups, country, at: new Date() });
  }
  value(await acting(s, townhall, there(crowd[10]), "raise", { about: "", speaksAs: null }));
  value(await acting(s, townhall, s.organizer, "call", { hand: "next" }, at(s, townhall, minutes(1))));
  value(await acting(s, townhall, s.organizer, "done", {}, at(s, townhall, minutes(3))));
  const part = (await takingPartIn(s.deps, [townhall.id])).get(townhall.id);
  expect(part).toEqual({
    people: 11,
    groups: { developer: 10, deployer: null, "end-user": null, subject: null },
    regions: { AF: 10 },
    spoken: { "": minutes(2) },
    spokenRegions: {},
  });
});
