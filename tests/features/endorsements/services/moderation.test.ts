import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldForm } from "~/features/endorsements/domain/held";
import { askEndorsers } from "~/features/endorsements/services/askEndorsers.server";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { endorsementDesk } from "~/features/endorsements/services/desk/endorsementDesk.server";
import { setEmbargo } from "~/features/endorsements/services/desk/setEmbargo.server";
import {
  dismissEndorsementFlags,
  flagEndorsement,
  flaggedEndorsements,
} from "~/features/endorsements/services/flagEndorsement.server";
import { answerVersion } from "~/features/endorsements/services/give/answerVersion.server";
import { confirmEndorsement } from "~/features/endorsements/services/give/confirmEndorsement.server";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import { myEndorsement } from "~/features/endorsements/services/give/myEndorsement.server";
import {
  hideEndorsement,
  restoreEndorsement,
} from "~/features/endorsements/services/moderateEndorsement.server";
import { withdrawEndorsement } from "~/features/endorsements/services/withdrawEndorsement.server";
import { processFeed } from "~/features/feeds/services/feeds.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { waitingFor } from "~/features/overview/services/waitingFor";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { users } from "~db/schema/accounts";
import { endorsementFlags, endorsements } from "~db/schema/endorsements";
import { moderationActions } from "~db/schema/moderation";
import { notices } from "~db/schema/notices";
import { bodyIn, statusIn, visit } from "~tests/http/support/routes";
import {
  accepted,
  behindLink,
  endorsable,
  formOf,
  given,
  openedNext,
  organizationForm,
  rowOf,
} from "~tests/support/endorsements";
import { processRow, refusal, type Scenario, signUp, suspended, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testDeps } from "~tests/support/testDeps";

const visitor = { isOrganizer: false };

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await endorsable(testDeps(db));
});
afterAll(() => db.close());

const actsOf = (own: Scenario) =>
  db.db.select().from(moderationActions).where(eq(moderationActions.processId, own.process.id));
const page = async (own: Scenario, file: string, person: Scenario["organizer"] | null = null) => {
  const answer = await visit(file, "loader", {
    deps: own.deps,
    person,
    params: { process: own.process.slug },
  });
  expect(statusIn(answer)).toBe(200);
  return JSON.stringify(await bodyIn(answer));
};

const hide = (own: Scenario, number: number, reason = "Not a person.") =>
  hideEndorsement(own.deps, own.organizer, own.process, { number, reason });

/** Given, hidden, and withdrawn. */
async function heldBy(own: Scenario, form: ReturnType<typeof formOf>) {
  const row = form.kind === "person" ? await given(own, form) : await accepted(own, form);
  value(await hide(own, row.number));
  value(await withdrawEndorsement(own.deps, own.process, row));
  return row;
}

describe("pointing out an endorsement", () => {
  test("is open to whoever is signed in, is read by moderators, and is over once they looked", async () => {
    const own = await endorsable(testDeps(db));
    const row = await given(own, formOf({ name: "Pointed Out" }));
    const newcomer = await signUp(own.deps, "newcomer");
    const flag = (person: typeof newcomer, reason: string) =>
      flagEndorsement(own.deps, person, own.process, visitor, { number: row.number, reason });
    value(await flag(newcomer, "Not what I meant."));
    value(await flag(newcomer, "Nobody of that name."));
    value(await flag(own.participant, "An advertisement."));
    const queue = async () =>
      (await flaggedEndorsements(own.deps, own.process, { isOrganizer: true }, { flagged: 1, hidden: 1 }))
        .flagged.rows;
    expect((await queue()).map(({ name, reason }) => `${name}: ${reason}`).sort()).toEqual([
      "Pointed Out: An advertisement.",
      "Pointed Out: Nobody of that name.",
    ]);
    expect(waitingFor(await readTodos(own.deps, own.organizer))).toEqual({ moderation: 1 });
    expect(await page(own, "discussion/manage.moderation.tsx", own.organizer)).toContain(
      "Nobody of that name.",
    );
    expect(await page(own, "endorsements/endorsements.tsx")).not.toContain("Nobody of that name.");

    value(await dismissEndorsementFlags(own.deps, own.organizer, own.process, row.number));
    expect(await queue()).toEqual([]);
    expect(await rowOf(own, row.id)).toMatchObject({ hiddenAt: null });
    value(await flag(newcomer, "Still not."));
    value(await hide(own, row.number));
    expect(await queue()).toEqual([]);
    const { rows: hidden } = (
      await flaggedEndorsements(own.deps, own.process, { isOrganizer: true }, { flagged: 1, hidden: 1 })
    ).hidden;
    expect(hidden).toMatchObject([{ name: "Pointed Out", reason: "Not a person." }]);
    value(
      await restoreEndorsement(own.deps, own.organizer, own.process, {
        number: row.number,
        reason: "It is.",
      }),
    );
    expect(await queue()).toEqual([]);
  });

  test("works by the form on the wall, and asks visitors to sign in", async () => {
    const row = await given(s, formOf());
    const send = (person: Scenario["organizer"] | null) =>
      visit("endorsements/endorsements.tsx", "action", {
        deps: s.deps,
        person,
        params: { process: s.process.slug },
        form: { intent: "flag", number: String(row.number), reason: "By the form." },
      });
    expect(statusIn(await send(null))).toBe(302);
    expect(statusIn(await send(s.participant))).toBe(200);
    const flags = await db.db
      .select()
      .from(endorsementFlags)
      .where(eq(endorsementFlags.endorsementId, row.id));
    expect(flags).toMatchObject([{ userId: s.participant.id, reason: "By the form." }]);
  });

  test("is refused for what is not shown: waiting, hidden, under embargo, of another process", async () => {
    const own = await endorsable(testDeps(db));
    const row = await given(own, formOf());
    const waits = await given(own, organizationForm());
    const hidden = await given(own, formOf());
    value(await hide(own, hidden.number));
    const flag = (process: Scenario["process"], number: number) =>
      flagEndorsement(own.deps, own.participant, process, visitor, { number, reason: "Look." });
    for (const number of [waits.number, hidden.number, 999])
      expect(refusal(await flag(own.process, number))).toBe("not_found");
    expect(refusal(await flag(s.process, 9_999))).toBe("not_found");
    const until = new Date(own.deps.now().getTime() + minutes(60));
    value(await setEmbargo(own.deps, own.organizer, own.process, until));
    expect(refusal(await flag(await processRow(own.deps, own.process.id), row.number))).toBe("not_found");
  });

  test("ends with what it was about: nothing that was said of it stays when it is withdrawn", async () => {
    const row = await given(s, formOf());
    const flag = { number: row.number, reason: "About somebody." };
    value(await flagEndorsement(s.deps, s.participant, s.process, visitor, flag));
    value(await withdrawEndorsement(s.deps, s.process, row));
    const flags = await db.db
      .select()
      .from(endorsementFlags)
      .where(eq(endorsementFlags.endorsementId, row.id));
    expect(flags).toEqual([]);
  });
});

describe("hiding and restoring", () => {
  test("stand in the public log of moderation and its feed, with the reason and without the name", async () => {
    const own = await endorsable(testDeps(db));
    const row = await given(own, formOf({ name: "Never Named" }));
    value(await hide(own, row.number, "Given twice."));
    const back = { number: row.number, reason: "It was not." };
    value(await restoreEndorsement(own.deps, own.organizer, own.process, back));
    expect(await actsOf(own)).toMatchObject([
      { action: "hide", endorsementId: row.id, commentId: null, reason: "Given twice." },
      { action: "restore", endorsementId: row.id, commentId: null, reason: "It was not." },
    ]);
    const log = await page(own, "discussion/moderation.tsx");
    const feed = there(await processFeed(own.deps, own.process, "moderation.atom", "en"));
    for (const text of [log, feed]) {
      expect(text).toContain("Given twice.");
      expect(text).toContain("It was not.");
      expect(text).not.toMatch(/Never Named/);
    }
    expect(log).toContain('"hideEndorsement"');
    expect(log).not.toContain(row.id);
    expect(feed).toContain("An endorsement was hidden");
    expect(feed).toContain("An endorsement was shown again");
  });

  test("are in no log that the public reads before the embargo ends", async () => {
    const own = await endorsable(testDeps(db));
    const row = await given(own, formOf());
    value(await hide(own, row.number, "A secret reason."));
    const until = new Date(own.deps.now().getTime() + minutes(60));
    value(await setEmbargo(own.deps, own.organizer, own.process, until));
    const process = await processRow(own.deps, own.process.id);
    expect(await page(own, "discussion/moderation.tsx", own.participant)).not.toContain("A secret reason.");
    expect(await processFeed(own.deps, process, "moderation.atom", "en")).not.toContain("A secret reason.");
    expect(await page(own, "discussion/moderation.tsx", own.organizer)).toContain("A secret reason.");
  });
});

describe("an address from which something was given that moderators hid", () => {
  test.each(["person", "organization"] as const)(
    "waits for an organizer when a %s withdraws it and gives again, and is told so",
    async (kind) => {
      const own = await endorsable(testDeps(db));
      const form = kind === "person" ? formOf({ name: "Comes Back" }) : organizationForm();
      const before = await heldBy(own, form);
      const left = await rowOf(own, before.id);
      expect(left).toMatchObject({ email: "", heldAddress: heldForm(form.email) });
      expect(JSON.stringify(left)).not.toContain(form.email);

      const again = await given(own, form);
      expect(again).toMatchObject({ state: "unchecked" });
      expect(await myEndorsement(own.deps, own.process, again)).toMatchObject({ isHeld: true });
      const desk = await endorsementDesk(own.deps, own.process, { list: "listed", query: "", page: 1 });
      expect(desk.waiting).toMatchObject([{ number: again.number, isHeld: true }]);
      expect(JSON.stringify(desk)).not.toContain(heldForm(form.email));

      value(await checkEndorsement(own.deps, own.organizer, own.process, again.number, { accept: true }));
      expect(await rowOf(own, again.id)).toMatchObject({ state: "listed" });
      expect(there(own.deps.mails.findLast(({ to }) => to === form.email)).subject).toContain("is listed");
    },
  );

  test("waits as the other kind too, and with something after a plus", async () => {
    const own = await endorsable(testDeps(db));
    const form = organizationForm();
    await heldBy(own, form);
    expect(await given(own, formOf({ email: form.email }))).toMatchObject({ state: "unchecked" });
    const plus = formOf({ email: form.email.replace("@", "+again@") });
    expect(await given(own, plus)).toMatchObject({ state: "unchecked" });
    expect(await given(own, formOf({ email: form.email.replace("@", "s@") }))).toMatchObject({
      state: "listed",
    });
  });

  test("waits in no other process, and not when what was hidden had been shown again", async () => {
    const own = await endorsable(testDeps(db));
    const form = formOf();
    await heldBy(own, form);
    expect(await given(s, form)).toMatchObject({ state: "listed", heldAddress: "" });
    const restored = formOf();
    const row = await given(own, restored);
    value(await hide(own, row.number));
    value(
      await restoreEndorsement(own.deps, own.organizer, own.process, { number: row.number, reason: "No." }),
    );
    value(await withdrawEndorsement(own.deps, own.process, row));
    expect(await rowOf(own, row.id)).toMatchObject({ heldAddress: "" });
    expect(await given(own, restored)).toMatchObject({ state: "listed" });
  });

  test("waits after the account was erased as well", async () => {
    const own = await endorsable(testDeps(db));
    const person = await signUp(own.deps, "erased-and-back");
    const form = formOf({ email: person.email });
    const row = await given(own, form);
    value(await hide(own, row.number));
    value(await eraseAccount(own.deps, person));
    expect(await given(own, form)).toMatchObject({ state: "unchecked" });
  });
});

describe("organizers", () => {
  test("are told of what waits for them, once each, and see how much it is", async () => {
    const own = await endorsable(testDeps(db));
    await given(own, organizationForm());
    await given(own, formOf());
    const told = () =>
      db.db
        .select()
        .from(notices)
        .where(and(eq(notices.processId, own.process.id), eq(notices.kind, "endorsement-waits")));
    expect(await told()).toMatchObject([
      { userId: own.organizer.id, path: `/p/${own.process.slug}/manage/endorsements` },
    ]);
    await heldBy(own, formOf({ email: "held@example.net" }));
    await given(own, formOf({ email: "held@example.net" }));
    expect(await told()).toHaveLength(2);
    expect(waitingFor(await readTodos(own.deps, own.organizer))).toMatchObject({ endorsements: 2 });
    expect(await page(own, "overview/manage.layout.tsx", own.organizer)).toContain('"endorsements":2');
  });
});

describe("a suspended account", () => {
  test("endorses nothing by its address: the answer is the same, a mail says why", async () => {
    const own = await endorsable(testDeps(db));
    const person = await suspended(own.deps, await signUp(own.deps, "suspended-endorser"));
    const form = formOf({ email: person.email });
    expect(await giveEndorsement(own.deps, own.process, form)).toEqual(
      await giveEndorsement(own.deps, own.process, formOf()),
    );
    const rows = await db.db.select().from(endorsements).where(eq(endorsements.email, person.email));
    expect(rows).toEqual([]);
    const mail = there(own.deps.mails.findLast(({ to }) => to === person.email));
    expect(mail.text).toContain("suspended");
    expect(mail.text).not.toContain("endorsements/link");
  });

  test("confirms nothing that was sent before, says no more yes, and may still say no and withdraw", async () => {
    const own = await endorsable(testDeps(db));
    const [first, second] = [await signUp(own.deps, "later-one"), await signUp(own.deps, "later-two")];
    const sent = formOf({ email: first.email });
    value(await giveEndorsement(own.deps, own.process, sent));
    const row = await given(own, formOf({ email: second.email }));
    for (const { id } of [first, second])
      await db.db.update(users).set({ suspendedAt: new Date() }).where(eq(users.id, id));
    const waiting = await behindLink(own, first.email);
    expect(refusal(await confirmEndorsement(own.deps, own.process, waiting))).toBe("suspended");
    await openedNext(own, "1.0");
    await askEndorsers(own.deps);
    expect(own.deps.mails.filter(({ subject }) => subject.includes("1.0"))).toEqual([]);
    const answer = (said: "yes" | "no") =>
      answerVersion(own.deps, own.process, row, { draft: "1.0", answer: said });
    expect(refusal(await answer("yes"))).toBe("suspended");
    value(await answer("no"));
    value(await withdrawEndorsement(own.deps, own.process, row));
  });
});
