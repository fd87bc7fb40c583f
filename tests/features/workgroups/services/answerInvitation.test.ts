import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readNotices } from "~/features/notices/services/readNotices.server";
import {
  acceptInvitation,
  declineInvitation,
  findInvitation,
} from "~/features/workgroups/services/answerInvitation.server";
import { type InviteInput, invitePeople } from "~/features/workgroups/services/invitations.server";
import {
  invitationsOf,
  resendInvitation,
  revokeInvitation,
} from "~/features/workgroups/services/sentInvitations.server";
import { readAddress } from "~/kernel/address";
import { users } from "~db/schema/accounts";
import {
  invitationIn,
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

const later = (days: number) => ({ ...s.deps, now: () => new Date(Date.now() + days * 24 * 60 * 60 * 1000) });
const invite = async (email: string, more: Partial<InviteInput> = {}, deps = s.deps) =>
  value(
    await invitePeople(deps, s.organizer, s.process, {
      role: "member",
      workgroupId: s.alpha.id,
      language: "en",
      people: [{ email, name: "", affiliation: "", affiliated: false }],
      ...more,
    }),
  );
const own = (workgroup: Scenario["alpha"] | null = null) => ({ process: s.process, workgroup });
const sentTo = async (email: string) =>
  there((await invitationsOf(s.deps, own(), 1)).rows.find((one) => one.email === email));
const mailTo = (email: string) => there(s.deps.mails.findLast(({ to }) => to === email));
const told = async () => (await readNotices(s.deps, s.organizer, "en")).notices;

describe("An invitation", () => {
  test.each(["organizer", "facilitator"] as const)(
    "to be %s is for the address that it was sent to: nobody else uses it up, and the one who was invited can",
    async (role) => {
      const asked = await signUp(s.deps, `asked-${role}`);
      await invite(asked.email, { role, workgroupId: role === "facilitator" ? s.alpha.id : null });
      const token = invitationIn(s.deps, asked.email);
      expect(mailTo(asked.email).text).toContain(`for this address (${asked.email}) alone`);
      expect(refusal(await acceptInvitation(s.deps, s.participant, token))).toBe("other_address");
      value(await acceptInvitation(s.deps, asked, token));
      expect((await sentTo(asked.email)).cameAs?.address).toBe(asked.email);
    },
  );

  test("to an address with an international domain names the address as its owner writes it", async () => {
    const email = there(readAddress("ana@bücher.example"));
    await invite(email, { role: "organizer", workgroupId: null });
    expect(mailTo(email).text).toContain("for this address (ana@bücher.example) alone");
  });

  test("that somebody else accepts tells the address it was sent to, and the list says who really came", async () => {
    const email = "handed-on@example.org";
    await invite(email);
    const person = await signUp(s.deps, "who-came");
    value(await acceptInvitation(s.deps, person, invitationIn(s.deps, email)));
    expect(mailTo(email).subject).toBe("Your invitation was accepted: A definition");
    expect(mailTo(email).text).toContain("w…@example.org");
    expect(mailTo(email).text).not.toContain(person.email);
    expect(await sentTo(email)).toMatchObject({ state: "accepted", cameAs: { address: person.email } });
    expect((await told())[0]).toMatchObject({
      kind: "invitation-accepted",
      values: { by: person.email, sentTo: email },
    });
  });

  test("expires after thirty days and says so, and the address can be invited again", async () => {
    await invite("slow@example.org");
    const token = invitationIn(s.deps, "slow@example.org");
    value(await findInvitation(later(29), token));
    expect(refusal(await acceptInvitation(later(31), s.participant, token))).toBe("invitation_expired");
    expect(await invite("slow@example.org", {}, later(31))).toMatchObject({ sent: 1 });
    expect(refusal(await findInvitation(later(31), token))).toBe("taken_back");
  });

  test("sent again works for thirty more days under a new link; the old one is known no more", async () => {
    await invite("lost@example.org");
    const first = invitationIn(s.deps, "lost@example.org");
    const { id } = await sentTo("lost@example.org");
    expect(refusal(await resendInvitation(s.deps, s.organizer, own(), id))).toBe("sent_just_now");
    value(await resendInvitation(later(20), s.organizer, own(), id));
    const second = invitationIn(s.deps, "lost@example.org");
    expect(refusal(await findInvitation(s.deps, first))).toBe("link_unknown");
    value(await findInvitation(later(45), second));
  });

  test("can be declined by its link alone, and whoever sent it reads the words", async () => {
    const email = "busy@example.org";
    await invite(email);
    const token = invitationIn(s.deps, email);
    value(await declineInvitation(s.deps, null, token, "No time this year."));
    expect(refusal(await acceptInvitation(s.deps, s.participant, token))).toBe("invitation_declined");
    expect((await told())[0]).toMatchObject({
      kind: "invitation-declined",
      values: { sentTo: email, words: "No time this year." },
    });
    expect(await invite(email)).toMatchObject({ sent: 1 });
  });

  test("says who invites and until when, in the language that the inviter chose", async () => {
    const people = [{ email: "fr@example.org", name: "", affiliation: "", affiliated: false }];
    const inviter = { ...s.organizer, displayName: "Ada Roy" };
    const input = { role: "member" as const, workgroupId: s.alpha.id, language: "fr" as const, people };
    value(await invitePeople(s.deps, inviter, s.process, input));
    expect(mailTo("fr@example.org").subject).toBe("Ada Roy vous invite\u00a0: A definition");
    expect(mailTo("fr@example.org").text).toMatch(/\/fr\/invitations\/[0-9a-f]{64}/);
    expect(mailTo("fr@example.org").text).toMatch(/jusqu’au .*\d{4}.* UTC/);
  });

  test("says it by the clock of whoever has the address, where that is known", async () => {
    const { id, email } = await signUp(s.deps, "far-away");
    await db.db.update(users).set({ timeZone: "Africa/Nairobi" }).where(eq(users.id, id));
    await invite(email);
    expect(mailTo(email).text).toMatch(/Africa\/Nairobi/);
    expect(mailTo(email).text).not.toContain("UTC");
  });

  test("of a member is its facilitators' to take back and to send again; others are not", async () => {
    await invite("theirs@example.org");
    await invite("not-theirs@example.org", { workgroupId: s.beta.id });
    await invite("boss-of-alpha@example.org", { role: "facilitator" });
    const mine = own(s.alpha);
    for (const email of ["not-theirs@example.org", "boss-of-alpha@example.org"])
      expect(refusal(await revokeInvitation(s.deps, s.facilitator, mine, (await sentTo(email)).id))).toBe(
        "not_found",
      );
    const { id } = await sentTo("theirs@example.org");
    value(await resendInvitation(later(1), s.facilitator, mine, id));
    value(await revokeInvitation(s.deps, s.facilitator, mine, id));
    expect(refusal(await revokeInvitation(s.deps, s.facilitator, mine, id))).toBe("not_found");
  });
});
