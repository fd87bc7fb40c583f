import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { commentCounts, commentsIn, lostComments } from "~/features/comments/services/readComments.server";
import { clauseCode } from "~/features/drafts/domain/shortLink";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { judgePlace, placeByHand } from "~/features/evidence/services/places.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import type { ClauseId } from "~/kernel/ids";
import {
  anyone,
  begun,
  commented,
  disposed,
  firstVersion,
  inFrench,
  joinedUp,
  parted,
  released,
  reworded,
  threadOf,
  written,
} from "~tests/support/comments";
import { refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const data =
  "Whoever receives the system gets a description of all data it learned from, in enough detail to build a system that is much like it.";
const code =
  "The complete source code that was used to train and run the system is there, under a licence that lets everyone change it.";

let db: TestDb;
let s: Scenario;
let draft: DraftRow;
let onData: ClauseId;
let onCode: ClauseId;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 0 });
  const first = await firstVersion(s, data, code);
  draft = first.draft;
  [onData, onCode] = first.clauses as [ClauseId, ClauseId];
});
afterAll(() => db.close());

const said = async (clause: ClauseId | null, quote = "") =>
  (await commented(s, s.participant, draft, { clause, quote, stance: "oppose" })).id;
const remove = async (version: DraftRow, clause: ClauseId) =>
  value(await arrangeClauses(s.deps, s.organizer, version, { kind: "remove", clause }));

/** Where the comments stand in a version: clause, passage and how sure that is. */
async function placesIn(version: DraftRow) {
  const { comments } = await commentsIn(s.deps, version, anyone, {}, { after: null, size: 100 });
  const places = comments.map(({ id, clause, anchor, place }) => {
    const { match, confidence = 0 } = place ?? {};
    return [id, { clause, quote: anchor?.exact ?? "", match, confidence }] as const;
  });
  return Object.fromEntries(places);
}

const lostIn = async (version: DraftRow) => (await lostComments(s.deps, version, anyone)).map(({ id }) => id);

test("A comment follows its words to another place of the clause, and its clause to another place of the text", async () => {
  const id = await said(onData, "a description of all data it learned from");
  const next = await begun(s, "0.2");
  await reworded(s, next, onData, `To begin with a longer sentence.\n\n${data}`);
  value(await arrangeClauses(s.deps, s.organizer, next, { kind: "move", clause: onData, by: "down" }));
  const version = await released(s, next);
  const { comments } = await commentsIn(s.deps, version, anyone, {}, { after: null, size: 10 });
  expect(comments).toMatchObject([
    { id, label: "0.1", number: 1, clause: onData, place: { match: "exact" } },
  ]);
  const anchor = there(comments[0]?.anchor);
  const plain = `To begin with a longer sentence.\n${data}`;
  expect(plain.slice(anchor.start, anchor.end)).toBe("a description of all data it learned from");
});

test("On words that were changed a comment stands approximately, with a confidence, for a person to judge", async () => {
  const id = await said(onData, "gets a description of all data it learned from");
  const next = await begun(s, "0.2");
  await reworded(
    s,
    next,
    onData,
    data.replace("a description of all data", "a good description of the data"),
  );
  const version = await released(s, next);
  const place = there((await placesIn(version))[id]);
  expect(place).toMatchObject({
    clause: onData,
    quote: "gets a good description of the data it learned from",
    match: "approximate",
  });
  expect(place.confidence).toBeGreaterThan(650);
  expect(place.confidence).toBeLessThan(1000);
});

test("A comment on a whole clause or on the whole version goes where the clause and the version go", async () => {
  const [whole, all] = [await said(onCode), await said(null)];
  const next = await begun(s, "0.2");
  await reworded(s, next, onCode, "Nothing of what stood here is left.");
  const places = await placesIn(await released(s, next));
  expect(places[whole]).toMatchObject({ clause: onCode, match: "exact", confidence: 1000 });
  expect(places[all]).toMatchObject({ clause: null, match: "exact" });
});

test("What was said of words or a clause that are gone is on the list of those", async () => {
  const passage = await said(onData, "in enough detail to build a system that is much like it");
  const whole = await said(onCode);
  const next = await begun(s, "0.2");
  await reworded(s, next, onData, "Data is described.");
  await remove(next, onCode);
  const version = await released(s, next);
  expect(await placesIn(version)).toEqual({});
  expect(await lostIn(version)).toEqual([passage, whole]);
  expect((await threadOf(s, whole)).places).toMatchObject([{ label: "0.2", match: "gone", clauseId: null }]);
});

test("Words that come back a version later have their comments again", async () => {
  const id = await said(onData, "a description of all data");
  const next = await begun(s, "0.2");
  await reworded(s, next, onData, "We are still thinking about it.");
  expect(await lostIn(await released(s, next))).toEqual([id]);
  const later = await begun(s, "0.3");
  await reworded(s, later, onData, data);
  const version = await released(s, later);
  expect((await placesIn(version))[id]).toMatchObject({ clause: onData, match: "exact" });
  expect(await lostIn(version)).toEqual([]);
});

test("When a clause is split, a comment goes with its words into the part that has them", async () => {
  const [front, back] = [await said(onData, "receives the system"), await said(onData, "much like it")];
  const whole = await said(onData);
  const next = await begun(s, "0.2");
  const second = await parted(s, next, onData, "in enough detail");
  const version = await released(s, next);
  const places = await placesIn(version);
  expect(places[front]).toMatchObject({ clause: onData, match: "exact" });
  expect(places[back]).toMatchObject({ clause: second, quote: "much like it", match: "exact" });
  expect(places[whole]).toMatchObject({ clause: onData, match: "exact" });
  expect((await commentCounts(s.deps, version)).byClause).toEqual({ [onData]: 2, [second]: 1 });
});

test("When clauses are merged, comments on the second go to the first: its words surely, the clause as a guess", async () => {
  const passage = await said(onCode, "a licence that lets everyone change it");
  const whole = await said(onCode);
  const next = await begun(s, "0.2");
  await joinedUp(s, next, onData);
  const places = await placesIn(await released(s, next));
  expect(places[passage]).toMatchObject({ clause: onData, match: "exact" });
  expect(places[whole]).toMatchObject({ clause: onData, match: "approximate", confidence: 500 });
});

test("A comment stays with the clause that took its own in, also in the versions after that", async () => {
  const whole = await said(onCode);
  const begins = await said(onCode, "The complete source code");
  const merging = await begun(s, "0.2");
  await joinedUp(s, merging, onData);
  const merged = await released(s, merging);
  expect((await placesIn(merged))[begins]?.match).toBe("approximate");
  for (const label of ["0.3", "0.4"]) {
    const version = await released(s, await begun(s, label));
    const places = await placesIn(version);
    expect(places[whole]).toMatchObject({ clause: onData, match: "approximate" });
    expect(places[begins]).toMatchObject({ clause: onData, quote: "The complete source code" });
    expect(await lostIn(version)).toEqual([]);
  }
});

test("A comment stays with the part that was split off, also in the versions after that", async () => {
  const id = await said(onData, "in enough detail to build");
  const splitting = await begun(s, "0.2");
  const second = await parted(s, splitting, onData, "in enough detail");
  expect((await placesIn(await released(s, splitting)))[id]?.clause).toBe(second);
  const version = await released(s, await begun(s, "0.3"));
  expect((await placesIn(version))[id]).toMatchObject({ clause: second, quote: "in enough detail to build" });
});

test("Settled comments stay behind; open, deferred and hidden ones move", async () => {
  const [open, deferred, rejected, hidden] = [
    await said(onData, "a description"),
    await said(onData, "much like it"),
    await said(onCode, "complete"),
    await said(onCode),
  ];
  await disposed(s, deferred, "deferred");
  await disposed(s, rejected, "rejected");
  value(await hideComment(s.deps, s.organizer, s.process, hidden, { reason: "It sells." }));
  const version = await released(s, await begun(s, "0.2"));
  expect(Object.keys(await placesIn(version)).sort()).toEqual([open, deferred, hidden].sort());
  const counts = await commentCounts(s.deps, version);
  expect(counts).toMatchObject({ total: 2, openObjections: 1, byState: { open: 1, awaiting: 1 } });
  expect(Object.keys(await placesIn(draft))).toHaveLength(4);
});

test("What a person has judged right is where the comment goes on from, and what is wrong is lost; each once", async () => {
  const [right, wrong] = [
    await said(onData, "gets a description of all data it learned from"),
    await said(onCode, "that was used to train and run the system"),
  ];
  const next = await begun(s, "0.2");
  await reworded(
    s,
    next,
    onData,
    data.replace("a description of all data", "a good description of the data"),
  );
  await reworded(s, next, onCode, code.replace("was used to train and run", "is needed to train or run"));
  const version = await released(s, next);
  const judge = (id: typeof right, verdict: "right" | "wrong") =>
    judgePlace(s.deps, s.organizer, s.process, id, { draftLabel: "0.2", verdict });
  value(await judge(right, "right"));
  value(await judge(wrong, "wrong"));
  for (const id of [right, wrong])
    for (const verdict of ["right", "wrong"] as const)
      expect(refusal(await judge(id, verdict))).toBe("not_found");
  expect(await lostIn(version)).toEqual([wrong]);
  const later = await released(s, await begun(s, "0.3"));
  expect((await placesIn(later))[right]).toMatchObject({
    quote: "gets a good description of the data it learned from",
    match: "exact",
  });
  expect(await lostIn(later)).toEqual([wrong]);
});

test("A comment whose text is gone is put where it belongs by the address of a clause or of words, and goes on from there", async () => {
  const id = await said(onCode);
  const next = await begun(s, "0.2");
  await remove(next, onCode);
  const version = await released(s, next);
  const put = (link: string, draft = "0.2") =>
    placeByHand(s.deps, s.organizer, s.process, id, { draft, link });
  const { slug } = s.process;
  const clause = clauseCode(onData);
  for (const link of [
    "https://codraft.example/somewhere",
    `/p/another/c/${clause}/0.2`,
    `/p/${slug}/c/${clause}/0.1`,
    `/p/${slug}/c/${clauseCode(onCode)}/0.2`,
    `/p/${slug}/c/${clause}/0.2/3-99999`,
    `/p/${slug}/drafts/0.1/clauses/${onData}`,
    `/p/another/drafts/0.2/clauses/${onData}`,
    `/p/${slug}/drafts/0.2/clauses/${onCode}`,
  ])
    expect(refusal(await put(link))).toBe("invalid");
  expect(await lostIn(version)).toEqual([id]);
  value(await put(`https://codraft.example/fr/p/${slug}/c/${clause}/0.2`));
  expect(await lostIn(version)).toEqual([]);
  // The address of the clause's page does as well. A mistake is mended by putting it elsewhere.
  value(await put(`https://codraft.example/ar/p/${slug}/drafts/0.2/clauses/${onData}#write`));
  const start = data.indexOf("a description");
  value(await put(`/p/${slug}/c/${clause}/0.2/${start}-${start + "a description".length}`));
  expect((await placesIn(version))[id]).toMatchObject({ clause: onData, quote: "a description" });
  const later = await released(s, await begun(s, "0.3"));
  expect((await placesIn(later))[id]).toMatchObject({ quote: "a description", match: "exact" });
  expect(refusal(await put(`/p/${slug}/c/${clause}/0.3`, "0.3"))).toBe("not_found");
});

test("Only an approximate place is judged", async () => {
  const [exact, gone] = [await said(onData, "a description"), await said(onCode)];
  const next = await begun(s, "0.2");
  await remove(next, onCode);
  await released(s, next);
  for (const id of [exact, gone])
    expect(
      refusal(await judgePlace(s.deps, s.organizer, s.process, id, { draftLabel: "0.2", verdict: "wrong" })),
    ).toBe("not_found");
  expect(
    refusal(await judgePlace(s.deps, s.organizer, s.process, exact, { draftLabel: "0.9", verdict: "wrong" })),
  ).toBe("not_found");
});

test("A comment on a translated passage moves in its language, also while another wording waits for a review", async () => {
  await inFrench(s, draft, onData, "Une description de toutes les données utilisées.");
  const french = { clause: onData, quote: "toutes les données", shownIn: "fr", language: "fr" } as const;
  const { id } = await commented(s, s.participant, draft, french);
  const waiting = await begun(s, "0.2");
  const made = "Tout autre chose, à relire par une autre personne.";
  await inFrench(s, waiting, onData, made, { revision: 1, isReviewed: false });
  const same = await released(s, waiting);
  expect((await placesIn(same))[id]).toMatchObject({ quote: "toutes les données", match: "exact" });
});

test("A comment on a translated passage goes with its clause when that is merged and not translated anew", async () => {
  await inFrench(s, draft, onCode, "Le code complet, sous une licence ouverte.");
  const french = { clause: onCode, quote: "une licence ouverte", shownIn: "fr" } as const;
  const { id } = await commented(s, s.participant, draft, french);
  const next = await begun(s, "0.2");
  await joinedUp(s, next, onData);
  expect((await placesIn(await released(s, next)))[id]).toMatchObject({
    clause: onData,
    match: "approximate",
  });
});

test("No open objection disappears: through every change of the text it stands in the version or is listed as lost", async () => {
  const passages = ["", "Whoever receives", "a description of all data", "in enough detail", "much like it."];
  const made = [await said(null)];
  for (const quote of passages) made.push(await said(onData, quote));
  for (const quote of ["", "The complete source code", "train and run", "under a licence"])
    made.push(await said(onCode, quote));
  const steps: ((version: DraftRow) => Promise<unknown>)[] = [
    (version) => parted(s, version, onData, "in enough detail"),
    (version) => reworded(s, version, onCode, code.replace("complete source code", "whole program")),
    (version) => joinedUp(s, version, onData),
    (version) => joinedUp(s, version, onData),
    async (version) => {
      await written(s, version, "Something quite different.");
      await remove(version, onData);
    },
  ];
  for (const [at, step] of steps.entries()) {
    const next = await begun(s, `0.${at + 2}`);
    await step(next);
    const version = await released(s, next);
    const listed = [...Object.keys(await placesIn(version)), ...(await lostIn(version))];
    expect(listed.sort()).toEqual([...made].sort());
  }
});
