import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appendixFile } from "~/features/endorsements/services/appendixFiles.server";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { endorsementDesk } from "~/features/endorsements/services/desk/endorsementDesk.server";
import {
  type EndorsementRow,
  endorsementByToken,
} from "~/features/endorsements/services/findEndorsement.server";
import { answerVersion } from "~/features/endorsements/services/give/answerVersion.server";
import { correctEndorsement } from "~/features/endorsements/services/give/correctEndorsement.server";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import { myEndorsement } from "~/features/endorsements/services/give/myEndorsement.server";
import { countEndorsements } from "~/features/endorsements/services/listEndorsements.server";
import {
  hideEndorsement,
  restoreEndorsement,
} from "~/features/endorsements/services/moderateEndorsement.server";
import { publicEndorsements } from "~/features/endorsements/services/publicEndorsements.server";
import { withdrawEndorsement } from "~/features/endorsements/services/withdrawEndorsement.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { endorsements } from "~db/schema/endorsements";
import { auditLog } from "~db/schema/processes";
import { recordEntries } from "~db/schema/recordlog";
import { draftCalled } from "~tests/support/draftScenario";
import {
  accepted,
  behindLink,
  endorsable,
  formOf,
  given,
  openedNext,
  organizationForm,
  rowOf,
  tokenTo,
} from "~tests/support/endorsements";
import { processRow, refusal, type Scenario, signUp, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

const visitor = { isOrganizer: false };
const asked = { language: "en" as const, draft: null, kind: null, country: null, page: 1 };

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await endorsable(testDeps(db));
});
afterAll(() => db.close());

const count = async (own: Scenario, label: string) =>
  there(await countEndorsements(own.deps, own.process, await draftCalled(own, label), visitor));
const wallOf = async (own: Scenario) =>
  JSON.stringify(await publicEndorsements(own.deps, own.process, visitor, asked));
const fileOf = async (own: Scenario, file: string) => {
  const made = await appendixFile(own.deps, own.process, visitor, { file, draft: null, language: "en" });
  return there(made).body;
};

describe("whoever has the link", () => {
  test("answers for the newest version, and changes the answer", async () => {
    const own = await endorsable(testDeps(db));
    const row = await given(own, formOf());
    await openedNext(own, "1.0");
    expect((await myEndorsement(own.deps, own.process, row)).newest).toEqual({
      label: "1.0",
      answer: null,
      before: "0.9",
    });
    for (const [answer, total] of [
      ["yes", 1],
      ["no", 0],
      ["yes", 1],
    ] as const) {
      value(await answerVersion(own.deps, own.process, row, { draft: "1.0", answer }));
      expect((await count(own, "1.0")).total).toBe(total);
    }
    expect((await count(own, "0.9")).total).toBe(1);
  });

  test("answers for no other version than the newest", async () => {
    const own = await endorsable(testDeps(db));
    const row = await given(own, formOf());
    await openedNext(own, "1.0");
    for (const draft of ["0.9", "2.0"])
      expect(refusal(await answerVersion(own.deps, own.process, row, { draft, answer: "no" }))).toBe(
        "invalid",
      );
    expect((await count(own, "0.9")).total).toBe(1);
  });

  test("answers nothing before it is confirmed", async () => {
    const form = formOf();
    value(await giveEndorsement(s.deps, s.process, form));
    const row = await behindLink(s, form.email);
    const answer = { draft: "0.9", answer: "yes" as const };
    expect(refusal(await answerVersion(s.deps, s.process, row, answer))).toBe("not_found");
  });

  test("corrects statement and affiliation, and nothing else", async () => {
    const row = await given(s, formOf({ name: "Of One Name", affiliation: "Old House" }));
    const said = {
      which: "person",
      affiliation: "New House",
      statement: "Bien dit.",
      language: "es",
    } as const;
    value(await correctEndorsement(s.deps, s.process, row, said));
    expect(await rowOf(s, row.id)).toEqual({
      ...row,
      affiliation: "New House",
      statement: "Bien dit.",
      language: "es",
    });
  });

  test("corrects a wrong name; what an organizer looked at under another name is looked at again", async () => {
    const said = { affiliation: "", statement: "", language: "en" } as const;
    const person = await given(s, formOf({ name: "Wrongly Typed" }));
    const correct = (row: EndorsementRow, more: object) =>
      correctEndorsement(s.deps, s.process, row, { ...said, which: row.kind, ...more });
    value(await correct(person, { name: "Rightly Typed" }));
    expect(await rowOf(s, person.id)).toMatchObject({ name: "Rightly Typed", state: "listed" });
    const renamed = await correct(person, { name: "The organizers" });
    expect(renamed).toMatchObject({ ok: false, error: { fields: { name: "errors:field.roleName" } } });
    const placed = await correct(person, { affiliation: "The organizers" });
    expect(placed).toMatchObject({ ok: false, error: { fields: { affiliation: "errors:field.roleName" } } });
    const house = await accepted(s, organizationForm());
    value(await correct(house, { name: house.name }));
    expect((await rowOf(s, house.id)).state).toBe("listed");
    const waiting = async () =>
      (await readNotices(s.deps, s.organizer, "en")).notices.filter(
        ({ kind }) => (kind as string) === "endorsement-waits",
      ).length;
    const before = await waiting();
    value(await correct(house, { name: "Another House", signatory: "Ana" }));
    expect(await rowOf(s, house.id)).toMatchObject({
      name: "Another House",
      signatory: "Ana",
      authority: house.authority,
      state: "unchecked",
    });
    expect(await waiting()).toBe(before + 1);
  });

  test("withdraws: gone from wall, counts and files at once, and nothing about the person is left", async () => {
    const own = await endorsable(testDeps(db));
    const form = formOf({
      name: "Goes Away",
      affiliation: "House of Leaving",
      country: "PE",
      statement: "For a while.",
    });
    const row = await given(own, form);
    const token = tokenTo(own.deps, form.email);
    expect(await wallOf(own)).toContain("Goes Away");
    value(await withdrawEndorsement(own.deps, own.process, row));

    expect(await wallOf(own)).not.toContain("Goes Away");
    expect(await count(own, "0.9")).toEqual({ people: 0, organizations: 0, total: 0 });
    for (const file of ["appendix.md", "appendix.html", "appendix.csv"])
      expect(await fileOf(own, file)).not.toContain("Goes Away");
    const left = JSON.stringify(await rowOf(own, row.id));
    for (const text of [form.email, "Goes Away", "House of Leaving", '"PE"', "For a while."])
      expect(left).not.toContain(text);
    const log = await db.db.select().from(auditLog).where(eq(auditLog.processId, own.process.id));
    expect(JSON.stringify(log)).not.toContain("Goes Away");
    expect(log.map(({ action }) => action)).toContain("endorsement.withdrawn");
    expect(await endorsementByToken(own.deps, own.process, token)).toBeNull();
    expect(refusal(await withdrawEndorsement(own.deps, own.process, row))).toBe("not_found");
  });

  test("may give it again after it was withdrawn", async () => {
    const form = formOf();
    value(await withdrawEndorsement(s.deps, s.process, await given(s, form)));
    expect(await given(s, form)).toMatchObject({ state: "listed" });
  });

  test("deletes what was never confirmed", async () => {
    const form = formOf();
    value(await giveEndorsement(s.deps, s.process, form));
    const row = await behindLink(s, form.email);
    value(await withdrawEndorsement(s.deps, s.process, row));
    expect(await db.db.select().from(endorsements).where(eq(endorsements.id, row.id))).toEqual([]);
  });
});

describe("an organizer", () => {
  test("accepts an organization: it is listed, and told by mail with a link that works", async () => {
    const own = await endorsable(testDeps(db));
    const form = organizationForm({ name: "House of Trust" });
    const row = await accepted(own, form);
    expect(row).toMatchObject({ state: "listed", checkedBy: own.organizer.id });
    expect(await count(own, "0.9")).toEqual({ people: 0, organizations: 1, total: 1 });
    const mail = there(own.deps.mails.findLast(({ to }) => to === form.email));
    expect(mail.subject).toContain("is listed");
    expect((await behindLink(own, form.email)).id).toBe(row.id);
  });

  test("declines one with a reason, which is in its mail; its domain is free again", async () => {
    const form = organizationForm();
    const row = await given(s, form);
    const decision = { accept: false, reason: "It does not exist." } as const;
    expect(await checkEndorsement(s.deps, s.organizer, s.process, row.number, decision)).toEqual({
      ok: true,
      value: { isTold: true },
    });
    expect(await rowOf(s, row.id)).toMatchObject({ state: "declined", declinedReason: "It does not exist." });
    expect(there(s.deps.mails.findLast(({ to }) => to === form.email)).text).toContain("It does not exist.");
    expect(await given(s, form)).toMatchObject({ state: "unchecked", domain: form.domain });
  });

  test("decides once, and hears when the mail about it was not taken", async () => {
    const row = await given(s, organizationForm());
    const refusing = testDeps(db, { mail: async () => false });
    const accept = (deps = s.deps) =>
      checkEndorsement(deps, s.organizer, s.process, row.number, { accept: true });
    expect(value(await accept(refusing))).toEqual({ isTold: false });
    expect(refusal(await accept())).toBe("edited_meanwhile");
    expect(await rowOf(s, row.id)).toMatchObject({ state: "listed" });
  });

  test("decides nothing about people, whom nobody checks, or of another process", async () => {
    const person = await given(s, formOf());
    const other = await endorsable(testDeps(db));
    const check = (process = s.process) =>
      checkEndorsement(s.deps, s.organizer, process, person.number, { accept: true });
    expect(refusal(await check())).toBe("edited_meanwhile");
    expect(refusal(await check(other.process))).toBe("not_found");
  });

  test("hides with a reason that is public without the name, and restores", async () => {
    const own = await endorsable(testDeps(db));
    const row = await given(own, formOf({ name: "Twice There" }));
    await given(own, formOf({ name: "Stays" }));
    const act = { number: row.number, reason: "Given twice." };
    value(await hideEndorsement(own.deps, own.organizer, own.process, act));
    const hidden = there(await publicEndorsements(own.deps, own.process, visitor, asked)).shown;
    expect(hidden).toMatchObject({ hidden: ["Given twice."], counts: { total: 1 } });
    expect(await wallOf(own)).not.toContain("Twice There");
    expect(await fileOf(own, "appendix.csv")).not.toContain("Twice There");
    const log = await db.db.select().from(auditLog).where(eq(auditLog.processId, own.process.id));
    expect(log.map(({ action }) => action)).toContain("endorsement.moderated");

    expect(refusal(await hideEndorsement(own.deps, own.organizer, own.process, act))).toBe("not_found");
    value(await restoreEndorsement(own.deps, own.organizer, own.process, act));
    expect(await wallOf(own)).toContain("Twice There");
    expect(refusal(await restoreEndorsement(own.deps, own.organizer, own.process, act))).toBe("not_found");
  });

  test("sees what waits, finds by name or domain, and possible duplicates; addresses of mail never", async () => {
    const own = await endorsable(testDeps(db));
    const waits = await given(own, organizationForm({ name: "House That Waits" }));
    const [first, second] = [
      await given(own, formOf({ name: "José Ramírez", country: "PE" })),
      await given(own, formOf({ name: "Jose Ramirez", country: "PE" })),
    ];
    await given(own, formOf({ name: "Somebody Else", country: "PE" }));
    const desk = (query: string) =>
      endorsementDesk(own.deps, own.process, { list: "listed", query, page: 1 });
    const all = await desk("");
    expect(all.waiting.map(({ number }) => number)).toEqual([waits.number]);
    expect(all.pairs).toEqual([
      {
        first: { number: first.number, name: "José Ramírez", isWaiting: false },
        second: { number: second.number, name: "Jose Ramirez", isWaiting: false },
        because: "name",
      },
    ]);
    expect((await desk("ramírez")).found.map(({ number }) => number)).toEqual([first.number, second.number]);
    expect((await desk("nobody of that name")).found).toEqual([]);
    expect(JSON.stringify(all)).not.toContain("@");
  });
});

describe("an account that is erased", () => {
  test("takes its endorsements with it, by account and by address", async () => {
    const own = await endorsable(testDeps(db));
    const person = await signUp(own.deps, "leaves-it-all");
    const mine = await given(own, formOf({ name: "Leaves It All", email: person.email }));
    const other = await given(own, formOf({ name: "By Account" }));
    await db.db.update(endorsements).set({ userId: person.id }).where(eq(endorsements.id, other.id));
    const stays = await given(own, formOf({ name: "Stays Here" }));
    const before = (await processRow(own.deps, own.process.id)).version;
    const withdrawals = async () => ({
      acts: (await db.db.select().from(auditLog).where(eq(auditLog.processId, own.process.id))).filter(
        ({ action }) => action === "endorsement.withdrawn",
      ),
      entries: await db.db.$count(recordEntries),
    });
    const logged = await withdrawals();
    value(await eraseAccount(own.deps, person));
    // Which they were is in both logs, and whose in neither.
    const since = await withdrawals();
    expect(since.acts.map(({ subject }) => subject).sort()).toEqual(
      [mine, other].map(({ number }) => String(number)).sort(),
    );
    expect(JSON.stringify(since.acts)).not.toContain(person.id);
    expect(since.entries - logged.entries).toBeGreaterThanOrEqual(2);
    for (const { id } of [mine, other])
      expect(await rowOf(own, id)).toMatchObject({ state: "withdrawn", name: "", email: "", userId: null });
    expect(await rowOf(own, stays.id)).toMatchObject({ state: "listed", name: "Stays Here" });
    expect((await processRow(own.deps, own.process.id)).version).toBeGreaterThan(before);
    expect(await wallOf(own)).not.toContain("Leaves It All");
  });
});
