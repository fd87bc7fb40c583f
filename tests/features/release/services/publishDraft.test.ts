import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { draftHash } from "~/features/drafts/domain/draftHash";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { editNote } from "~/features/drafts/services/editClause.server";
import { asClause, clauseRows, type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import { translationsOf } from "~/features/drafts/services/translations.server";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { publishSchema } from "~/features/release/contracts/publish";
import { recordDecision, takeSnapshot } from "~/features/release/services/decide.server";
import { removeGate, saveGate } from "~/features/release/services/gates.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import type { ClauseId } from "~/kernel/ids";
import { plain } from "~/kernel/language/localized";
import { commentPlaces } from "~db/schema/comments";
import { closedApproval, openedApproval } from "~tests/support/approvals";
import { atOnce } from "~tests/support/atOnce";
import {
  begun,
  commented,
  days,
  firstVersion,
  inFrench,
  joinedUp,
  parted,
  released,
  reworded,
  versionOf,
  written,
} from "~tests/support/comments";
import { announced, checklistOf, counted, item, listing, votedOn } from "~tests/support/drafts";
import { refusal, type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 2 });
});

const publish = (draft: DraftRow, until: Date | null = null) =>
  publishDraft(s.deps, s.organizer, s.process, draft, until);

describe("the hash of a version", () => {
  test("is that of its label and its text, whatever way the text was written", async () => {
    const draft = await begun(s, "0.1");
    const [one, two] = await written(s, draft, "One.", "Two.");
    const begin = draftHash("0.1", (await clauseRows(s.deps.db, draft.id)).map(asClause));
    await reworded(s, draft, one as never, "Something else.");
    await reworded(s, draft, one as never, "One.");
    const way = { kind: "move", clause: two as never } as const;
    for (const by of ["up", "down"] as const)
      value(await arrangeClauses(s.deps, s.organizer, draft, { ...way, by }));
    expect(value(await publish(draft))).toEqual({ textHash: begin });
    expect(await versionOf(s, "0.1")).toMatchObject({ textHash: begin, state: "final" });
  });

  test("is another one for another text, and for another version", async () => {
    const { draft, clauses } = await firstVersion(s, "One.");
    const second = await released(s, await begun(s, "0.2"));
    const third = await begun(s, "0.3");
    await reworded(s, third, clauses[0] as never, "Two.");
    const hashes = [draft, second, await released(s, third)].map(({ textHash }) => textHash);
    expect(new Set(hashes).size).toBe(3);
  });
});

test("A version of sections alone has no text to publish", async () => {
  const draft = await begun(s, "0.1");
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "add", after: null, as: "section" }));
  expect(refusal(await publish(draft))).toBe("no_clauses");
});

test("Comments are open until a time to come, or the version is final", async () => {
  const draft = await begun(s, "0.1");
  await written(s, draft, "Text.");
  expect(refusal(await publish(draft, clock.now()))).toBe("deadline_past");
  const until = new Date(clock.now().getTime() + minutes(1));
  value(await publish(draft, until));
  expect(await versionOf(s, "0.1")).toMatchObject({
    state: "published",
    commentsUntil: until,
    publishedAt: clock.now(),
  });
});

test("Where gates are declared, a version becomes final by the decision on them alone", async () => {
  const draft = await begun(s, "0.1");
  await written(s, draft, "Text.");
  const gate = { id: null, title: "Ready", kind: "ready" as const, least: 1, dueOn: "2099-01-01" };
  const { id } = value(await saveGate(s.deps, s.organizer, s.process, "en", gate));
  expect(refusal(await publish(draft))).toBe("gates_decide");
  expect(await versionOf(s, "0.1")).toMatchObject({ state: "working", textHash: null });
  value(await removeGate(s.deps, s.organizer, s.process, { id, reason: "It was declared by mistake." }));
  value(await publish(draft));
});

test("A version is final by an explicit choice, never because no time was given", () => {
  const parsed = (as: string | undefined, commentsUntil: string) =>
    publishSchema.safeParse({ as, commentsUntil });
  expect(parsed("comments", "").error?.issues).toMatchObject([
    { path: ["commentsUntil"], message: "errors:field.empty" },
  ]);
  expect(parsed(undefined, "").success).toBe(false);
  expect(parsed("final", "2030-01-01T00:00").data).toEqual({ commentsUntil: null });
  expect(parsed("comments", "2030-01-01T00:00").data).toEqual({
    commentsUntil: new Date("2030-01-01T00:00:00Z"),
  });
});

test("A version that was refused is still a working one, and nobody is told", async () => {
  await firstVersion(s, "Text.");
  value(await createDraft(s.deps, s.organizer, s.process, "0.2"));
  const announcedBefore = s.deps.announced.length;
  expect(refusal(await publish(await versionOf(s, "0.2")))).toBe("invalid");
  expect(await findDraft(s.deps, s.process, "0.2", false)).toBeNull();
  expect(await findDraft(s.deps, s.process, "0.1", false)).toMatchObject({ state: "published" });
  expect(s.deps.announced).toHaveLength(announcedBefore);
});

test("Of two who publish at once one does, and the version before is superseded once", async () => {
  await firstVersion(s, "Text.");
  const draft = await begun(s, "0.2");
  const done = await atOnce(3, () => publish(draft, new Date(clock.now().getTime() + days(1))));
  expect(done.filter(({ ok }) => ok)).toHaveLength(1);
  for (const one of done) if (!one.ok) expect(refusal(one)).toBe("draft_published");
  expect(await versionOf(s, "0.1")).toMatchObject({ state: "superseded" });
});

describe("a checklist that departs from the votes", () => {
  let draft: DraftRow;
  beforeEach(async () => {
    await announced(s, await counted(s, await votedOn(s)));
    draft = await begun(s, "0.1");
    await written(s, draft, "Text.");
  });

  test("needs a public reason for each departure before its version is published", async () => {
    const items = [item("weights", "required")];
    value(await listing(s, draft, items, { "training-data": "Not yet." }));
    expect(refusal(await publish(draft))).toBe("reason_missing");
    value(await listing(s, draft, items, { weights: "So it works.", "training-data": "Not yet." }));
    value(await publish(draft));
  });

  test("needs none where it follows them", async () => {
    value(await listing(s, draft, [item("training-data", "required"), item("weights", "optional")]));
    value(await publish(draft));
  });

  test("no longer changes once its version is published", async () => {
    value(await listing(s, draft, [item("training-data", "required")]));
    value(await publish(draft));
    expect(refusal(await listing(s, draft, []))).toBe("draft_published");
    expect((await checklistOf(s, draft)).items).toEqual([item("training-data", "required")]);
  });
});

test("What changed can be said until a version is published, and not after", async () => {
  const draft = await begun(s, "0.1");
  await written(s, draft, "Text.");
  value(await editNote(s.deps, draft, plain("All is new.")));
  value(await publish(draft));
  expect(refusal(await editNote(s.deps, draft, plain("Nothing is new.")))).toBe("draft_published");
  expect((await versionOf(s, "0.1")).note).toEqual(plain("All is new."));
});

test("Beginning, arranging and publishing are written down with the version's label", async () => {
  const draft = await begun(s, "0.1");
  const [clause] = await written(s, draft, "One and two.");
  await parted(s, draft, clause as never, "and");
  await joinedUp(s, draft, clause as never);
  clock.forward(minutes(1));
  value(await publish(draft));
  const { lines } = await readAudit(s.deps, s.process.id, null);
  expect(lines[0]).toMatchObject({ action: "draft.published", subject: "0.1", who: s.organizer.email });
  const actions = lines.filter(({ subject }) => subject === "0.1").map(({ action }) => action);
  expect(new Set(actions)).toEqual(new Set(["draft.begun", "draft.arranged", "draft.published"]));
});

test("What was translated or reviewed in the published version meanwhile is carried where the source is the same", async () => {
  const { draft, clauses } = await firstVersion(s, "One.", "Two.", "Three.", "Four.");
  const [one, two, three, four] = clauses as [ClauseId, ClauseId, ClauseId, ClauseId];
  await inFrench(s, draft, three, "Trois.", { isReviewed: false });
  const next = await begun(s, "0.2");
  await reworded(s, next, two, "Two, another.");
  clock.forward(1000);
  await inFrench(s, draft, one, "Un.");
  await inFrench(s, draft, two, "Deux.");
  await inFrench(s, draft, three, "Trois !", { revision: 1 });
  await inFrench(s, next, four, "Quatre.");
  await inFrench(s, draft, four, "IV.", { isReviewed: false });
  await released(s, next);
  const rows = (await translationsOf(s.deps, next.id)).filter(({ language }) => language === "fr");
  const byUnit = new Map(rows.map((row) => [row.unitId, [row.texts.body, row.state]]));
  expect(byUnit.get(one)).toEqual(["Un.", "reviewed"]);
  expect(byUnit.get(two)).toBeUndefined();
  expect(byUnit.get(three)).toEqual(["Trois !", "reviewed"]);
  expect(byUnit.get(four)).toEqual(["Quatre.", "reviewed"]);
});

test("No version is made final while people take positions on it: that waits until its approval has closed", async () => {
  const { draft } = await firstVersion(s, "One.");
  const row = await openedApproval(s, draft.label);
  value(await takeSnapshot(s.deps, s.organizer, s.process, { draft: draft.label, meeting: "A meeting" }));
  const decide = () =>
    recordDecision(s.deps, s.organizer, s.process, {
      snapshot: 1,
      decision: "approved",
      reasons: "It is ready.",
      decidedBy: "The board",
      decidedOn: "2025-01-01",
    });
  expect(refusal(await decide())).toBe("approval_open");
  expect(await versionOf(s, draft.label)).toMatchObject({ state: "published" });
  await closedApproval(s, row);
  value(await decide());
  expect(await versionOf(s, draft.label)).toMatchObject({ state: "final" });
});

test("The comment window of a version ends when a newer one takes its place", async () => {
  const { draft } = await firstVersion(s, "One.");
  await released(s, await begun(s, "0.2"));
  const before = await versionOf(s, draft.label);
  expect(before.state).toBe("superseded");
  expect(before.commentsUntil?.getTime()).toBe(clock.now().getTime());
});

describe("a large version with many comments", () => {
  const task = "placing comments in a version";
  const placesIn = async (draft: DraftRow) =>
    s.deps.db.select().from(commentPlaces).where(eq(commentPlaces.draftId, draft.id));
  async function commentedVersion() {
    const bodies = Array.from(
      { length: 12 },
      (_, at) => `Clause ${at} says that data set ${at} is open to all.`,
    );
    const { draft, clauses } = await firstVersion(s, ...bodies);
    for (const [at, clause] of clauses.entries()) {
      const quote = `data set ${at}`;
      const start = (bodies[at] ?? "").indexOf(quote);
      await commented(s, s.participant, draft, { clause, quote, start, end: start + quote.length });
    }
    const next = await begun(s, "0.2");
    for (const clause of clauses)
      await reworded(s, next, clause, "Here and there it says: data sets are open.");
    value(await editNote(s.deps, next, plain("Reworded.")));
    return next;
  }

  test("has its comments placed by heavy work before the process is locked; under the lock they are looked up", async () => {
    const next = await commentedVersion();
    const asked: string[] = [];
    // Whatever the thread finds is what stands: nothing is looked for again under the lock.
    const work: typeof s.deps.work = async (one, input) => {
      asked.push(one.name);
      const { asked: passages } = input as { asked: readonly unknown[] };
      return passages.map(() => null) as never;
    };
    const deps = { ...s.deps, work };
    value(await publishDraft(deps, s.organizer, s.process, next, new Date(clock.now().getTime() + days(7))));
    expect(asked).toEqual([task]);
    expect(new Set((await placesIn(next)).map(({ match }) => match))).toEqual(new Set(["gone"]));
  });

  test("has them placed as without it, and what changed meanwhile is looked for anew", async () => {
    const next = await commentedVersion();
    const plainly = new Map((await placesIn(next)).map((row) => [row.commentId, row]));
    expect(plainly.size).toBe(0);
    const work: typeof s.deps.work = async (one, input, portions) => {
      const found = await s.deps.work(one, input, portions);
      const [first] = await clauseRows(s.deps.db, next.id);
      await reworded(s, next, first?.clauseId as ClauseId, "Clause 0 says that data set 0 is open to all.");
      return found;
    };
    const until = new Date(clock.now().getTime() + days(7));
    value(await publishDraft({ ...s.deps, work }, s.organizer, s.process, next, until));
    const places = await placesIn(next);
    expect(places).toHaveLength(12);
    expect(places.filter(({ match }) => match === "exact")).toHaveLength(1);
  });
});
