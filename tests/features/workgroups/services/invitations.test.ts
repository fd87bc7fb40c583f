import { and, eq, inArray, like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acceptInvitation, findInvitation } from "~/features/workgroups/services/answerInvitation.server";
import {
  type InviteInput,
  invitePeople,
  knownInvitees,
} from "~/features/workgroups/services/invitations.server";
import { readInvitees } from "~/features/workgroups/services/readInvitees.server";
import { sendInvitations } from "~/features/workgroups/services/sendInvitations.server";
import {
  invitationsOf,
  resendInvitation,
  revokeInvitation,
} from "~/features/workgroups/services/sentInvitations.server";
import { changeMember, membersPage } from "~/features/workgroups/services/workgroups.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { ProcessId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { invitations, workgroupMembers } from "~db/schema/workgroups";
import {
  invitationIn,
  joined,
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
let other: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  other = await scenario(testDeps(db), { members: 0 });
});
afterAll(() => db.close());

const invitee = (email: string) => ({ email, name: "", affiliation: "", affiliated: false });
function invite(emails: readonly string[], place: Partial<Pick<InviteInput, "role" | "workgroupId">> = {}) {
  return invitePeople(s.deps, s.organizer, s.process, {
    role: "member",
    workgroupId: s.alpha.id,
    people: emails.map(invitee),
    language: "en",
    ...place,
  });
}

const roleIn = async (userId: string) =>
  (
    await db.db
      .select()
      .from(workgroupMembers)
      .where(and(eq(workgroupMembers.userId, userId), eq(workgroupMembers.workgroupId, s.alpha.id)))
  )[0]?.role;

describe("an invitation", () => {
  test("is mailed with a link of its own, of which only the hash is stored", async () => {
    expect(value(await invite(["one@example.org", "two@example.org"]))).toEqual({
      sent: 2,
      waiting: 0,
      passedOver: 0,
      undelivered: 0,
    });
    const [one, two] = ["one@example.org", "two@example.org"].map((email) => invitationIn(s.deps, email));
    expect(one).not.toBe(two);
    const rows = await db.db.select().from(invitations).where(eq(invitations.processId, s.process.id));
    expect(JSON.stringify(rows)).not.toContain(there(one));
    expect(s.deps.mails.at(-1)?.text).toContain(s.alpha.name);
  });

  test("makes whoever accepts it a member, once", async () => {
    value(await invite(["old@example.org"]));
    const person = await signUp(s.deps, "works-elsewhere");
    const token = invitationIn(s.deps, "old@example.org");
    expect(value(await findInvitation(s.deps, token))).toMatchObject({ workgroup: { key: "alpha" } });
    expect(value(await acceptInvitation(s.deps, person, token))).toEqual({
      slug: s.process.slug,
      workgroup: "alpha",
    });
    expect(await roleIn(person.id)).toBe("member");
    expect(refusal(await acceptInvitation(s.deps, s.participant, token))).toBe("already_used");
    expect(refusal(await findInvitation(s.deps, token))).toBe("already_used");
    expect(await roleIn(s.participant.id)).toBeUndefined();
  });

  test("accepted by two people at once makes one of them a member", async () => {
    value(await invite(["shared@example.org"]));
    const token = invitationIn(s.deps, "shared@example.org");
    const people = [await signUp(s.deps, "first-of-two"), await signUp(s.deps, "second-of-two")];
    const both = await Promise.all(people.map((person) => acceptInvitation(s.deps, person, token)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const joined = await Promise.all(people.map(({ id }) => roleIn(id)));
    expect(joined.filter((role) => role === "member")).toHaveLength(1);
  });

  test("taken back lets nobody in", async () => {
    value(await invite(["gone@example.org"]));
    const sent = (await invitationsOf(s.deps, { process: s.process, workgroup: null }, 1)).rows.find(
      ({ email }) => email === "gone@example.org",
    );
    value(
      await revokeInvitation(s.deps, s.organizer, { process: s.process, workgroup: null }, there(sent).id),
    );
    const token = invitationIn(s.deps, "gone@example.org");
    expect(refusal(await findInvitation(s.deps, token))).toBe("taken_back");
    expect(refusal(await acceptInvitation(s.deps, s.participant, token))).toBe("taken_back");
  });

  test("cannot be taken back by the organizer of another process", async () => {
    value(await invite(["mine@example.org"]));
    const [sent] = await db.db.select().from(invitations).where(eq(invitations.email, "mine@example.org"));
    const theirs = { process: other.process, workgroup: null };
    for (const act of [revokeInvitation, resendInvitation])
      expect(refusal(await act(other.deps, other.organizer, theirs, there(sent).id))).toBe("not_found");
    value(await findInvitation(s.deps, invitationIn(s.deps, "mine@example.org")));
  });

  test("makes organizers, and a participant who accepts one becomes an organizer", async () => {
    const place = { role: "participant" as const, workgroupId: null };
    const person = await joined(s, "promoted-participant", place);
    value(await invite([person.email], { role: "organizer", workgroupId: null }));
    value(await acceptInvitation(s.deps, person, invitationIn(s.deps, person.email)));
    const [row] = await db.db
      .select()
      .from(processMembers)
      .where(and(eq(processMembers.processId, s.process.id), eq(processMembers.userId, person.id)));
    expect(row?.role).toBe("organizer");
  });

  test("to take part does not take the organizer's role away", async () => {
    value(await invite(["again@example.org"], { role: "participant", workgroupId: null }));
    value(await acceptInvitation(s.deps, s.organizer, invitationIn(s.deps, "again@example.org")));
    const [row] = await db.db
      .select()
      .from(processMembers)
      .where(and(eq(processMembers.processId, s.process.id), eq(processMembers.userId, s.organizer.id)));
    expect(row?.role).toBe("organizer");
  });

  test("fills in what a person has not said themselves, and nothing else", async () => {
    const person = await signUp(s.deps, "named");
    await db.db.update(users).set({ displayName: "Own name" }).where(eq(users.id, person.id));
    const known = { email: person.email, name: "Their name", affiliation: "A university", affiliated: true };
    const place = { role: "member" as const, workgroupId: s.alpha.id, language: "en" as const };
    value(await invitePeople(s.deps, s.organizer, s.process, { ...place, people: [known] }));
    value(await acceptInvitation(s.deps, person, invitationIn(s.deps, person.email)));
    expect((await membersPage(s.deps, s.alpha.id, 1)).rows.find(({ id }) => id === person.id)).toMatchObject({
      displayName: "Own name",
      affiliation: "A university",
      affiliated: true,
    });
  });

  test.each([
    ["member", null],
    ["facilitator", null],
    ["organizer", "alpha"],
    ["participant", "alpha"],
  ] as const)("as %s needs a workgroup or has none (%s is refused)", async (role, group) => {
    const workgroupId = group && s.alpha.id;
    expect(refusal(await invite(["x@example.org"], { role, workgroupId }))).toBe("invalid");
  });

  test("to a workgroup of another process is refused", async () => {
    expect(refusal(await invite(["x@example.org"], { workgroupId: other.alpha.id }))).toBe("invalid");
  });

  test("to a workgroup of another process says nothing of who is in that one", async () => {
    const member = there(s.members.alpha[0]);
    await invite(["waiting@example.org"], { workgroupId: s.alpha.id });
    const known = (processId: ProcessId) =>
      knownInvitees(s.deps, processId, { role: "member", workgroupId: s.alpha.id });
    expect((await known(s.process.id)).get(member.email)).toBe("joined");
    expect((await known(s.process.id)).get("waiting@example.org")).toBe("invited");
    expect((await known(other.process.id)).size).toBe(0);
  });

  test("that the mail server did not take is counted, not thrown", async () => {
    const deps = testDeps(db, { mail: async ({ to }) => to !== "bad@example.org" });
    const answer = await invitePeople(deps, s.organizer, s.process, {
      role: "member",
      workgroupId: s.alpha.id,
      people: [invitee("bad@example.org"), invitee("good@example.org")],
      language: "en",
    });
    expect(value(answer)).toEqual({ sent: 1, waiting: 0, passedOver: 0, undelivered: 1 });
  });
});

describe("the mails of many invitations", () => {
  const stored = async (emails: readonly string[]) => {
    const rows = await db.db
      .select()
      .from(invitations)
      .where(inArray(invitations.email, [...emails]));
    return rows.map(({ mail }) => mail);
  };

  test("are sent by the job, each once, with a link that works, whatever many nodes do", async () => {
    const emails = Array.from({ length: 45 }, (_, at) => `many-${at}@example.org`);
    const before = s.deps.mails.length;
    expect(value(await invite(emails))).toMatchObject({ sent: 0, waiting: 45 });
    expect(s.deps.mails).toHaveLength(before);
    const sent = await Promise.all([sendInvitations(s.deps), sendInvitations(s.deps)]);
    expect(sent[0] + sent[1]).toBe(45);
    expect(
      s.deps.mails
        .slice(before)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([...emails].sort());
    expect(new Set(await stored(emails))).toEqual(new Set(["sent"]));
    const token = invitationIn(s.deps, "many-7@example.org");
    const [row] = await db.db.select().from(invitations).where(eq(invitations.email, "many-7@example.org"));
    expect(row?.tokenHash).toBe(sha256Hex(token));
    expect(await sendInvitations(s.deps)).toBe(0);
  });

  test("that the mail server does not take are tried again for more than a day, then given up and said", async () => {
    let now = s.deps.now().getTime();
    let tries = 0;
    const deps = testDeps(db, {
      now: () => new Date(now),
      mail: async ({ to }) => {
        if (to === "away@example.org") tries++;
        return false;
      },
    });
    const place = { role: "member", workgroupId: s.alpha.id, language: "en" } as const;
    value(
      await invitePeople(deps, s.organizer, s.process, { ...place, people: [invitee("away@example.org")] }),
    );
    const began = now;
    for (; (await stored(["away@example.org"]))[0] === "due"; now += 60_000 * 2 ** Math.min(tries, 8))
      await sendInvitations(deps);
    expect(await stored(["away@example.org"])).toEqual(["failed"]);
    expect(now - began).toBeGreaterThan(24 * 3_600_000);
    expect(tries).toBeLessThan(30);
  });

  test("are due again where the letter cannot be made, and the others go out", async () => {
    const emails = Array.from({ length: 22 }, (_, at) => `made-${at}@example.org`);
    value(await invite(emails));
    let made = 0;
    const translator: typeof s.deps.translator = (language) => {
      made += 1;
      if (made === 1) throw new Error("no words");
      return s.deps.translator(language);
    };
    await expect(sendInvitations({ ...s.deps, translator })).rejects.toThrow("1 failed");
    expect((await stored(emails)).toSorted()).toEqual(["due", ...Array(21).fill("sent")]);
  });

  test("are not sent any more once the invitation was taken back", async () => {
    const emails = Array.from({ length: 21 }, (_, at) => `back-${at}@example.org`);
    value(await invite(emails));
    await db.db
      .update(invitations)
      .set({ revokedAt: s.deps.now() })
      .where(inArray(invitations.email, emails));
    expect(await sendInvitations(s.deps)).toBe(0);
  });
});

test("six thousand people are invited by one form, and none of their mails is sent while it is answered", async () => {
  const emails = Array.from({ length: 6000 }, (_, at) => `one-of-many-${at}@example.org`);
  const sent = s.deps.mails.length;
  const many = testDeps(db);
  const answer = await invitePeople(many, s.organizer, s.process, {
    role: "member",
    workgroupId: s.alpha.id,
    people: emails.map(invitee),
    language: "en",
  });
  expect(value(answer)).toMatchObject({ passedOver: 0, undelivered: 0 });
  expect(value(answer).sent + value(answer).waiting).toBe(6000);
  expect(many.mails.length).toBeLessThan(50);
  expect(s.deps.mails).toHaveLength(sent);
  expect(await db.db.$count(invitations, like(invitations.email, "one-of-many-%"))).toBe(6000);
  await db.db.delete(invitations).where(like(invitations.email, "one-of-many-%"));
});

describe("people who are already there", () => {
  test("are passed over and counted, whether invited, joined or named twice", async () => {
    value(await invite(["first@example.org"]));
    const before = s.deps.mails.length;
    const emails = [
      "first@example.org",
      there(s.members.alpha[0]).email,
      "new@example.org",
      "new@example.org",
    ];
    expect(value(await invite(emails))).toEqual({ sent: 1, waiting: 0, passedOver: 3, undelivered: 0 });
    expect(s.deps.mails.slice(before).map(({ to }) => to)).toEqual(["new@example.org"]);
  });

  test("may be invited to another workgroup", async () => {
    value(await invite(["both@example.org"]));
    expect(value(await invite(["both@example.org"], { workgroupId: s.beta.id }))).toMatchObject({ sent: 1 });
  });

  test("with an open invitation as member may be invited as facilitator of the same workgroup", async () => {
    value(await invite(["promoted@example.org"]));
    expect(await invite(["promoted@example.org"], { role: "facilitator" })).toMatchObject({ ok: true });
  });

  test("as facilitators stay facilitators when they accept an invitation as member", async () => {
    value(await invite(["work@example.org"]));
    value(await acceptInvitation(s.deps, s.facilitator, invitationIn(s.deps, "work@example.org")));
    expect(await roleIn(s.facilitator.id)).toBe("facilitator");
  });

  test("can be made facilitators, and removed", async () => {
    const member = await joined(s, "promoted-member", { role: "member", workgroupId: s.alpha.id });
    const change = (role: "facilitator" | "removed") =>
      changeMember(s.deps, s.organizer, s.process, s.alpha, { userId: member.id, role, affiliated: true });
    value(await change("facilitator"));
    expect(await roleIn(member.id)).toBe("facilitator");
    value(await change("removed"));
    expect(await roleIn(member.id)).toBeUndefined();
    expect(refusal(await change("removed"))).toBe("not_found");
  });
});

describe("a pasted list of people", () => {
  test("is read with all that it says", () => {
    const csv = "Email,Name,Affiliation,Affiliated\n ONE@example.org , One ,A lab,yes\ntwo@example.org,,,\n";
    expect(readInvitees(csv)).toMatchObject({
      rows: [
        { line: 2, email: "one@example.org", name: "One", affiliation: "A lab", affiliated: true },
        { line: 3, email: "two@example.org", name: "", affiliation: "", affiliated: false },
      ],
      problems: [],
    });
  });

  test("has every bad line named", () => {
    const csv = [
      "email,name,affiliated",
      "one@example.org,One,yes",
      ",Nobody,",
      "not-an-address,Somebody,",
      "two@example.org,\u202EevilName,",
      "three@example.org,Three,perhaps",
      "ONE@example.org,One again,no",
      "four@example.org,Four,no,again",
    ].join("\n");
    const { rows, problems } = readInvitees(csv);
    expect(rows.map(({ line }) => line)).toEqual([2]);
    expect(problems).toMatchObject([
      { line: 3, code: "empty", column: "email" },
      { line: 4, code: "address", column: "email", value: "not-an-address" },
      { line: 5, code: "surrogate", column: "name" },
      { line: 6, code: "yes-no", column: "affiliated", value: "perhaps" },
      { line: 7, code: "duplicate", value: "one@example.org", otherLine: 2 },
      { line: 8, code: "cell-count", expected: 3, found: 4 },
    ]);
  });

  test.each([
    ["", "no-header"],
    ["email\n", "no-rows"],
    ["mailing,name\nx@example.org,X\n", "column-missing"],
  ])("without people is a problem (%j)", (csv, code) => {
    expect(readInvitees(csv)).toMatchObject({ rows: [], problems: [{ line: 1, code }] });
  });
});
