import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askEndorsers } from "~/features/endorsements/services/askEndorsers.server";
import { askAgain } from "~/features/endorsements/services/desk/askAgain.server";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { resendDecision, sendDecisions } from "~/features/endorsements/services/desk/decisionLetters.server";
import { endorsementDesk } from "~/features/endorsements/services/desk/endorsementDesk.server";
import type { EndorsementRow } from "~/features/endorsements/services/findEndorsement.server";
import { answerVersion } from "~/features/endorsements/services/give/answerVersion.server";
import { countEndorsements } from "~/features/endorsements/services/listEndorsements.server";
import { hideEndorsement } from "~/features/endorsements/services/moderateEndorsement.server";
import { publicEndorsements } from "~/features/endorsements/services/publicEndorsements.server";
import { withdrawEndorsement } from "~/features/endorsements/services/withdrawEndorsement.server";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { draftCalled } from "~tests/support/draftScenario";
import {
  accepted,
  behindLink,
  endorsable,
  formOf,
  freshEmail,
  given,
  openedNext,
  organizationForm,
} from "~tests/support/endorsements";
import { refusal, type Scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

/** A process at a standing clock, whose earlier mails are forgotten. */
async function start(refuses: (to: string) => boolean | "for good" = () => false) {
  const clock = testClock();
  const sent: { to: string; text: string; subject: string }[] = [];
  const tries: string[] = [];
  const deps = testDeps(db, {
    now: clock.now,
    mail: async (mail, refused) => {
      tries.push(mail.to);
      const isRefused = refuses(mail.to);
      if (isRefused === "for good") refused?.({ code: "EENVELOPE 550", isFinal: true });
      if (isRefused) return false;
      sent.push(mail);
      deps.mails.push(mail);
      return true;
    },
  });
  const s = await endorsable(deps);
  // What other tests of this file left to be asked is theirs.
  await db.db.update(endorsements).set({ isExample: true });
  const forget = () => {
    sent.length = 0;
    tries.length = 0;
  };
  return { clock, deps, s, sent, tries, forget };
}

const versionOf = async (s: Scenario, { id }: EndorsementRow, label: string) => {
  const draft = await draftCalled(s, label);
  const [row] = await s.deps.db
    .select()
    .from(endorsedVersions)
    .where(and(eq(endorsedVersions.endorsementId, id), eq(endorsedVersions.draftId, draft.id)));
  return row;
};

describe("a new version", () => {
  test("is put to whoever endorsed an earlier one, with what changed and where to compare", async () => {
    const { deps, s, sent, forget, clock } = await start();
    const row = await given(s, formOf({ name: "Is Asked" }));
    const next = await openedNext(s, "1.0");
    forget();
    expect(await askEndorsers(deps)).toBe(1);
    expect(sent.map(({ to }) => to)).toEqual([row.email]);
    expect(there(sent[0]).text).toContain("What changed in 1.0.");
    expect(there(sent[0]).text).toContain(`/p/${s.process.slug}/compare/0.9/1.0`);
    expect(await versionOf(s, row, "1.0")).toMatchObject({
      answer: null,
      askedAt: clock.now(),
      draftHash: next.textHash,
    });
    expect((await behindLink(s, row.email)).id).toBe(row.id);
  });

  test("counts those alone who say yes", async () => {
    const { deps, s } = await start();
    const [yes, no, silent] = [
      await given(s, formOf()),
      await given(s, formOf()),
      await accepted(s, organizationForm()),
    ];
    const next = await openedNext(s, "1.0");
    await askEndorsers(deps);
    const count = async () =>
      there(await countEndorsements(deps, s.process, next, { isOrganizer: false })).total;
    expect(await count()).toBe(0);
    value(await answerVersion(deps, s.process, yes, { draft: "1.0", answer: "yes" }));
    value(await answerVersion(deps, s.process, no, { draft: "1.0", answer: "no" }));
    expect(await count()).toBe(1);
    const asked = { language: "en" as const, draft: null, kind: null, country: null, page: 1 };
    const wall = there(await publicEndorsements(deps, s.process, { isOrganizer: false }, asked));
    expect(wall.shown?.earlier).toEqual([{ label: "0.9", total: 3, again: 1 }]);
    const desk = await endorsementDesk(deps, s.process, { list: "listed", query: "", page: 1 });
    expect(desk.versions[0]).toMatchObject({ label: "1.0", no: 1, silent: 1, unreached: 0 });
    expect(await versionOf(s, silent, "1.0")).toMatchObject({ answer: null });
  });

  test("is put to nobody twice, however often and on however many nodes", async () => {
    const { deps, s, sent, forget, clock } = await start();
    const rows: EndorsementRow[] = [];
    for (let n = 0; n < 12; n++) rows.push(await given(s, formOf()));
    await openedNext(s, "1.0");
    forget();
    const both = await Promise.all([askEndorsers(deps), askEndorsers({ ...deps })]);
    expect((both[0] ?? 0) + (both[1] ?? 0)).toBe(12);
    clock.forward(minutes(60 * 24 * 30));
    expect(await askEndorsers(deps)).toBe(0);
    expect(sent.map(({ to }) => to).sort()).toEqual(rows.map(({ email }) => email).sort());
  });

  test("is put to whoever the mail server refused later, at growing distances, until it takes it", async () => {
    const broken = freshEmail();
    let isBroken = false;
    const { deps, s, sent, tries, forget, clock } = await start((to) => isBroken && to === broken);
    const [row, well] = [await given(s, formOf({ email: broken })), await given(s, formOf())];
    await openedNext(s, "1.0");
    forget();
    isBroken = true;
    expect(await askEndorsers(deps)).toBe(1);
    expect(sent.map(({ to }) => to)).toEqual([well.email]);
    expect(tries.filter((to) => to === broken)).toHaveLength(1);
    // An hour of ticks, every ten seconds.
    for (let tick = 0; tick < 360; tick++) {
      clock.forward(10_000);
      await askEndorsers(deps);
    }
    expect(tries.filter((to) => to === broken)).toHaveLength(6);
    const desk = await endorsementDesk(deps, s.process, { list: "listed", query: "", page: 1 });
    expect(desk.versions[0]).toMatchObject({ unreached: 1, silent: 1 });
    isBroken = false;
    clock.forward(minutes(60));
    expect(await askEndorsers(deps)).toBe(1);
    expect(await askEndorsers(deps)).toBe(0);
    expect(sent.map(({ to }) => to)).toEqual([well.email, row.email]);
    expect((await behindLink(s, broken)).id).toBe(row.id);
  });

  test("is kept as failed where the mail server will never take it, or has not for days; organizers see it and ask again", async () => {
    const [gone, away] = [freshEmail(), freshEmail()];
    let isBroken = false;
    const { deps, s, sent, forget, clock } = await start((to) =>
      isBroken ? (to === gone ? "for good" : to === away) : false,
    );
    const rows = [await given(s, formOf({ email: gone })), await given(s, formOf({ email: away }))];
    await openedNext(s, "1.0");
    forget();
    isBroken = true;
    const unasked = async () => {
      const desk = await endorsementDesk(deps, s.process, { list: "listed", query: "", page: 1 });
      return desk.unasked.map(({ number }) => number);
    };
    expect(await askEndorsers(deps)).toBe(0);
    expect(await unasked()).toEqual([rows[0]?.number]);
    for (let tried = 0; tried < 30; tried++) {
      clock.forward(minutes(60 * 24));
      await askEndorsers(deps);
    }
    expect(await unasked()).toEqual(rows.map(({ number }) => number));
    isBroken = false;
    clock.forward(minutes(60 * 24));
    expect(await askEndorsers(deps)).toBe(0);
    for (const { number } of rows) value(await askAgain(deps, s.organizer, s.process, number));
    expect(await askEndorsers(deps)).toBe(2);
    expect(sent.map(({ to }) => to).sort()).toEqual([gone, away].sort());
    expect(await unasked()).toEqual([]);
    expect(refusal(await askAgain(deps, s.organizer, s.process, rows[0]?.number ?? 0))).toBe("not_found");
  });

  test("is put to more people than are looked up at once", async () => {
    const { deps, s, sent, forget } = await start();
    const draft = await draftCalled(s, "0.9");
    const rows = Array.from({ length: 230 }, (_, n) => ({
      id: deps.newId() as EndorsementRow["id"],
      processId: s.process.id,
      number: n + 1,
      kind: "person" as const,
      state: "listed" as const,
      email: freshEmail(),
      name: `Person ${n}`,
      language: "en" as const,
      tokenHash: deps.randomHex(32),
      createdAt: deps.now(),
      verifiedAt: deps.now(),
    }));
    await deps.db.insert(endorsements).values(rows);
    await deps.db.insert(endorsedVersions).values(
      rows.map(({ id }) => ({
        endorsementId: id,
        draftId: draft.id,
        draftHash: there(draft.textHash),
        askedAt: deps.now(),
        answer: "yes" as const,
        answeredAt: deps.now(),
      })),
    );
    await openedNext(s, "1.0");
    forget();
    expect(await askEndorsers(deps)).toBe(230);
    expect(new Set(sent.map(({ to }) => to)).size).toBe(230);
  });

  test("is not put to who withdrew, is hidden, answered already or is an example", async () => {
    const { deps, s, sent, forget } = await start();
    const [withdrew, hidden, answered, example] = [
      await given(s, formOf()),
      await given(s, formOf()),
      await given(s, formOf()),
      await given(s, formOf()),
    ];
    value(await withdrawEndorsement(deps, s.process, withdrew));
    const reason = "Given twice.";
    value(await hideEndorsement(deps, s.organizer, s.process, { number: hidden.number, reason }));
    await deps.db.update(endorsements).set({ isExample: true }).where(eq(endorsements.id, example.id));
    await openedNext(s, "1.0");
    value(await answerVersion(deps, s.process, answered, { draft: "1.0", answer: "yes" }));
    forget();
    expect(await askEndorsers(deps)).toBe(0);
    expect(sent).toEqual([]);
  });

  test("is put to an organization that was taken only after it was opened", async () => {
    const { deps, s, sent, forget, clock } = await start();
    const form = organizationForm();
    const { number } = await given(s, form);
    await openedNext(s, "1.0");
    forget();
    expect(await askEndorsers(deps)).toBe(0);
    clock.forward(minutes(60 * 24 * 10));
    value(await checkEndorsement(deps, s.organizer, s.process, number, { accept: true }));
    expect(await askEndorsers(deps)).toBe(1);
    expect(sent.map(({ to }) => to)).toEqual([form.email, form.email]);
  });

  test("writes to each in the language of their endorsement", async () => {
    const { deps, s, sent, forget } = await start();
    await given(s, formOf({ language: "ar" }));
    await openedNext(s, "1.0");
    forget();
    await askEndorsers(deps);
    expect(there(sent[0]).text).toContain(`/ar/p/${s.process.slug}/compare/0.9/1.0`);
    expect(there(sent[0]).subject).toMatch(/[\u0600-\u06ff]/);
  });
});

describe("the mail of a decision that the mail server does not take", () => {
  const deskOf = async (s: Scenario) =>
    (await endorsementDesk(s.deps, s.process, { list: "listed", query: "", page: 1 })).undelivered;

  test("is tried again at growing distances, then kept as failed, where organizers see it and send it again", async () => {
    let isBroken = false;
    const { deps, s, tries, forget, clock } = await start(() => isBroken);
    const row = await given(s, organizationForm());
    forget();
    isBroken = true;
    const decided = await checkEndorsement(deps, s.organizer, s.process, row.number, { accept: true });
    expect(value(decided)).toEqual({ isTold: false });
    expect(await deskOf(s)).toMatchObject([{ number: row.number, letter: "listed", mail: "due" }]);
    const distances: number[] = [];
    for (let minute = 1, last = 0; minute <= 70; minute++) {
      clock.forward(minutes(1));
      const before = tries.length;
      await sendDecisions(deps);
      if (tries.length === before) continue;
      distances.push(minute - last);
      last = minute;
    }
    expect(distances).toEqual([1, 2, 4, 8, 16, 32]);
    for (let tried = 0; tried < 25; tried++) {
      clock.forward(minutes(60 * 4));
      await sendDecisions(deps);
    }
    expect(tries).toHaveLength(25);
    expect(await deskOf(s)).toMatchObject([{ number: row.number, mail: "failed" }]);
    const again = () => resendDecision(deps, s.organizer, s.process, row.number);
    expect(refusal(await again())).toBe("mail_failed");
    isBroken = false;
    value(await again());
    expect((await behindLink(s, row.email)).id).toBe(row.id);
    expect(await deskOf(s)).toEqual([]);
    expect(refusal(await again())).toBe("not_found");
    expect(await sendDecisions(deps)).toBe(0);
  });

  test("is given up at once where the mail server will never take it, and with the endorsement", async () => {
    const { deps, s } = await start();
    const rows = [await given(s, organizationForm()), await given(s, organizationForm())];
    const never = testDeps(db, {
      now: deps.now,
      mail: async (_, refused) => {
        refused?.({ code: "EENVELOPE 550", isFinal: true });
        return false;
      },
    });
    for (const { number } of rows)
      value(
        await checkEndorsement(never, s.organizer, s.process, number, {
          accept: false,
          reason: "Not theirs.",
        }),
      );
    expect((await deskOf(s)).map(({ letter, mail }) => [letter, mail])).toEqual([
      ["declined", "failed"],
      ["declined", "failed"],
    ]);
    value(await withdrawEndorsement(deps, s.process, there(rows[0])));
    expect((await deskOf(s)).map(({ number }) => number)).toEqual([there(rows[1]).number]);
  });
});
