import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  dismissEndorsementFlags,
  flagEndorsement,
} from "~/features/endorsements/services/flagEndorsement.server";
import { hideEndorsement } from "~/features/endorsements/services/moderateEndorsement.server";
import type { ProcessRole } from "~/features/membership/domain/roles";
import {
  dismissFlags,
  flagComment,
  hideComment,
  moderationLog,
  restoreComment,
  restrain,
} from "~/features/moderation/services/moderate.server";
import { objectTo } from "~/features/moderation/services/tell.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { readTodos } from "~/features/notices/services/readTodos.server";
import { listPeople, setRole } from "~/features/profile/services/people.server";
import { acceptInvitation } from "~/features/workgroups/services/answerInvitation.server";
import { invitePeople } from "~/features/workgroups/services/invitations.server";
import { users } from "~db/schema/accounts";
import { endorsements } from "~db/schema/endorsements";
import { commented, firstVersion } from "~tests/support/comments";
import { endorsable, formOf, given } from "~tests/support/endorsements";
import {
  invitationIn,
  type Person,
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
let moderator: Person;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db), { members: 1 });
  moderator = there(s.members.alpha[0]);
});
afterAll(() => db.close());

const name = (person: Person, role: ProcessRole) =>
  setRole(s.deps, s.organizer, s.process, { person: person.id, role });
const told = async (person: Person) => (await readNotices(s.deps, person, "en")).notices;
const kindsOf = async (person: Person) => (await told(person)).map(({ kind }) => kind as string);
const roleOf = async (person: Person) =>
  (await listPeople(s.deps, s.process, { page: 1, named: person.email })).rows[0]?.role;
const invited = (person: Person, role: "organizer" | "moderator" | "participant") =>
  invitePeople(s.deps, s.organizer, s.process, {
    role,
    workgroupId: null,
    people: [{ email: person.email, name: "", affiliation: "", affiliated: false }],
    language: "en",
  });

describe("A moderator", () => {
  test("is named, and relieved, by organizers, and told so both times with the place of the work", async () => {
    value(await name(moderator, "moderator"));
    expect(await roleOf(moderator)).toBe("moderator");
    const [first] = await told(moderator);
    expect(first).toMatchObject({ kind: "role-changed", path: `/p/${s.process.slug}/manage/moderation` });
    expect(first?.values).toMatchObject({ role: "moderator" });
    value(await name(moderator, "participant"));
    expect(await roleOf(moderator)).toBe("participant");
    expect((await told(moderator))[0]?.values).toMatchObject({ role: "participant" });
  });

  test("can be invited, at that address alone, and nobody becomes less by accepting", async () => {
    const newcomer = await signUp(s.deps, "newcomer");
    value(await invited(newcomer, "moderator"));
    const link = invitationIn(s.deps, newcomer.email);
    expect(refusal(await acceptInvitation(s.deps, s.participant, link))).toBe("other_address");
    value(await acceptInvitation(s.deps, newcomer, link));
    expect(await roleOf(newcomer)).toBe("moderator");
    value(await invited(moderator, "moderator"));
    value(await acceptInvitation(s.deps, moderator, invitationIn(s.deps, moderator.email)));
    expect(await roleOf(moderator)).toBe("moderator");
    for (const [person, role] of [
      [s.organizer, "moderator"],
      [newcomer, "participant"],
    ] as const) {
      value(await invited(person, role));
      value(await acceptInvitation(s.deps, person, invitationIn(s.deps, person.email)));
    }
    expect([await roleOf(s.organizer), await roleOf(newcomer)]).toEqual(["organizer", "moderator"]);
  });

  test("is told of what is flagged and objected to, and has it to do until it is answered", async () => {
    value(await name(moderator, "moderator"));
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, s.facilitator, draft);
    expect(await readTodos(s.deps, moderator)).toEqual([]);
    value(await flagComment(s.deps, s.participant, s.process, id, "It sells."));
    expect(await kindsOf(moderator)).toContain("comment-flagged");
    expect(await kindsOf(s.organizer)).toContain("comment-flagged");
    expect(await kindsOf(s.participant)).not.toContain("comment-flagged");
    expect(await readTodos(s.deps, moderator)).toMatchObject([{ kind: "flags", desk: "moderation" }]);
    expect(await readTodos(s.deps, s.participant)).toEqual([]);
    value(await dismissFlags(s.deps, moderator, s.process, id));
    expect(await readTodos(s.deps, moderator)).toEqual([]);

    value(await hideComment(s.deps, moderator, s.process, id, { reason: "It sells." }));
    const { path } = there(
      (await told(s.facilitator)).find(({ kind }) => (kind as string) === "comment-hidden"),
    );
    expect(path).toBe(`/p/${s.process.slug}/moderation`);
    const { rows } = await moderationLog(s.deps, s.process, { isOrganizer: false }, 1);
    const act = there(rows[0]).id;
    value(await objectTo(s.deps, s.facilitator, s.process, { act, words: "I sell nothing." }));
    expect(await kindsOf(moderator)).toContain("moderation-objected");
  });

  test("is told of endorsements that are flagged, and who endorsed of what was done about it", async () => {
    const own = await endorsable(testDeps(db));
    const named = own.facilitator;
    value(await setRole(own.deps, own.organizer, own.process, { person: named.id, role: "moderator" }));
    const row = await given(own, formOf({ name: "Pointed Out" }));
    const reader = { isOrganizer: false };
    const flag = { number: row.number, reason: "Nobody of that name." };
    value(await flagEndorsement(own.deps, own.participant, own.process, reader, flag));
    const { notices } = await readNotices(own.deps, named, "en");
    expect(notices.map(({ kind }) => kind as string)).toContain("endorsement-flagged");
    expect(await readTodos(own.deps, named)).toMatchObject([{ kind: "endorsements-flagged" }]);
    value(await dismissEndorsementFlags(own.deps, named, own.process, row.number));
    expect(await readTodos(own.deps, named)).toEqual([]);
    const mine = await given(own, formOf({ name: "Of An Account" }));
    const { db: rows } = own.deps;
    await rows.update(endorsements).set({ userId: own.participant.id }).where(eq(endorsements.id, mine.id));
    const hide = { number: mine.number, reason: "Not a person." };
    value(await hideEndorsement(own.deps, named, own.process, hide));
    const heard = (await readNotices(own.deps, own.participant, "en")).notices;
    expect(heard[0]).toMatchObject({ kind: "comment-hidden", values: { words: "Not a person." } });
  });

  test("does not decide about words of their own, but another does; an organizer may be the only one", async () => {
    value(await name(moderator, "moderator"));
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, moderator, draft);
    value(await flagComment(s.deps, s.participant, s.process, id, "It sells."));
    expect(refusal(await dismissFlags(s.deps, moderator, s.process, id))).toBe("own_words");
    value(await hideComment(s.deps, s.organizer, s.process, id, { reason: "It sells." }));
    expect(refusal(await restoreComment(s.deps, moderator, s.process, id, "It does not."))).toBe("own_words");
    value(await name(s.participant, "moderator"));
    value(await restoreComment(s.deps, s.participant, s.process, id, "It does not."));
    const { id: theirs } = await commented(s, s.organizer, draft);
    value(await hideComment(s.deps, s.organizer, s.process, theirs, { reason: "Twice." }));
    value(await restoreComment(s.deps, s.organizer, s.process, theirs, "It was not."));
  });

  test("restrains nobody who moderates or organizes, and is restrained by nobody while they are one", async () => {
    value(await name(moderator, "moderator"));
    const { draft } = await firstVersion(s, "All data is open.");
    const suspend = async (actor: Person, author: Person) => {
      const { id } = await commented(s, author, draft);
      const input = { commentId: id, kind: "suspend", days: 2, reason: "Enough." } as const;
      return restrain(s.deps, actor, s.process, input);
    };
    expect(refusal(await suspend(moderator, s.organizer))).toBe("invalid");
    expect(refusal(await suspend(s.organizer, moderator))).toBe("invalid");
    value(await suspend(moderator, s.participant));
  });

  test("has a name that nobody else may take on", async () => {
    await s.deps.db.update(users).set({ displayName: "Ada Cole" }).where(eq(users.id, moderator.id));
    value(await name(moderator, "moderator"));
    const newcomer = await signUp(s.deps, "namesake");
    const people = [{ email: newcomer.email, name: "Adа Cole", affiliation: "", affiliated: false }];
    const input = { role: "participant", workgroupId: null, people, language: "en" } as const;
    expect(refusal(await invitePeople(s.deps, s.organizer, s.process, input))).toBe("invalid");
  });
});
