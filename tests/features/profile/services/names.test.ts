import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveProfile } from "~/features/profile/services/saveProfile.server";
import { describeSelfIn } from "~/features/representation/services/describeSelfIn.server";
import { addTopic } from "~/features/threads/services/addTopic.server";
import { acceptInvitation } from "~/features/workgroups/services/answerInvitation.server";
import { invitePeople } from "~/features/workgroups/services/invitations.server";
import { profileSchema } from "~/kernel/fields";
import { rowsOf } from "~db/client";
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
import { topicInput } from "~tests/support/threads";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 1 });
  await s.deps.db.update(users).set({ displayName: "Demo organizer" }).where(eq(users.id, s.organizer.id));
  await s.deps.db.update(users).set({ displayName: "Amina Diallo" }).where(eq(users.id, s.facilitator.id));
});
afterAll(() => db.close());

const profileOf = (displayName: string, affiliation = "") =>
  profileSchema.parse({ displayName, affiliation, country: "", locale: "en" });
const invitee = (email: string, name: string) => ({ email, name, affiliation: "", affiliated: false });
const invite = (email: string, name: string, role: "participant" | "organizer" = "participant") =>
  invitePeople(s.deps, s.organizer, s.process, {
    role,
    workgroupId: null,
    people: [invitee(email, name)],
    language: "en",
  });
const fieldsOf = (outcome: { ok: true } | { ok: false; error: { fields?: object } }) =>
  outcome.ok ? null : outcome.error.fields;
const nameOf = async (id: string) =>
  (await rowsOf<{ name: string }>(s.deps.db, sql`select display_name as name from users where id = ${id}`))[0]
    ?.name;

describe("Somebody who takes part", () => {
  test.each([
    "Demo organizer",
    "dem\u043E \u043Erg\u0430nizer",
    "Demo organ\u00ADizer",
    "Amina-Diallo",
    "\u0410MINA DIALLO",
  ])("cannot take the name of one who organizes or facilitates, however it is spelled (%j)", async (name) => {
    const refused = await saveProfile(s.deps, s.participant, profileOf(name));
    expect(fieldsOf(refused)).toEqual({ displayName: "errors:field.leaderName" });
    expect(await nameOf(s.participant.id)).toMatch(/^Person participant/);
  });

  test("cannot be called as a role is, nor say that they belong to one", async () => {
    const named = await saveProfile(s.deps, s.participant, profileOf("C\u043Edraft Team"));
    expect(fieldsOf(named)).toEqual({ displayName: "errors:field.roleName" });
    const placed = await saveProfile(s.deps, s.participant, profileOf("Ana", "Organizadora"));
    expect(fieldsOf(placed)).toEqual({ affiliation: "errors:field.roleName" });
  });

  test("may have the same name with something added, and the name of others who take part", async () => {
    const [member] = s.members.alpha;
    const namesake = (await nameOf(there(member).id)) ?? "";
    for (const name of ["Amina Diallo (Dakar)", namesake]) {
      value(await saveProfile(s.deps, s.participant, profileOf(name)));
      expect(await nameOf(s.participant.id)).toBe(name);
    }
  });

  test("keeps their own name when a namesake has come to organize, and may change the rest", async () => {
    const person = await signUp(s.deps, "namesake");
    value(await saveProfile(s.deps, person, profileOf("Zoe Lee")));
    value(await addTopic(s.deps, person, s.process, topicInput()));
    const [before] = await s.deps.db.select().from(users).where(eq(users.id, s.facilitator.id));
    await s.deps.db.update(users).set({ displayName: "Zoe Lee" }).where(eq(users.id, s.facilitator.id));
    value(await saveProfile(s.deps, person, profileOf("Zoe Lee", "A university")));
    await s.deps.db
      .update(users)
      .set({ displayName: before?.displayName ?? "" })
      .where(eq(users.id, s.facilitator.id));
  });
});

test("One who runs a process may write their own name another way", async () => {
  value(await saveProfile(s.deps, s.facilitator, profileOf("AMINA DIALLO")));
  value(await saveProfile(s.deps, s.facilitator, profileOf("Amina Diallo")));
});

test("Nobody begins to take part under a name that was chosen before to be taken for another's", async () => {
  const stranger = await signUp(s.deps, "stranger");
  value(await saveProfile(s.deps, stranger, profileOf("Demo \u043Erganizer")));
  expect(refusal(await addTopic(s.deps, stranger, s.process, topicInput()))).toBe("name_misleads");
  const place = { groups: [], country: "", languages: [], self: {}, campaign: "" };
  expect(refusal(await describeSelfIn(s.deps, stranger, s.process, place))).toBe("name_misleads");
  expect(await rowsOf(s.deps.db, sql`select id from comments where author_id = ${stranger.id}`)).toEqual([]);
  value(await invite(stranger.email, ""));
  const token = invitationIn(s.deps, stranger.email);
  expect(refusal(await acceptInvitation(s.deps, stranger, token))).toBe("name_misleads");
  value(await saveProfile(s.deps, stranger, profileOf("Olga")));
  value(await acceptInvitation(s.deps, stranger, token));
});

describe("An invitation", () => {
  test("names nobody as a role or as one who runs the process, and says which name it is", async () => {
    const asRole = await invite("a@example.org", "Modérateur");
    expect(fieldsOf(asRole)).toEqual({
      name: { key: "errors:field.roleNameOf", values: { name: "Modérateur" } },
    });
    const asLeader = await invite("a@example.org", "Demo organiz\u0435r");
    expect(fieldsOf(asLeader)).toEqual({
      name: { key: "errors:field.leaderNameOf", values: { name: "Demo organiz\u0435r" } },
    });
    expect(s.deps.mails.filter(({ to }) => to === "a@example.org")).toEqual([]);
  });

  test("may name one who is to run the process beside a namesake", async () => {
    value(await invite("second@example.org", "Amina Diallo", "organizer"));
  });
});
