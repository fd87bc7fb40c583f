import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addComment } from "~/features/comments/services/addComment.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { translationState, translationsOf } from "~/features/drafts/services/translations.server";
import { disposeOf } from "~/features/evidence/services/dispose.server";
import { evidenceOf } from "~/features/evidence/services/evidence.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { decideMany } from "~/features/suggestions/services/decideMany.server";
import { takePosition } from "~/features/suggestions/services/takePosition.server";
import { undoAccepted } from "~/features/suggestions/services/undoAccepted.server";
import { withdrawSuggestion } from "~/features/suggestions/services/withdrawSuggestion.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { commentPlaces, dispositions } from "~db/schema/comments";
import { translations } from "~db/schema/drafts";
import { carriedOut } from "~db/schema/suggestions";
import {
  begun,
  firstVersion,
  inFrench,
  released,
  reworded,
  saying,
  threadOf,
  versionOf,
} from "~tests/support/comments";
import { readIn } from "~tests/support/drafts";
import { type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { bodyOf, deciding, rowOf, suggested } from "~tests/support/suggestions";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
const text = "People may use the system, and study how it works.";
let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let clause: ClauseId;
let other: ClauseId;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await readIn(testDeps(db, { now: clock.now }), "fr");
  const first = await firstVersion(s, text, "All code is open.");
  draft = first.draft;
  clause = there(first.clauses[0]);
  other = there(first.clauses[1]);
});
afterAll(() => db.close());

const anyone = text.replace("People", "Anyone");
const told = async (person: Person, kind: string) =>
  (await readNotices(s.deps, person, "en")).notices.filter((one) => one.kind === kind).length;

test("What is suggested is stored as the words that change, where they stand", async () => {
  const id = await suggested(s, s.participant, draft, clause, text.replace("use", "run"));
  const row = await rowOf(s, id);
  expect(row.patch).toEqual([{ start: 11, removed: "use", added: "run" }]);
  expect(row.anchor).toMatchObject({ exact: "use", start: 11, end: 14, language: "en" });
  const added = await suggested(s, s.participant, draft, clause, text.replace("study", "study freely"));
  expect((await rowOf(s, added)).anchor).toMatchObject({ exact: "study" });
});

test("Nothing is suggested by the same words, nor of a clause that is not there", async () => {
  const suggest = (more: object) =>
    addComment(s.deps, s.participant, s.process, draft, saying({ clause, ...more }));
  expect(refusal(await suggest({ proposal: text }))).toBe("invalid");
  expect(refusal(await suggest({ clause: s.deps.newId(), proposal: "x" }))).toBe("not_found");
});

test("One that is accepted is written into the working version, with all that belongs to it", async () => {
  const id = await suggested(s, s.participant, draft, clause, anyone);
  expect(refusal(await deciding(s, id))).toBe("no_working_version");
  await inFrench(s, draft, clause, "Chacun peut utiliser le système.");
  const next = await begun(s, "0.2");
  await reworded(s, next, clause, text.replace("works", "works inside"));
  value(await deciding(s, id));
  expect(await bodyOf(s, next, clause)).toBe(anyone.replace("works", "works inside"));
  expect(await bodyOf(s, draft, clause)).toBe(text);
  expect((await threadOf(s, id)).view.disposition).toMatchObject({
    decision: "accepted",
    draftId: next.id,
    clauseId: clause,
  });
  expect(await evidenceOf(s.deps.db, [next.id])).toMatchObject([{ clauseId: clause, commentId: id }]);
  expect(await told(s.participant, "disposition")).toBe(1);
  // Both who translated and who reviewed decide here; the translator is the organizer, who is told nothing of their own act.
  const [french] = await translationsOf(s.deps, next.id);
  const source = { heading: "", body: await bodyOf(s, next, clause) };
  expect(translationState(french, source)).toBe("stale");
  expect(french?.texts.body).toBe("Chacun peut utiliser le système.");
  expect(refusal(await deciding(s, id))).toBe("already_decided");
});

test("Its author, those who took a position and who translated the clause are told what became of it, and so they are when it is taken back", async () => {
  s = await scenario(s.deps, { members: 1 });
  const made = await firstVersion(s, text, "All code is open.");
  const [first] = made.clauses as [ClauseId, ClauseId];
  const [author, supporter, objector, editor] = [
    s.participant,
    s.facilitator,
    there(s.members.alpha[0]),
    s.organizer,
  ];
  const id = await suggested(s, author, made.draft, first, anyone);
  const weigh = (person: Person, stance: "support" | "oppose") =>
    takePosition(s.deps, person, s.process, id, { stance, language: "en", reason: "It matters." });
  value(await weigh(supporter, "support"));
  value(await weigh(objector, "oppose"));
  await inFrench(s, made.draft, first, "Chacun peut utiliser le système.");
  const next = await begun(s, "0.2");
  await s.deps.db
    .update(translations)
    .set({ translatorId: objector.id })
    .where(eq(translations.scopeId, next.id));
  const counts = async (kind: string) =>
    Promise.all([author, supporter, objector, editor].map((person) => told(person, kind)));
  value(await deciding(s, id));
  expect(await counts("disposition")).toEqual([1, 0, 0, 0]);
  expect(await counts("suggestion-decided")).toEqual([0, 1, 1, 0]);
  expect(await counts("translation-stale")).toEqual([0, 0, 1, 0]);
  value(await undoAccepted(s.deps, editor, s.process, [id]));
  expect(await counts("suggestion-undone")).toEqual([1, 1, 1, 0]);
  // Put off, with a reason, is something to be told as well.
  value(await deciding(s, id, { decision: "deferred", reason: "After the summer." }));
  expect(await counts("suggestion-decided")).toEqual([0, 2, 2, 0]);
  expect((await threadOf(s, id)).view.disposition).toMatchObject({
    decision: "deferred",
    reason: "After the summer.",
  });
});

test("One undo takes it back, and leaves what was written elsewhere", async () => {
  const id = await suggested(s, s.participant, draft, clause, anyone);
  const next = await begun(s, "0.2");
  value(await deciding(s, id));
  await reworded(s, next, clause, anyone.replace("works", "works inside"));
  value(await undoAccepted(s.deps, s.organizer, s.process, [id]));
  expect(await bodyOf(s, next, clause)).toBe(text.replace("works", "works inside"));
  expect((await threadOf(s, id)).view.state).toBe("open");
  expect(await evidenceOf(s.deps.db, [next.id])).toEqual([]);
  expect(await told(s.participant, "suggestion-undone")).toBe(1);
  expect(refusal(await undoAccepted(s.deps, s.organizer, s.process, [id]))).toBe("not_found");
  value(await deciding(s, id));
  await reworded(s, next, clause, "Everybody may.");
  expect(refusal(await undoAccepted(s.deps, s.organizer, s.process, [id]))).toBe("suggestion_conflicts");
  await released(s, await versionOf(s, "0.2"));
  expect(refusal(await undoAccepted(s.deps, s.organizer, s.process, [id]))).toBe("no_working_version");
});

test("It is accepted with changes as the text that the editor read and gave", async () => {
  const id = await suggested(s, s.participant, draft, clause, anyone);
  const next = await begun(s, "0.2");
  await reworded(s, next, clause, "Persons may use it.");
  expect(refusal(await deciding(s, id))).toBe("suggestion_conflicts");
  const changed = { decision: "accepted-with-changes", text: "Everybody may use it." } as const;
  expect(refusal(await deciding(s, id, { ...changed, revision: 1 }))).toBe("edited_meanwhile");
  const revision = 2;
  expect(refusal(await deciding(s, id, { ...changed, text: "Persons may use it.", revision }))).toBe(
    "nothing_left",
  );
  value(await deciding(s, id, { ...changed, revision }));
  expect(await bodyOf(s, next, clause)).toBe("Everybody may use it.");
});

test.each(["rejected", "deferred", "out-of-scope"] as const)("%s leaves the text alone", async (decision) => {
  const id = await suggested(s, s.participant, draft, clause, anyone);
  value(await deciding(s, id, { decision, reason: "Not now." }));
  expect((await threadOf(s, id)).view.disposition).toMatchObject({ decision, clauseId: null });
  // What was put off is decided later.
  const again = await deciding(s, id, { decision: "rejected" });
  expect(again.ok).toBe(decision === "deferred");
});

test("Nobody says that one was accepted without the change that carries it out", async () => {
  const id = await suggested(s, s.participant, draft, clause, anyone);
  const carriedOutIn = { draft: "0.1", clause };
  const said = { decision: "accepted", reason: "Yes.", carriedOut: carriedOutIn } as const;
  expect(refusal(await disposeOf(s.deps, s.organizer, s.process, id, said))).toBe("invalid");
  const now = s.deps.now();
  const row = { id: s.deps.newId(), commentId: id, decision: "accepted", reason: "Yes." } as const;
  await expect(
    s.deps.db.transaction((tx) => tx.insert(dispositions).values({ ...row, at: now, answerBy: now })),
  ).rejects.toThrow("without the change that carries it out");
  const withdrawn = { ...row, decision: "withdrawn", at: now, answerBy: now } as const;
  await s.deps.db.insert(dispositions).values(withdrawn);
  await expect(
    s.deps.db.update(dispositions).set({ decision: "accepted" }).where(eq(dispositions.id, row.id)),
  ).rejects.toThrow();
});

test("Several are accepted at once where they do not touch, all or none", async () => {
  const one = await suggested(s, s.participant, draft, clause, anyone);
  const two = await suggested(s, s.participant, draft, clause, text.replace("study", "see"));
  const rival = await suggested(s, s.participant, draft, clause, text.replace("study", "examine"));
  const next = await begun(s, "0.2");
  const decide = (chosen: CommentId[], decision: "accepted" | "rejected" = "accepted") =>
    decideMany(s.deps, s.organizer, s.process, { chosen, decision, reason: "All of them." });
  expect(refusal(await decide([]))).toBe("invalid");
  expect(refusal(await decide([one, two, rival]))).toBe("suggestions_touch");
  expect(await bodyOf(s, next, clause)).toBe(text);
  expect(value(await decide([two, one]))).toEqual({ count: 2 });
  expect(await bodyOf(s, next, clause)).toBe(anyone.replace("study", "see"));
  expect(refusal(await decide([rival]))).toBe("suggestion_conflicts");
  value(await decide([rival], "rejected"));
  value(await undoAccepted(s.deps, s.organizer, s.process, [one]));
  expect(await bodyOf(s, next, clause)).toBe(text.replace("study", "see"));
});

test("Several that were accepted are taken back by one undo, all or none, also of several clauses", async () => {
  const ids = [
    await suggested(s, s.participant, draft, clause, anyone),
    await suggested(s, s.participant, draft, clause, text.replace("study", "see")),
    await suggested(s, s.participant, draft, other, "All code and data are open."),
  ];
  const [first, second, third] = ids as [CommentId, CommentId, CommentId];
  const next = await begun(s, "0.2");
  const accept = () =>
    decideMany(s.deps, s.organizer, s.process, { chosen: ids, decision: "accepted", reason: "Yes." });
  const undo = (some: readonly CommentId[]) => undoAccepted(s.deps, s.organizer, s.process, some);
  const texts = async () => [await bodyOf(s, next, clause), await bodyOf(s, next, other)];
  value(await accept());
  const accepted = [anyone.replace("study", "see"), "All code and data are open."];
  expect(await texts()).toEqual(accepted);
  // One that was taken back already takes none of the others along.
  value(await undo([third]));
  expect(refusal(await undo(ids))).toBe("not_found");
  expect(await texts()).toEqual([accepted[0], "All code is open."]);
  value(await undo([second, first]));
  expect(await texts()).toEqual([text, "All code is open."]);
  value(await accept());
  await reworded(s, next, other, "All is open.");
  expect(refusal(await undo(ids))).toBe("suggestion_conflicts");
  expect(await texts()).toEqual([accepted[0], "All is open."]);
});

test("Its author withdraws it while nobody has decided on it", async () => {
  const id = await suggested(s, s.participant, draft, clause, anyone);
  const withdraw = (who: Person) =>
    withdrawSuggestion(s.deps, who, s.process, id, { reason: "I was wrong." });
  expect(refusal(await withdraw(s.organizer))).toBe("not_found");
  value(await withdraw(s.participant));
  expect((await threadOf(s, id)).view.disposition).toMatchObject({ decision: "withdrawn" });
  expect(refusal(await withdraw(s.participant))).toBe("already_decided");
  await released(s, await begun(s, "0.2"));
  expect(await s.deps.db.select().from(commentPlaces).where(eq(commentPlaces.commentId, id))).toEqual([]);
});

test("It moves along with the text, and says where it is in conflict with it", async () => {
  const moves = await suggested(s, s.participant, draft, clause, text.replace("study", "see"));
  const conflicts = await suggested(s, s.participant, draft, clause, anyone);
  const next = await begun(s, "0.2");
  await reworded(s, next, clause, `Note. ${text.replace("People", "All people")}`);
  const second = await released(s, next);
  const places = await s.deps.db.select().from(commentPlaces).where(eq(commentPlaces.draftId, second.id));
  const placeOf = (id: CommentId) => places.find(({ commentId }) => commentId === id);
  expect(placeOf(moves)).toMatchObject({
    match: "exact",
    patch: [{ start: 41, removed: "study", added: "see" }],
    anchor: { exact: "study", start: 41 },
  });
  expect(placeOf(conflicts)?.patch).toBeNull();
  const third = await begun(s, "0.3");
  value(await deciding(s, moves));
  expect(await bodyOf(s, third, clause)).toContain("and see how");
});

test("A wording that was proposed before there were suggestions is read word by word", async () => {
  const id = await suggested(s, s.participant, draft, clause, anyone);
  await s.deps.db.execute(sql`update comments set patch = jsonb_build_array(jsonb_build_object(
    'start', 0, 'removed', ${text}::text, 'added', ${anyone}::text)) where id = ${id}`);
  const next = await begun(s, "0.2");
  await reworded(s, next, clause, text.replace("works", "works inside"));
  value(await deciding(s, id));
  expect(await bodyOf(s, next, clause)).toBe(anyone.replace("works", "works inside"));
  const [done] = await s.deps.db.select().from(carriedOut).where(eq(carriedOut.commentId, id));
  expect(done?.patch).toEqual([{ start: 0, removed: "People", added: "Anyone" }]);
});
