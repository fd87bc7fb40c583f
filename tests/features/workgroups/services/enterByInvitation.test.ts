import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findSession } from "~/features/accounts/services/sessions.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { enterByInvitation, maySignIn } from "~/features/workgroups/services/enter/enterByInvitation.server";
import { whereToVote } from "~/features/workgroups/services/enter/whereToVote.server";
import { type InviteInput, invitePeople } from "~/features/workgroups/services/invitations.server";
import { sessions, users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import {
  closed,
  invitationIn,
  joined,
  opened,
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
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
});
afterAll(() => db.close());

async function invited(email: string, more: Partial<InviteInput> = {}): Promise<string> {
  value(
    await invitePeople(s.deps, s.organizer, s.process, {
      role: "member",
      workgroupId: s.alpha.id,
      language: "fr",
      people: [{ email, name: "Ada", affiliation: "", affiliated: false }],
      ...more,
    }),
  );
  return invitationIn(s.deps, email);
}
const enter = (token: string) => enterByInvitation(s.deps, token, "A browser");
const accountOf = async (email: string) =>
  (await s.deps.db.select().from(users).where(eq(users.email, email)))[0];

describe("The link of an invitation", () => {
  test("signs in the address that it was sent to, with what it was invited to, and once", async () => {
    const token = await invited("new@example.org");
    const mails = s.deps.mails.length;
    const both = await Promise.all([enter(token), enter(token)]);
    const came = there(both.flatMap((one) => (one.ok ? [one.value] : []))[0]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await findSession(s.deps, came.session)).toMatchObject({ email: "new@example.org" });
    expect(came).toMatchObject({ slug: s.process.slug, workgroup: "alpha" });
    const account = there(await accountOf("new@example.org"));
    expect(account).toMatchObject({ locale: "fr", displayName: "Ada" });
    const member = await s.deps.db.select().from(processMembers).where(eq(processMembers.userId, account.id));
    expect(member).toMatchObject([{ role: "participant" }]);
    // No second mail, and the link is used up.
    expect(s.deps.mails.slice(mails).filter(({ to }) => to === account.email)).toEqual([]);
    expect(refusal(await enter(token))).toBe("already_used");
    expect(await s.deps.db.select().from(sessions).where(eq(sessions.userId, account.id))).toHaveLength(1);
  });

  test.each(["organizer", "facilitator"] as const)("to be %s signs nobody in", async (role) => {
    const email = `power-${role}@example.org`;
    const token = await invited(email, { role, workgroupId: role === "facilitator" ? s.alpha.id : null });
    expect(refusal(await enter(token))).toBe("sign_in_needed");
    expect(await accountOf(email)).toBeUndefined();
  });

  test("signs in no account that is there, and no address that may start processes", async () => {
    const known = await signUp(s.deps, "known-before");
    const token = await invited(known.email);
    expect(refusal(await enter(token))).toBe("sign_in_needed");
    const founder = { ...s.deps, settings: { ...s.deps.settings, founders: ["founder@example.org"] } };
    expect(await maySignIn(founder, { email: "founder@example.org", role: "participant" })).toBe(false);
    expect(await maySignIn(s.deps, { email: "nobody-yet@example.org", role: "participant" })).toBe(true);
  });

  test("leaves no account where the invitation is over by then", async () => {
    const token = await invited("late@example.org");
    const later = { ...s.deps, now: () => new Date(Date.now() + 31 * 86_400_000) };
    expect(refusal(await enterByInvitation(later, token, ""))).toBe("invitation_expired");
    expect(refusal(await enter("0".repeat(64)))).toBe("link_unknown");
    expect(await accountOf("late@example.org")).toBeUndefined();
  });
});

test("Who has come is led to vote: to their ballot, else to a public round, else nowhere", async () => {
  const person = await joined(s, "led", { role: "participant", workgroupId: null });
  const where = () => whereToVote(s.deps, person, s.process.slug);
  expect(await where()).toBeNull();
  const round = await opened(s, { workgroupId: null });
  const path = `/p/${s.process.slug}/rounds/${round.number}`;
  expect(await where()).toBe(path);
  value(await joinRoll(s.deps, person, round));
  expect(await where()).toBe(`${path}/ballot`);
  await closed(s, round);
  expect(await where()).toBeNull();
});
