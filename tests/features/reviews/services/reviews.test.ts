import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { clauseRows } from "~/features/drafts/services/findDraft.server";
import { cite, evidenceOf } from "~/features/evidence/services/evidence.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { resultNames } from "~/features/results/services/resultPage.server";
import { reviewRuleHash } from "~/features/reviews/domain/ruleHash";
import { ownCells } from "~/features/reviews/services/cells/ownCells.server";
import { conclusionsAsCsv, readReviewFile } from "~/features/reviews/services/cells/reviewFiles.server";
import { systemChanges } from "~/features/reviews/services/cells/systemChanges.server";
import {
  answerRequest,
  askDocuments,
  closeRequest,
  requestsPage,
  resendRequest,
} from "~/features/reviews/services/documentRequests.server";
import { findSystem, type SystemRow } from "~/features/reviews/services/findSystem.server";
import { newestPublished, reviewedVersions } from "~/features/reviews/services/reviewedVersions.server";
import { importCells, saveRow } from "~/features/reviews/services/saveCells.server";
import { saveSystem, setReviewRule, systemShown } from "~/features/reviews/services/saveSystem.server";
import { settleCell, unsettleCell } from "~/features/reviews/services/settle.server";
import { systemPage } from "~/features/reviews/services/systemPage.server";
import { systemsAt } from "~/features/reviews/services/systemsAt.server";
import {
  decideReview,
  ownReview,
  volunteer,
  withdrawReview,
} from "~/features/reviews/services/volunteer.server";
import { addTopic } from "~/features/threads/services/addTopic.server";
import { versionOf } from "~/platform/version.server";
import { notices } from "~db/schema/notices";
import { auditLog } from "~db/schema/processes";
import { documentRequests, reviewCells, settledCells } from "~db/schema/reviews";
import { pageOf } from "~tests/http/support/page";
import { draftCalled, published } from "~tests/support/draftScenario";
import {
  asking,
  boardAt,
  cellsCsvAt,
  confirmed,
  fill,
  row,
  systemCalled,
  systemInput,
  verdictAt,
} from "~tests/support/reviews";
import {
  type Person,
  processRow,
  refusal,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let system: SystemRow;
let one: Person;
let two: Person;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 2 });
  const draft = await published(s, "1.0");
  await asking(s, draft, { weights: ["required", "OSI"], "training-data": ["optional", "any"] });
  system = await systemCalled(s, "owl");
  [one, two] = s.members.alpha as [Person, Person];
});

describe("the registry", () => {
  test("has each system once, and keeps the key of one that is changed", async () => {
    expect(refusal(await saveSystem(s.deps, s.organizer, s.process, "en", systemInput("owl")))).toBe(
      "already_exists",
    );
    const changed = { ...systemInput("hawk", "owl"), maker: "Another maker" };
    expect(value(await saveSystem(s.deps, s.organizer, s.process, "en", changed))).toEqual({ key: "owl" });
    expect((await boardAt(s, "1.0")).map((state) => [state.system.key, state.system.maker])).toEqual([
      ["owl", "Another maker"],
    ]);
  });

  test("keeps what somebody stored while another had the form of a system open", async () => {
    const save = (maker: string, seen: string) =>
      saveSystem(s.deps, s.organizer, s.process, "en", { ...systemInput("owl", "owl"), maker, seen });
    const opened = versionOf(systemShown(system, "en"));
    value(await save("One maker", opened));
    expect(refusal(await save("Another maker", opened))).toBe("edited_meanwhile");
    const now = there(await findSystem(s.deps, s.process, "owl"));
    expect(now.maker).toBe("One maker");
    value(await save("Another maker", versionOf(systemShown(now, "en"))));
  });

  test("can be cited by clauses, and topics can be about a system", async () => {
    value(await createDraft(s.deps, s.organizer, s.process, "1.1"));
    const draft = await draftCalled(s, "1.1");
    const clause = there((await clauseRows(s.deps.db, draft.id))[1]);
    value(
      await cite(s.deps, s.organizer, s.process, draft, {
        clauseId: clause.clauseId,
        cited: { kind: "system", key: "owl" },
        note: "",
      }),
    );
    expect(await evidenceOf(s.deps.db, [draft.id])).toMatchObject([
      { system: "owl", systemName: "System owl" },
    ]);
    const topic = {
      key: crypto.randomUUID(),
      title: "Its licence",
      category: "systems" as const,
      about: "system:owl",
      language: "en" as const,
      speaksAs: null,
      body: "Is it open?",
    };
    expect((await addTopic(s.deps, one, s.process, topic)).ok).toBe(true);
  });
});

describe("reviewers", () => {
  const decide = (review: string, decision: "confirmed" | "declined", affiliated = true) =>
    decideReview(s.deps, s.organizer, s.process, { review, decision, affiliated });

  test("offer themselves, are confirmed or declined, and are told", async () => {
    const offer = { affiliated: true, motivation: "I work there." };
    const { id } = value(await volunteer(s.deps, one, s.process, system, offer));
    expect((await boardAt(s, "1.0"))[0]?.reviewers).toEqual([]);
    const waiting = await s.deps.db.select().from(notices).where(eq(notices.userId, s.organizer.id));
    expect(waiting.map(({ kind }) => kind)).toContain("review-applied");
    // The organizer was shown another declaration than the one that stands now.
    expect(refusal(await decide(id, "confirmed", false))).toBe("edited_meanwhile");
    expect(refusal(await fill(s, one, system, row("1.0", "weights", "allowed")))).toBe("not_a_reviewer");
    value(await decide(id, "confirmed"));
    expect(refusal(await volunteer(s.deps, one, s.process, system, offer))).toBe("already_exists");
    expect((await boardAt(s, "1.0"))[0]?.reviewers).toMatchObject([
      { number: 1, affiliated: true, name: null },
    ]);
    const told = await s.deps.db.select().from(notices).where(eq(notices.userId, one.id));
    expect(told.map(({ kind }) => kind)).toContain("review-decided");
    const declined = value(await volunteer(s.deps, two, s.process, system, offer));
    value(await decide(declined.id, "declined"));
    expect(refusal(await volunteer(s.deps, two, s.process, system, offer))).toBe("already_decided");
  });

  test("who give up keep nothing in the count, and may come back", async () => {
    await confirmed(s, one, system);
    value(await fill(s, one, system, row("1.0", "weights", "allowed")));
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
    value(await withdrawReview(s.deps, one, s.process, system));
    expect(await verdictAt(s, "1.0", "owl")).toBe("incomplete");
    await confirmed(s, one, system);
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
  });

  test("who erase their account leave their cells without a name", async () => {
    await confirmed(s, one, system);
    value(await fill(s, one, system, row("1.0", "weights", "allowed")));
    value(await eraseAccount(s.deps, one));
    expect(await boardAt(s, "1.0")).toMatchObject([
      { reviewers: [{ number: 1, name: null }], assessed: { verdict: "meets" } },
    ]);
  });

  test("who offer over and over are stopped, and organizers hear of each offer once a day", async () => {
    const offers = [];
    const offer = { affiliated: false, motivation: "" };
    for (let i = 0; i <= 30; i++) offers.push(await volunteer(s.deps, one, s.process, system, offer));
    expect(offers.slice(0, 30).filter(({ ok }) => !ok)).toEqual([]);
    expect(refusal(there(offers[30]))).toBe("too_many");
    const told = await s.deps.db.select().from(notices).where(eq(notices.userId, s.organizer.id));
    expect(told.filter(({ kind }) => kind === "review-applied")).toHaveLength(1);
  });
});

describe("cells", () => {
  test("are public at once, and are refused where another tab saved the row since", async () => {
    await confirmed(s, one, system);
    const { seen } = value(await fill(s, one, system, row("1.0", "weights", "restricted")));
    expect(await verdictAt(s, "1.0", "owl")).toBe("does-not-meet");
    expect(refusal(await fill(s, one, system, row("1.0", "weights", "allowed")))).toBe("edited_meanwhile");
    value(await fill(s, one, system, row("1.0", "weights", "allowed", seen)));
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
  });

  test("are only of components and criteria that the version asks for, and never of a working version", async () => {
    await confirmed(s, one, system);
    const bad = [
      row("1.0", "inference-code", "allowed"),
      row("1.1", "weights", "allowed"),
      row("9.9", "weights", "allowed"),
    ];
    value(await createDraft(s.deps, s.organizer, s.process, "1.1"));
    for (const input of bad) expect(refusal(await fill(s, one, system, input))).toBe("not_found");
    const wrong = row("1.0", "weights", "allowed", 0, { values: { eat: "allowed" } });
    expect(refusal(await fill(s, one, system, wrong))).toBe("invalid");
  });

  test("keep a link and a note without a value, and are not brought back by what was carried over", async () => {
    await confirmed(s, one, system);
    const noted = { values: {}, url: "https://example.org/licence", note: "Look at 3.2." };
    value(await fill(s, one, system, row("1.0", "weights", "allowed", 0, noted)));
    const versions = await reviewedVersions(s.deps.db, s.process);
    const review = there(await ownReview(s.deps.db, one, system));
    const own = await ownCells(s.deps, review, there(versions.at(-1)), versions);
    expect(own.rowOf("weights")).toMatchObject({
      url: noted.url,
      note: noted.note,
      values: { use: "unknown" },
    });

    value(await fill(s, one, system, row("1.0", "weights", "allowed", 4)));
    const next = await published(s, "1.1");
    await asking(s, next, { weights: ["required", "OSI"] });
    expect(await verdictAt(s, "1.1", "owl")).toBe("meets");
    value(await fill(s, one, system, row("1.1", "weights", "allowed", 0, { values: {} })));
    expect(await verdictAt(s, "1.1", "owl")).toBe("incomplete");
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
  });

  test("of a component can be said at once for all criteria", async () => {
    await confirmed(s, one, system);
    const input = { ...row("1.0", "weights", "allowed"), all: "restricted" as const };
    value(await saveRow(s.deps, one, s.process, system, input));
    const [state] = await boardAt(s, "1.0");
    const weights = there(state).said.filter(({ component }) => component === "weights");
    expect(weights.map((said) => said.value)).toEqual(Array(4).fill("restricted"));
  });

  test("keep each its own link and note from a file when another cell of the row is changed", async () => {
    await confirmed(s, one, system);
    const at = there(newestPublished(await reviewedVersions(s.deps.db, s.process)));
    const text =
      "component,criterion,value,url,note\nweights,use,allowed,https://a.example,A\nweights,share,allowed,https://b.example,B\n";
    const cells = (await readReviewFile(s.deps, s.process, at, text)).rows.map(
      ({ line: _, ...cell }) => cell,
    );
    value(await importCells(s.deps, one, s.process, system, { draft: "1.0", cells }));
    const said = { use: "allowed", share: "restricted", study: "allowed" };
    const shown = { values: said, url: "https://a.example", note: "A" };
    value(await fill(s, one, system, row("1.0", "weights", "allowed", 2, shown)));
    await boardAt(s, "1.0");
    const csv = await cellsCsvAt(s, "1.0", system);
    expect(csv).toContain("weights,share,restricted,https://b.example,B,");
    expect(csv).toContain("weights,study,allowed,https://a.example,A,");
  });

  test("saved one after another in one sitting are one line of the audit log", async () => {
    await confirmed(s, one, system);
    for (let seen = 0; seen < 3; seen++)
      value(await fill(s, one, system, row("1.0", "weights", "allowed", seen * 4)));
    const lines = await s.deps.db
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.processId, s.process.id), eq(auditLog.action, "review.saved")));
    expect(lines).toHaveLength(1);
  });

  test("that are emptied are unknown again, and the row still tells stale tabs", async () => {
    await confirmed(s, one, system);
    const first = value(await fill(s, one, system, row("1.0", "weights", "allowed")));
    const emptied = row("1.0", "weights", "allowed", first.seen, { values: {} });
    const second = value(await fill(s, one, system, emptied));
    expect(second.seen).toBeGreaterThan(first.seen);
    expect(await verdictAt(s, "1.0", "owl")).toBe("incomplete");
  });

  test("keep in public what a later file or form replaces: value, link and note, and when", async () => {
    await confirmed(s, one, system);
    const at = there(newestPublished(await reviewedVersions(s.deps.db, s.process)));
    const take = async (line: string) => {
      const text = `component,criterion,value,url,note\nweights,${line}\n`;
      const cells = (await readReviewFile(s.deps, s.process, at, text)).rows.map(
        ({ line: _, ...cell }) => cell,
      );
      value(await importCells(s.deps, one, s.process, system, { draft: "1.0", cells }));
    };
    await take("use,allowed,https://a.example,Clause 2");
    expect((await systemChanges(s.deps, s.process, system, 1)).rows).toEqual([]);
    await take("use,restricted,https://b.example,");
    // The same again is no change.
    await take("use,restricted,https://b.example,");
    const { rows, total } = await systemChanges(s.deps, s.process, system, 1);
    expect(total).toBe(1);
    expect(rows).toMatchObject([
      {
        component: "weights",
        criterion: "use",
        draft: "1.0",
        before: { value: "allowed", url: "https://a.example", note: "Clause 2" },
        after: { value: "restricted", url: "https://b.example", note: "" },
      },
    ]);
    expect(there(rows[0]).at).toBeInstanceOf(Date);
    expect(there(rows[0]).review).not.toBeNull();
    await expect(s.deps.db.update(reviewCells).set({ note: "Another." })).rejects.toThrow();
  });

  test("lose words, but no values, from their history when their reviewer has everything erased", async () => {
    await confirmed(s, one, system);
    const first = value(
      await fill(s, one, system, row("1.0", "weights", "allowed", 0, { note: "My words" })),
    );
    value(
      await fill(s, one, system, row("1.0", "weights", "restricted", first.seen, { note: "Other words" })),
    );
    value(await eraseAccount(s.deps, one, true));
    const { rows } = await systemChanges(s.deps, s.process, system, 1);
    expect(rows).toHaveLength(4);
    for (const change of rows)
      expect(change).toMatchObject({
        by: null,
        before: { value: "allowed", note: "" },
        after: { value: "restricted", note: "" },
      });
  });

  test("come from a file all or not at all, and go into one", async () => {
    await confirmed(s, one, system);
    const at = there(newestPublished(await reviewedVersions(s.deps.db, s.process)));
    const text = "component,criterion,value,note\nWeights,use,allowed,=1+1\nweights,share,allowed,\n";
    const cells = (await readReviewFile(s.deps, s.process, at, text)).rows.map(
      ({ line: _, ...cell }) => cell,
    );
    value(await importCells(s.deps, one, s.process, system, { draft: "1.0", cells }));
    await boardAt(s, "1.0");
    expect(await cellsCsvAt(s, "1.0", system)).toContain("owl,1,no,weights,use,allowed,,'=1+1,no");
    const versions = await reviewedVersions(s.deps.db, s.process);
    expect(await conclusionsAsCsv(s.deps, s.process, at, versions)).toContain(
      "owl,System owl,Maker of owl,incomplete,4,2,",
    );
    const bad = "component,criterion,value\nweights,use,allowed\nweights,use,perhaps\n";
    expect((await readReviewFile(s.deps, s.process, at, bad)).problems).toMatchObject([{ line: 3 }]);
    expect(refusal(await importCells(s.deps, two, s.process, system, { draft: "1.0", cells }))).toBe(
      "not_a_reviewer",
    );
  });
});

describe("where reviewers disagree", () => {
  const cell = { draft: "1.0", component: "weights", criterion: "use" };
  let three: Person;
  beforeEach(async () => {
    three = await signUp(s.deps, `three-${s.process.slug}`);
    await confirmed(s, three, system);
    await confirmed(s, one, system);
    await confirmed(s, two, system, true);
    value(await fill(s, one, system, row("1.0", "weights", "allowed")));
    const other = { values: { use: "restricted", study: "allowed", modify: "allowed", share: "allowed" } };
    value(await fill(s, two, system, row("1.0", "weights", "allowed", 0, other)));
  });

  test("the cell counts as missing until it is settled with a reason", async () => {
    expect(await verdictAt(s, "1.0", "owl")).toBe("incomplete");
    const said = { ...cell, value: "allowed" as const, reason: "We read it together." };
    expect(
      refusal(await settleCell(s.deps, two, s.process, system, { input: said, isOrganizer: false })),
    ).toBe("not_a_reviewer");
    expect(
      refusal(
        await settleCell(s.deps, s.participant, s.process, system, { input: said, isOrganizer: false }),
      ),
    ).toBe("not_a_reviewer");
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
    value(await unsettleCell(s.deps, s.organizer, s.process, system, { ...cell, reason: "We misread it." }));
    expect(await verdictAt(s, "1.0", "owl")).toBe("incomplete");
    expect(
      refusal(
        await unsettleCell(s.deps, s.organizer, s.process, system, { ...cell, reason: "We misread it." }),
      ),
    ).toBe("not_found");
  });

  test("it waits for whoever may settle it, and for no side of it, until it is settled", async () => {
    const waiting = async (person: Person) =>
      (await readTodos(s.deps, person))
        .filter(({ process }) => process.id === s.process.id)
        .flatMap(({ kind, path, values }) =>
          /settle|disagree/.test(kind) ? [`${kind} ${path} ${values.count}`] : [],
        );
    const path = "/systems/owl#conflicts";
    expect(await waiting(three)).toEqual([`review-settle ${path} 1`]);
    expect(await waiting(s.organizer)).toEqual([`reviews-disagree ${path} 1`]);
    for (const side of [one, two]) expect(await waiting(side)).toEqual([]);
    const said = { ...cell, value: "allowed" as const, reason: "We read it together." };
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    expect(await waiting(three)).toEqual([]);
    expect(await waiting(s.organizer)).toEqual([]);
    // A word that comes after what was settled opens the cell again; one that is only shown is no side.
    const later = { ...s, deps: { ...s.deps, now: () => new Date(Date.now() + 60_000) } };
    const other = { values: { use: "not-available" } };
    value(await fill(later, two, system, row("1.0", "weights", "allowed", 4, other)));
    expect(await waiting(s.organizer)).toEqual([`reviews-disagree ${path} 1`]);
    const rule = { levels: ["required" as const], notApplicable: "counts-as-allowed" as const };
    value(await setReviewRule(s.deps, s.organizer, s.process, { ...rule, affiliated: "shown-only" }));
    expect(await waiting(s.organizer)).toEqual([]);
  });

  test("reviewers and organizers are told of it once a day, and then of what was settled or opened again, with the reason", async () => {
    const told = async (person: Person) =>
      (await readNotices(s.deps, person, "en")).notices
        .map(({ kind, values }) => [kind as string, values.words ?? null])
        .filter(([kind]) => /^review-(?:conflict|settled|reopened)$/.test(`${kind}`));
    const conflict = ["review-conflict", null];
    const other = { values: { use: "restricted", study: "restricted" } };
    value(await fill(s, two, system, row("1.0", "weights", "allowed", 4, other)));
    for (const person of [one, three, s.organizer]) expect(await told(person)).toEqual([conflict]);
    expect(await told(two)).toEqual([]);
    const said = { ...cell, value: "allowed" as const, reason: "We read it together." };
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    const settled = ["review-settled", "We read it together."];
    expect(await told(one)).toEqual([settled, conflict]);
    expect(await told(two)).toEqual([settled]);
    expect(await told(three)).toEqual([conflict]);
    value(await unsettleCell(s.deps, s.organizer, s.process, system, { ...cell, reason: "We misread it." }));
    expect((await told(two))[0]).toEqual(["review-reopened", "We misread it."]);
  });

  test("it is settled by an answer that is chosen: no side's answer is there before", async () => {
    const params = { process: s.process.slug, system: system.key };
    const page = await pageOf("reviews/system.tsx", { deps: s.deps, person: three, params });
    const [, choices] = there(/<select name="value" required=""[^>]*>(.*?)<\/select>/s.exec(page));
    expect(choices).toContain('<option value="" selected="">');
    expect(choices?.match(/selected/g)).toHaveLength(1);
  });

  test("nobody who is a side of it settles it, not even an organizer or who took their word back", async () => {
    const said = { ...cell, value: "allowed" as const, reason: "I say so." };
    for (const isOrganizer of [false, true])
      expect(refusal(await settleCell(s.deps, one, s.process, system, { input: said, isOrganizer }))).toBe(
        "party_to_conflict",
      );
    // A third reviewer joins the conflict; the first takes back what they said, and is a side all the same.
    value(await fill(s, three, system, row("1.0", "weights", "allowed")));
    value(await fill(s, one, system, row("1.0", "weights", "unknown", 4)));
    expect(await verdictAt(s, "1.0", "owl")).toBe("incomplete");
    expect(
      refusal(await settleCell(s.deps, one, s.process, system, { input: said, isOrganizer: false })),
    ).toBe("party_to_conflict");
    expect(
      refusal(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false })),
    ).toBe("party_to_conflict");
    expect((await boardAt(s, "1.0"))[0]?.settled).toEqual([]);
    value(await settleCell(s.deps, s.organizer, s.process, system, { input: said, isOrganizer: true }));
  });

  test("who works with the maker does so whatever they say when they offer again", async () => {
    value(await withdrawReview(s.deps, two, s.process, system));
    const offer = { affiliated: false, motivation: "" };
    value(await volunteer(s.deps, two, s.process, system, offer));
    const again = there(await ownReview(s.deps.db, two, system));
    expect(again).toMatchObject({ state: "applied", affiliated: true });
    const decided = { review: again.id, decision: "confirmed" as const, affiliated: true };
    value(await decideReview(s.deps, s.organizer, s.process, decided));
    const said = { ...cell, value: "allowed" as const, reason: "We read it together." };
    expect(
      refusal(await settleCell(s.deps, two, s.process, system, { input: said, isOrganizer: true })),
    ).toBe("not_a_reviewer");
  });

  test("a settled cell is open again when a reviewer says something else, in later versions too", async () => {
    const said = { ...cell, value: "allowed" as const, reason: "We read it together." };
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    // Saving the same words again, or a note, settles nothing anew.
    const other = { use: "restricted", study: "allowed", modify: "allowed", share: "allowed" };
    value(await fill(s, two, system, row("1.0", "weights", "allowed", 4, { values: other, note: "Hm." })));
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
    const next = await published(s, "1.1");
    await asking(s, next, { weights: ["required", "OSI"] });
    expect(await verdictAt(s, "1.1", "owl")).toBe("meets");
    const later = { ...s, deps: { ...s.deps, now: () => new Date(Date.now() + 60_000) } };
    value(await fill(later, one, system, row("1.1", "weights", "restricted")));
    value(await fill(later, two, system, row("1.1", "weights", "restricted")));
    expect(await verdictAt(s, "1.1", "owl")).toBe("does-not-meet");
    expect((await boardAt(s, "1.1"))[0]?.settled).toMatchObject([{ isOpen: true, isCarried: true }]);
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
  });

  test("what was settled before stays in public with its reason, and so does why it was opened again", async () => {
    const said = { ...cell, value: "allowed" as const, reason: "We read it together." };
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    const anew = { ...said, value: "restricted" as const, reason: "The licence says more." };
    value(await settleCell(s.deps, s.organizer, s.process, system, { input: anew, isOrganizer: true }));
    value(await unsettleCell(s.deps, s.organizer, s.process, system, { ...cell, reason: "Ask the maker." }));
    const { rows } = await systemChanges(s.deps, s.process, system, 1);
    expect(rows.filter(({ review }) => review === null)).toMatchObject([
      { before: { reason: "The licence says more." }, after: null, reason: "Ask the maker.", draft: "1.0" },
      { before: { value: "allowed", reason: "We read it together." }, after: { value: "restricted" } },
      { before: null, after: { value: "allowed" }, component: "weights", criterion: cell.criterion },
    ]);
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    await expect(
      s.deps.db.update(settledCells).set({ reason: "Another." }).where(eq(settledCells.systemId, system.id)),
    ).rejects.toThrow();
  });

  test("only a disagreement is settled, only an organizer settles anew, and nobody who works with the maker", async () => {
    const said = { ...cell, value: "allowed" as const, reason: "We read it together." };
    const agreed = { ...said, criterion: "share", value: "restricted" as const };
    for (const isOrganizer of [false, true])
      expect(refusal(await settleCell(s.deps, one, s.process, system, { input: agreed, isOrganizer }))).toBe(
        "no_conflict",
      );
    expect(
      refusal(await settleCell(s.deps, two, s.process, system, { input: said, isOrganizer: true })),
    ).toBe("not_a_reviewer");
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    const anew = { ...said, value: "restricted" as const };
    expect(
      refusal(await settleCell(s.deps, three, s.process, system, { input: anew, isOrganizer: false })),
    ).toBe("no_conflict");
    value(await settleCell(s.deps, s.organizer, s.process, system, { input: anew, isOrganizer: true }));
    expect(await verdictAt(s, "1.0", "owl")).toBe("does-not-meet");
    expect((await boardAt(s, "1.0"))[0]?.settled).toMatchObject([{ by: null, isOpen: false }]);
    // Whoever said that they work there settles and reopens nothing, whatever became of their review.
    expect(
      refusal(await unsettleCell(s.deps, two, s.process, system, { ...cell, reason: "We misread it." })),
    ).toBe("not_a_reviewer");
    value(await withdrawReview(s.deps, two, s.process, system));
    expect(
      refusal(await settleCell(s.deps, two, s.process, system, { input: anew, isOrganizer: true })),
    ).toBe("not_a_reviewer");
    expect(
      refusal(await unsettleCell(s.deps, two, s.process, system, { ...cell, reason: "We misread it." })),
    ).toBe("not_a_reviewer");
  });

  test("the word of who works with the maker may be shown only", async () => {
    const rule = {
      levels: ["required" as const],
      notApplicable: "counts-as-allowed" as const,
      affiliated: "shown-only" as const,
    };
    value(await setReviewRule(s.deps, s.organizer, s.process, rule));
    expect((await readAudit(s.deps, s.process.id, null)).lines[0]).toMatchObject({
      action: "review.ruled",
      subject: reviewRuleHash({ version: 1, ...rule }),
    });
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
  });

  test("a word that is only shown opens no settled cell, and is no side of a conflict", async () => {
    const said = { ...cell, value: "restricted" as const, reason: "We read it together." };
    value(await settleCell(s.deps, three, s.process, system, { input: said, isOrganizer: false }));
    const rule = { levels: ["required" as const], notApplicable: "counts-as-allowed" as const };
    value(await setReviewRule(s.deps, s.organizer, s.process, { ...rule, affiliated: "shown-only" }));
    const later = { ...s, deps: { ...s.deps, now: () => new Date(Date.now() + 60_000) } };
    value(await fill(later, two, system, row("1.0", "weights", "not-available", 4)));
    const [state] = await boardAt(s, "1.0");
    expect(state?.settled).toMatchObject([{ isOpen: false }]);
    expect(state?.assessed.verdict).toBe("does-not-meet");
    await confirmed(s, s.participant, system);
    value(await fill(later, s.participant, system, row("1.0", "weights", "restricted")));
    const versions = await reviewedVersions(s.deps.db, s.process);
    const at = there(newestPublished(versions));
    const process = await processRow(s.deps, s.process.id);
    const names = await resultNames(s.deps, process, "en");
    const page = await systemPage(s.deps, process, system, at, {
      versions,
      names,
      rows: { rows: 1, conflicts: 1 },
    });
    const sides = page.conflicts.flatMap((one) => one.said.map((side) => side.value));
    expect(sides.length).toBeGreaterThan(0);
    expect(sides).not.toContain("not-available");
  });
});

describe("a new version", () => {
  test("carries over what still applies, asks for the rest, and leaves the earlier conclusion", async () => {
    await confirmed(s, one, system);
    value(await fill(s, one, system, row("1.0", "weights", "allowed")));
    const next = await published(s, "1.1");
    await asking(s, next, { weights: ["required", "OSI"], "inference-code": ["required", "OSI"] });
    expect(await verdictAt(s, "1.1", "owl")).toBe("incomplete");
    const versions = await reviewedVersions(s.deps.db, s.process);
    const at = there(versions.at(-1));
    const review = there(await ownReview(s.deps.db, one, system));
    const own = await ownCells(s.deps, review, at, versions);
    expect(own.rowOf("weights")).toMatchObject({ isCarried: true, seen: 0, values: { use: "allowed" } });
    expect(own.left(["use", "study", "modify", "share"])).toBe(4);
    value(await fill(s, one, system, row("1.1", "inference-code", "not-available")));
    expect(await verdictAt(s, "1.1", "owl")).toBe("does-not-meet");
    expect(await verdictAt(s, "1.0", "owl")).toBe("meets");
    expect((await systemsAt(s.deps, s.process, "1.1", false))?.flips).toEqual({
      before: "1.0",
      flips: [{ system: "owl", from: "meets", to: "does-not-meet" }],
    });
    await asking(s, next, { weights: ["required", "another framework"] });
    expect(await verdictAt(s, "1.1", "owl")).toBe("incomplete");
  });
});

describe("a request for documents", () => {
  const requests = async (withRecipients: boolean) =>
    (await requestsPage(s.deps.db, system, withRecipients, 1)).rows.toReversed();
  const dueOn = "2099-01-01";
  const language = "en" as const;
  const ask = (person: Person, changes: object = {}, isOrganizer = false) =>
    askDocuments(s.deps, person, s.process, system, {
      asked: {
        component: "weights",
        wanted: "The licence.",
        recipient: "maker@example.org",
        dueOn,
        language,
        ...changes,
      },
      isOrganizer,
    });

  test("is mailed with who asks for what until when in words, and tracked; where it was sent stays with those who ask", async () => {
    await confirmed(s, one, system);
    expect(refusal(await ask(two))).toBe("not_a_reviewer");
    value(await ask(one));
    const mail = there(s.deps.mails.at(-1));
    expect(mail.to).toBe("maker@example.org");
    expect(mail.text).toMatch(/^A reviewer asks you for a document\./);
    expect(mail.text).toContain("by Thursday, January 1, 2099.");
    expect(JSON.stringify(await requests(false))).not.toContain("maker@example.org");
    const close = {
      request: 1,
      state: "answered" as const,
      answer: "Here.",
      answerUrl: "https://example.org",
      seen: there((await requests(true))[0]).seen,
    };
    value(await closeRequest(s.deps, one, s.process, system, { input: close, isOrganizer: false }));
    expect(await requests(true)).toMatchObject([
      { state: "answered", answer: "Here.", recipient: "maker@example.org" },
    ]);
  });

  test("is answered by the maker by the link of the mail alone, and whoever asked is told", async () => {
    await confirmed(s, one, system);
    value(await ask(one));
    const token = there(/answer\/([0-9a-f]{64})/.exec(there(s.deps.mails.at(-1)).text)?.[1]);
    const seen = async () => there((await requests(true))[0]).seen;
    const before = await seen();
    const answer = { state: "answered" as const, answer: "", answerUrl: "https://example.org/licence" };
    const other = "0".repeat(64);
    for (const wrong of ["", other])
      expect(refusal(await answerRequest(s.deps, s.process, system, wrong, answer))).toBe("not_found");
    value(await answerRequest(s.deps, s.process, system, token, answer));
    expect(await requests(false)).toMatchObject([{ ...answer, recipient: "" }]);
    const told = await s.deps.db.select().from(notices).where(eq(notices.userId, one.id));
    expect(told.map(({ kind }) => kind)).toContain("request-answered");
    const back = { request: 1, state: "withdrawn" as const, answer: "", answerUrl: "" };
    // A form that was opened before the maker answered does not wipe the answer.
    const stale = { ...back, seen: before };
    expect(
      refusal(await closeRequest(s.deps, one, s.process, system, { input: stale, isOrganizer: false })),
    ).toBe("edited_meanwhile");
    expect(await requests(false)).toMatchObject([answer]);
    const knowing = { ...back, seen: await seen() };
    value(await closeRequest(s.deps, one, s.process, system, { input: knowing, isOrganizer: false }));
    expect(refusal(await answerRequest(s.deps, s.process, system, token, answer))).toBe("not_found");
  });

  test("stays noted when the mail could not be sent; too many in a day are refused", async () => {
    await confirmed(s, one, system);
    const failing = { ...s.deps, mail: async () => false };
    const input = { component: "weights", wanted: "It.", recipient: "a@example.org", dueOn, language };
    expect(
      value(await askDocuments(failing, one, s.process, system, { asked: input, isOrganizer: false })),
    ).toMatchObject({
      isSent: false,
    });
    const again = { request: 1, language: "fr" as const };
    expect(
      refusal(await resendRequest(failing, one, s.process, system, { input: again, isOrganizer: false })),
    ).toBe("mail_failed");
    value(await resendRequest(s.deps, one, s.process, system, { input: again, isOrganizer: false }));
    expect(s.deps.mails.at(-1)?.subject).toContain("Documents");
    expect(
      refusal(await resendRequest(s.deps, one, s.process, system, { input: again, isOrganizer: false })),
    ).toBe("too_many");
    expect(
      refusal(await resendRequest(s.deps, two, s.process, system, { input: again, isOrganizer: false })),
    ).toBe("not_a_reviewer");
    for (let i = 0; i < 9; i++) value(await ask(one, { recipient: "" }));
    expect(refusal(await ask(one))).toBe("too_many");
    const rows = await s.deps.db
      .select()
      .from(documentRequests)
      .where(eq(documentRequests.systemId, system.id));
    expect(rows).toHaveLength(10);
    expect(refusal(await ask(s.organizer, { dueOn: "2020-01-01" }, true))).toBe("deadline_past");
  });
});
