import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readProfile } from "~/features/accounts/services/profile.server";
import { callSchema } from "~/features/calls/contracts/calls";
import {
  answerApplication,
  apply,
  listApplications,
  ownApplication,
  withdrawApplication,
} from "~/features/calls/services/applications.server";
import {
  acceptedIn,
  callShown,
  closeCall,
  findCall,
  isOpen,
  missingIn,
  saveCall,
} from "~/features/calls/services/calls.server";
import { hideEndorsement } from "~/features/endorsements/services/moderateEndorsement.server";
import { beginCampaign, endCampaign } from "~/features/membership/services/campaigns.server";
import { setTerms } from "~/features/overview/services/setTerms.server";
import { saveProfile } from "~/features/profile/services/saveProfile.server";
import type { Activity } from "~/features/representation/domain/figures";
import { campaignFigures } from "~/features/representation/services/campaignFigures.server";
import { countPeople } from "~/features/representation/services/countPeople.server";
import { describeSelfIn, placeOf } from "~/features/representation/services/describeSelfIn.server";
import {
  seenNow,
  setSelfQuestions,
  setTargets,
  targetsOf,
} from "~/features/representation/services/questions.server";
import { representationPage } from "~/features/representation/services/representationPage.server";
import { newestSnapshot, seriesOf, takeSnapshot } from "~/features/representation/services/snapshots.server";
import { thankedIn } from "~/features/representation/services/thanks.server";
import { worldMap } from "~/features/representation/services/worldMap.server";
import { ownReview } from "~/features/reviews/services/volunteer.server";
import { mayTranslate } from "~/features/translation/services/translators.server";
import { acceptInvitation } from "~/features/workgroups/services/answerInvitation.server";
import { invitePeople } from "~/features/workgroups/services/invitations.server";
import { membersPage } from "~/features/workgroups/services/workgroups.server";
import { versionOf } from "~/platform/version.server";
import { users } from "~db/schema/accounts";
import { endorsements } from "~db/schema/endorsements";
import { processMembers } from "~db/schema/membership";
import { notices } from "~db/schema/notices";
import { auditLog, processes } from "~db/schema/processes";
import { representationSnapshots, selfAnswers } from "~db/schema/representation";
import { published } from "~tests/support/draftScenario";
import { accepted, endorsable, formOf, given, organizationForm } from "~tests/support/endorsements";
import { asking, confirmed, fill, row, systemCalled } from "~tests/support/reviews";
import {
  cast,
  closed,
  invitationIn,
  opened,
  type Person,
  processRow,
  refusal,
  requires,
  type Scenario,
  scenario,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";
import { topicBy } from "~tests/support/threads";

let db: TestDb;
let s: Scenario;
let clock: ReturnType<typeof testClock>;
const day = 86_400_000;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  clock = testClock(new Date());
  s = await scenario(testDeps(db, { now: clock.now, randomBelow: () => 0 }), { members: 0 });
});

const placing = (changes: object = {}) => ({
  groups: [] as string[],
  country: "",
  languages: [] as string[],
  self: {} as Record<string, string>,
  campaign: "",
  ...changes,
});

const come = (person: Person, changes: object = {}) =>
  describeSelfIn(s.deps, person, s.process, placing(changes));
let made = 0;
async function crowd(n: number, changes: object = {}): Promise<Person[]> {
  const people: Person[] = [];
  for (let i = 0; i < n; i++) {
    const person = await signUp(s.deps, `crowd-${++made}-${s.process.slug}`);
    value(await come(person, changes));
    people.push(person);
  }
  return people;
}

const ask = (lines: { key: string; options: string[] }[], seen: string | null = null) =>
  setSelfQuestions(s.deps, s.organizer, s.process, {
    language: "en",
    seen,
    questions: lines.map(({ key, options }) => ({
      key,
      title: `${key}?`,
      options: options.map((one) => ({ key: one, title: one })),
    })),
  });

describe("placing oneself", () => {
  test("lets one take part, keeps groups of other processes, and is private", async () => {
    const person = await signUp(s.deps, `one-${s.process.slug}`);
    await s.deps.db
      .update(users)
      .set({ stakeholderGroups: ["gardener", "subject"] })
      .where(eq(users.id, person.id));
    value(await come(person, { groups: ["developer"], country: "SN", languages: ["fr"] }));
    const own = await placeOf(s.deps, s.process, person, "en");
    expect(own.joinedAt).not.toBeNull();
    expect(own.groups.filter(({ isMine }) => isMine).map(({ key }) => key)).toEqual(["developer"]);
    const [row] = await s.deps.db.select().from(users).where(eq(users.id, person.id));
    expect(row).toMatchObject({ stakeholderGroups: ["gardener", "developer"], country: "SN" });
    expect((await placeOf(s.deps, s.process, null, "en")).groups.every(({ isMine }) => !isMine)).toBe(true);
  });

  test("refuses groups, questions and options that the process does not have", async () => {
    value(await ask([{ key: "where", options: ["work", "home"] }]));
    for (const bad of [{ groups: ["gardener"] }, { self: { where: "moon" } }, { self: { why: "work" } }])
      expect(refusal(await come(s.participant, bad))).toBe("invalid");
    value(await come(s.participant, { self: { where: "work" } }));
    value(await come(s.participant, { self: { where: "" } }));
    const left = await s.deps.db.select().from(selfAnswers).where(eq(selfAnswers.userId, s.participant.id));
    expect(left).toEqual([]);
  });

  test("is told of once, when somebody joins, and never when they change it", async () => {
    const person = await signUp(s.deps, `quiet-${s.process.slug}`);
    const lines = () => s.deps.db.select().from(auditLog).where(eq(auditLog.actorId, person.id));
    for (const country of ["SN", "KE", ""]) value(await come(person, { country }));
    expect((await lines()).map(({ action }) => action)).toEqual(["people.placed"]);
  });

  test("in the profile keeps the groups that a profile does not offer", async () => {
    const person = await signUp(s.deps, `kept-${s.process.slug}`);
    const stakeholderGroups = ["patient", "developer"];
    await s.deps.db.update(users).set({ stakeholderGroups }).where(eq(users.id, person.id));
    value(
      await saveProfile(s.deps, person, {
        displayName: "A name",
        affiliation: "",
        country: "",
        languages: [],
        stakeholderGroups: ["subject"],
        showsName: false,
        locale: "en",
      }),
    );
    expect(await readProfile(s.deps, person)).toMatchObject({
      displayName: "A name",
      stakeholderGroups: ["patient", "subject"],
    });
  });

  test("answers to what is not asked any more are deleted", async () => {
    value(
      await ask([
        { key: "where", options: ["work", "home"] },
        { key: "how", options: ["a", "b"] },
      ]),
    );
    value(await come(s.participant, { self: { where: "work", how: "a" } }));
    value(await ask([{ key: "where", options: ["home", "study"] }]));
    const left = await s.deps.db.select().from(selfAnswers).where(eq(selfAnswers.userId, s.participant.id));
    expect(left).toEqual([]);
  });
});

test("a form that knew other questions or targets is refused, and no answer is lost", async () => {
  value(await ask([{ key: "where", options: ["work", "home"] }]));
  const stale = await seenNow(s.deps.db, s.process);
  value(
    await ask(
      [
        { key: "where", options: ["work", "home"] },
        { key: "how", options: ["a", "b"] },
      ],
      stale.questions,
    ),
  );
  value(await come(s.participant, { self: { where: "work", how: "a" } }));
  expect(refusal(await ask([{ key: "where", options: ["work", "home"] }], stale.questions))).toBe(
    "edited_meanwhile",
  );
  const kept = await s.deps.db.select().from(selfAnswers).where(eq(selfAnswers.userId, s.participant.id));
  expect(kept).toHaveLength(2);
  const aim = { language: "en" as const, note: "", targets: [], seen: stale.targets };
  value(await setTargets(s.deps, s.organizer, s.process, { ...aim, note: "Estimates." }));
  expect(refusal(await setTargets(s.deps, s.organizer, s.process, aim))).toBe("edited_meanwhile");
});

describe("campaigns", () => {
  test("count who is new with the link that they followed, and nobody twice", async () => {
    value(await beginCampaign(s.deps, s.organizer, s.process, { code: "spring", name: "Spring" }));
    value(await beginCampaign(s.deps, s.organizer, s.process, { code: "summer", name: "Summer" }));
    expect(refusal(await beginCampaign(s.deps, s.organizer, s.process, { code: "spring", name: "B" }))).toBe(
      "already_exists",
    );
    const people = await crowd(11, { campaign: "spring", groups: ["developer"] });
    for (const person of people) value(await come(person, { campaign: "summer", groups: ["developer"] }));
    await crowd(1, { campaign: "nobody-knows-it" });
    value(await endCampaign(s.deps, s.organizer, s.process, "summer"));
    await crowd(1, { campaign: "summer" });
    const few = { developer: null, deployer: null, "end-user": null, subject: null };
    const shown = async () =>
      (await campaignFigures(s.deps, s.process)).map(({ code, joined, groups }) => ({
        code,
        joined,
        groups,
      }));
    // Nothing is counted live: an organizer who looks again after each arrival learns nothing.
    expect(await shown()).toEqual([
      { code: "spring", joined: null, groups: few },
      { code: "summer", joined: null, groups: few },
    ]);
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
    const spring = { code: "spring", joined: 10, groups: { ...few, developer: 10 } };
    expect(await shown()).toEqual([spring, { code: "summer", joined: null, groups: few }]);
    clock.forward(day);
    await crowd(8, { campaign: "spring", groups: ["developer"] });
    await crowd(6);
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
    expect((await shown())[0]).toEqual(spring);
    clock.forward(day);
    await crowd(1, { campaign: "spring", groups: ["subject"] });
    await crowd(9);
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
    expect((await shown())[0]).toEqual({ ...spring, joined: 20 });
  });

  test("are carried by invitations too", async () => {
    value(await beginCampaign(s.deps, s.organizer, s.process, { code: "letters", name: "Letters" }));
    const person = await signUp(s.deps, `letter-${s.process.slug}`);
    const invite = (campaign: string) =>
      invitePeople(s.deps, s.organizer, s.process, {
        role: "participant",
        workgroupId: null,
        people: [{ email: person.email, name: "", affiliation: "", affiliated: false }],
        campaign,
        language: "en",
      });
    expect(refusal(await invite("unknown"))).toBe("invalid");
    value(await invite("letters"));
    value(await acceptInvitation(s.deps, person, invitationIn(s.deps, person.email)));
    const [member] = await s.deps.db
      .select()
      .from(processMembers)
      .where(eq(processMembers.userId, person.id));
    expect(member?.campaignId).not.toBeNull();
    expect(await campaignFigures(s.deps, s.process)).toMatchObject([{ invited: 1, joined: null }]);
  });
});

describe("who takes part", () => {
  test("is counted by group, region, language and answer, each person once in each", async () => {
    value(await ask([{ key: "where", options: ["work", "home"] }]));
    await crowd(12, {
      groups: ["developer", "subject"],
      country: "SN",
      languages: ["fr", "en"],
      self: { where: "work" },
    });
    await crowd(11, { groups: ["subject"], country: "KE", languages: ["en"] });
    await crowd(9, { groups: ["deployer"], country: "BR", languages: ["pt"] });
    await takeSnapshot(s.deps, s.process.id);
    const { figures } = there(await newestSnapshot(s.deps.db, s.process.id));
    const registered = (breakdown: string) =>
      Object.fromEntries(
        Object.entries(figures.breakdowns[breakdown] ?? {}).map(([key, one]) => [key, one.registered]),
      );
    // Thirty-two, and the three whom the scenario begins with.
    expect(figures.total.registered).toBe(30);
    expect(registered("group")).toEqual({ developer: 10, deployer: null, "end-user": null, subject: 20 });
    expect(registered("country")).toEqual({ KE: 10, SN: 10 });
    expect(registered("region")).toEqual({ AF: 20 });
    expect(registered("language")).toEqual({ en: 20, fr: 10 });
    expect(registered("self:where")).toEqual({ work: 10, home: null });
  });

  test("votes count once their round has closed, and suspended people not at all", async () => {
    const other = await scenario(s.deps, { members: 6 });
    const round = await opened(other);
    for (const voter of other.members.alpha) await cast(other, voter, round, requires("weights"));
    const voted = async () => (await countPeople(other.deps.db, other.process.id)).total?.[""]?.voted;
    expect(await voted()).toBe(0);
    await closed(other, round);
    expect(await voted()).toBe(6);
    for (const { id } of other.members.alpha.slice(0, 2))
      await other.deps.db.update(users).set({ suspendedAt: clock.now() }).where(eq(users.id, id));
    expect(await voted()).toBe(4);
  });

  test("is counted anew only a day later, and only when ten people have changed", async () => {
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(false);
    await crowd(10, { groups: ["developer"] });
    const both = await Promise.all([takeSnapshot(s.deps, s.process.id), takeSnapshot(s.deps, s.process.id)]);
    expect(both.filter(Boolean)).toHaveLength(1);
    clock.forward(day / 2);
    await crowd(10, { groups: ["developer"] });
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(false);
    clock.forward(day / 2);
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
    clock.forward(2 * day);
    await crowd(9, { groups: ["developer"] });
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(false);
    const [again] = await crowd(1);
    value(await come(there(again), { groups: ["subject"] }));
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
    expect(
      (await seriesOf(s.deps.db, s.process.id, "registered")).map(({ total, groups }) => [
        total,
        groups.developer,
      ]),
    ).toEqual([
      [10, 10],
      [20, 20],
      // Ten more people; but of developers there are only nine more than are told.
      [30, 20],
    ]);
  });

  test("moves a figure only when ten of the people whom it counts have come, whoever else came", async () => {
    const commented = async () =>
      there(await newestSnapshot(s.deps.db, s.process.id)).figures.breakdowns.group?.subject?.commented;
    const comment = async (people: readonly Person[]) => {
      for (const person of people) await topicBy(s, person);
    };
    const subjects = await crowd(15, { groups: ["subject"] });
    await comment(subjects.slice(0, 11));
    await takeSnapshot(s.deps, s.process.id);
    expect(await commented()).toBe(10);
    clock.forward(day);
    await crowd(6);
    await comment(subjects.slice(11));
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
    expect(await commented()).toBe(10);
    clock.forward(day);
    await comment(await crowd(6, { groups: ["subject"] }));
    await crowd(4);
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
    expect(await commented()).toBe(20);
  });

  test("changes over time in each activity, by group", async () => {
    const subjects = await crowd(10, { groups: ["subject"] });
    await takeSnapshot(s.deps, s.process.id);
    clock.forward(day);
    for (const person of subjects) await topicBy(s, person);
    await takeSnapshot(s.deps, s.process.id);
    const process = await processRow(s.deps, s.process.id);
    const points = async (activity?: Activity) =>
      there((await representationPage(s.deps, process, "en", activity)).snapshot).series.map(
        ({ total, groups }) => [total, groups.subject],
      );
    expect(await points("commented")).toEqual([
      [null, null],
      [10, 10],
    ]);
    expect(await points("spoke")).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(await points()).toEqual([
      [10, 10],
      [10, 10],
    ]);
  });

  test("counts whoever saves the same again as nobody who changed", async () => {
    const people = await crowd(11, { groups: ["developer"], country: "SN", languages: ["fr", "en"] });
    await takeSnapshot(s.deps, s.process.id);
    clock.forward(day);
    for (const person of people) {
      value(await come(person, { groups: ["developer"], country: "SN", languages: ["en", "fr"] }));
      const { displayName, affiliation, showsName, locale, ...said } = await readProfile(s.deps, person);
      value(
        await saveProfile(s.deps, person, {
          displayName: "Another name",
          affiliation,
          showsName,
          locale: locale as "en",
          country: said.country,
          languages: said.languages,
          stakeholderGroups: said.stakeholderGroups,
        }),
      );
    }
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(false);
    for (const person of people) value(await come(person, { groups: ["subject"] }));
    expect(await takeSnapshot(s.deps, s.process.id)).toBe(true);
  });

  test("goes on from what was shown where exact counts are not known", async () => {
    await crowd(14, { groups: ["developer"] });
    await takeSnapshot(s.deps, s.process.id);
    await s.deps.db.update(representationSnapshots).set({ basis: null, lags: null });
    clock.forward(day);
    await crowd(10, { groups: ["developer"] });
    await takeSnapshot(s.deps, s.process.id);
    const { figures, basis } = there(await newestSnapshot(s.deps.db, s.process.id));
    expect([figures.breakdowns.group?.developer?.registered, basis?.group?.developer?.registered]).toEqual([
      20, 20,
    ]);
  });

  test("is shown against the targets, the widest gap named in the reader's language", async () => {
    const targets = [
      { breakdown: "group" as const, key: "developer", percent: 31 },
      { breakdown: "region" as const, key: "AS", percent: 59 },
    ];
    const input = { language: "en" as const, seen: null, note: "Estimates.", targets };
    value(await setTargets(s.deps, s.organizer, s.process, input));
    const unknown = { ...input, targets: [{ breakdown: "group" as const, key: "gardener", percent: 1 }] };
    expect(refusal(await setTargets(s.deps, s.organizer, s.process, unknown))).toBe("invalid");
    await crowd(10, { groups: ["developer"], country: "SN" });
    const process = await processRow(s.deps, s.process.id);
    expect((await representationPage(s.deps, process, "en")).snapshot).toBeNull();
    await takeSnapshot(s.deps, s.process.id);
    const page = there((await representationPage(s.deps, process, "fr")).snapshot);
    expect(page.gap).toMatchObject({
      breakdown: "region",
      key: "AS",
      label: "Asie",
      share: null,
      percent: 59,
    });
    expect(page.groups[0]).toMatchObject({ key: "developer", target: 31, share: 100 });
  });

  test("is held against no target of a group that is gone", async () => {
    const targets = [
      { breakdown: "group" as const, key: "developer", percent: 31 },
      { breakdown: "group" as const, key: "subject", percent: 100 },
      { breakdown: "region" as const, key: "AS", percent: 59 },
    ];
    value(
      await setTargets(s.deps, s.organizer, s.process, { language: "en", seen: null, note: "", targets }),
    );
    const left = [{ key: "developer", title: "Developers" }];
    value(await setTerms(s.deps, s.organizer, s.process, { kind: "groups", language: "en", terms: left }));
    expect((await targetsOf(s.deps.db, s.process.id)).map(({ key }) => key)).toEqual(["developer", "AS"]);
  });

  test("is on a map that names no country of fewer than ten", () => {
    const words = { title: "<A map>", nameOf: (code: string) => `Land "${code}"`, language: "en" };
    const svg = worldMap({ SN: 10, BR: null }, words);
    expect(svg).toContain("Land &#34;SN&#34;: 10");
    expect(svg).not.toContain("Land &#34;BR&#34;");
    expect(svg).toContain("&#60;A map&#62;");
  });
});

describe("calls", () => {
  const input = (changes: object = {}) => ({
    call: null,
    kind: "reviewer" as const,
    title: "Reviewers wanted",
    body: "For a system.",
    missing: ["group:subject"],
    until: clock.now().toISOString().slice(0, 10),
    ...changes,
  });
  const said = { message: "I would.", language: "en" as const };
  /** What needs no more than to be accepted. */
  const nothing = { place: null, languages: [], affiliated: false };
  const call = async () => there(await findCall(s.deps.db, s.process, "1"));

  test("are open to the end of their last day, unless they are closed before", async () => {
    const past = { until: "2020-01-01" };
    expect(refusal(await saveCall(s.deps, s.organizer, s.process, "en", input(past)))).toBe("deadline_past");
    value(await saveCall(s.deps, s.organizer, s.process, "en", input()));
    const dayOf = (at: Date) => at.toISOString().slice(0, 10);
    expect(isOpen(await call(), dayOf(clock.now()))).toBe(true);
    expect(isOpen(await call(), dayOf(new Date(clock.now().getTime() + day)))).toBe(false);
    value(await closeCall(s.deps, s.organizer, s.process, 1));
    expect(refusal(await apply(s.deps, s.participant, s.process, await call(), said))).toBe("call_closed");
    expect(refusal(await closeCall(s.deps, s.organizer, s.process, 1))).toBe("call_closed");
  });

  test("are applied to once, taken back or answered; the person is told and sees the answer", async () => {
    value(await saveCall(s.deps, s.organizer, s.process, "en", input({ kind: "participant" })));
    value(await apply(s.deps, s.participant, s.process, await call(), said));
    value(
      await apply(s.deps, s.participant, s.process, await call(), { ...said, message: "I really would." }),
    );
    value(await withdrawApplication(s.deps, s.participant, s.process, await call()));
    expect((await listApplications(s.deps, s.process, "en", 1)).rows).toEqual([]);
    value(await apply(s.deps, s.participant, s.process, await call(), said));
    const {
      rows: [one],
    } = await listApplications(s.deps, s.process, "en", 1);
    const answer = { ...nothing, application: there(one).id, state: "accepted" as const, answer: "Welcome." };
    value(await answerApplication(s.deps, s.organizer, s.process, answer));
    expect(await ownApplication(s.deps.db, s.participant, await call())).toMatchObject({
      state: "accepted",
      answer: "Welcome.",
    });
    const told = await s.deps.db.select().from(notices).where(eq(notices.userId, s.participant.id));
    expect(told.find(({ kind }) => kind === "application-accepted")?.values).toMatchObject({
      words: "Welcome.",
    });
    const organizer = await s.deps.db.select().from(notices).where(eq(notices.userId, s.organizer.id));
    expect(organizer.filter(({ kind }) => kind === "application-made")).toHaveLength(1);
    expect(refusal(await apply(s.deps, s.participant, s.process, await call(), said))).toBe(
      "already_decided",
    );
    expect(refusal(await withdrawApplication(s.deps, s.participant, s.process, await call()))).toBe(
      "already_decided",
    );
    // A tab that was opened before does not answer again, and nobody is told twice.
    const again = { ...answer, state: "thanked" as const };
    expect(refusal(await answerApplication(s.deps, s.organizer, s.process, again))).toBe("already_decided");
    expect((await ownApplication(s.deps.db, s.participant, await call()))?.state).toBe("accepted");
    const lines = await s.deps.db.select().from(auditLog).where(eq(auditLog.processId, s.process.id));
    // All at one moment of the test's clock: the database may give them in any order.
    const actions = lines.map(({ action }) => action).filter((action) => action.startsWith("application."));
    expect(actions.sort()).toEqual([
      "application.decided",
      "application.made",
      "application.made",
      "application.made",
      "application.withdrawn",
    ]);
  });

  test("that are over can be put right without a new last day", async () => {
    value(await saveCall(s.deps, s.organizer, s.process, "en", input()));
    const { until } = input();
    clock.forward(2 * day);
    const changed = { call: 1, title: "Reviewers were wanted" };
    value(await saveCall(s.deps, s.organizer, s.process, "en", input({ ...changed, until })));
    expect((await call()).title.text.en).toBe("Reviewers were wanted");
    const earlier = { ...changed, until: "2020-01-01" };
    expect(refusal(await saveCall(s.deps, s.organizer, s.process, "en", input(earlier)))).toBe(
      "deadline_past",
    );
  });

  test("are not overwritten by who had the form open before somebody else saved, nor by words of another language", async () => {
    value(await saveCall(s.deps, s.organizer, s.process, "en", input()));
    const known = async (language: "en" | "fr") => versionOf(callShown(await call(), language));
    const save = (language: "en" | "fr", title: string, seen: string) =>
      saveCall(s.deps, s.organizer, s.process, language, input({ call: 1, title, seen }));
    const opened = await known("en");
    value(await save("fr", "Des relecteurs", await known("fr")));
    value(await save("en", "Two reviewers wanted", opened));
    expect(refusal(await save("en", "Three reviewers wanted", opened))).toBe("edited_meanwhile");
    expect((await call()).title.text).toEqual({ en: "Two reviewers wanted", fr: "Des relecteurs" });
    value(await save("en", "Three reviewers wanted", await known("en")));
  });

  test("that are edited in a language in which nobody wrote them have no translation", async () => {
    value(await saveCall(s.deps, s.organizer, s.process, "en", input()));
    const shown = { title: "Reviewers wanted", body: "لنظام." };
    value(await saveCall(s.deps, s.organizer, s.process, "ar", input({ call: 1, ...shown })));
    expect(await call()).toMatchObject({
      title: { source: "en", text: { en: "Reviewers wanted" } },
      body: { text: { en: "For a system.", ar: "لنظام." } },
    });
    expect((await call()).title.text.ar).toBeUndefined();
  });

  test("name who is missing in the reader's language: groups, regions and languages", async () => {
    const missing = ["group:subject", "region:AF", "language:wo"];
    expect(callSchema.safeParse({ ...input({ missing }), call: "", seen: "" }).success).toBe(true);
    expect(callSchema.safeParse({ ...input({ missing: ["moon:wo"] }), call: "", seen: "" }).success).toBe(
      false,
    );
    value(await saveCall(s.deps, s.organizer, s.process, "en", input({ missing })));
    expect((await missingIn(s.deps, s.process, await call(), "fr")).slice(1)).toEqual(["Afrique", "wolof"]);
    expect((await missingIn(s.deps, s.process, await call(), "es")).at(-1)).toBe("wólof");
  });

  test("tell how many were accepted, in fives", async () => {
    value(await saveCall(s.deps, s.organizer, s.process, "en", input({ kind: "participant" })));
    const accept = async (n: number) => {
      for (const person of await crowd(n)) {
        value(await apply(s.deps, person, s.process, await call(), said));
        const one = there((await listApplications(s.deps, s.process, "en", 1)).rows[0]);
        expect(one.kind).toBe("participant");
        value(
          await answerApplication(s.deps, s.organizer, s.process, {
            ...nothing,
            application: one.id,
            state: "accepted",
            answer: "",
          }),
        );
      }
    };
    await accept(9);
    expect(await acceptedIn(s.deps.db, await call())).toBeNull();
    await accept(3);
    expect(await acceptedIn(s.deps.db, await call())).toBe(10);
  });

  test("give what somebody is accepted for: a place in a workgroup, a review, languages to translate", async () => {
    const acceptedAs = async (kind: "workgroup" | "reviewer" | "translator", wanted: object) => {
      const known = (await listApplications(s.deps, s.process, "en", 1)).rows;
      value(await saveCall(s.deps, s.organizer, s.process, "en", input({ kind })));
      const open = there(await findCall(s.deps.db, s.process, String(known.length + 1)));
      value(await apply(s.deps, s.participant, s.process, open, said));
      const one = there((await listApplications(s.deps, s.process, "en", 1)).rows[0]);
      const answer = { ...nothing, application: one.id, state: "accepted" as const, answer: "Welcome." };
      expect(refusal(await answerApplication(s.deps, s.organizer, process, answer))).toBe("invalid");
      expect((await ownApplication(s.deps.db, s.participant, open))?.state).toBe("open");
      value(await answerApplication(s.deps, s.organizer, process, { ...answer, ...wanted }));
      const told = await s.deps.db.select().from(notices).where(eq(notices.userId, s.participant.id));
      return told.filter(({ kind: told }) => told === "application-accepted").map(({ path }) => path);
    };
    await s.deps.db
      .update(processes)
      .set({ languages: ["en", "fr"] })
      .where(eq(processes.id, s.process.id));
    const process = await processRow(s.deps, s.process.id);
    const base = `/p/${s.process.slug}`;
    const other = await scenario(s.deps, { members: 0 });
    expect(await acceptedAs("workgroup", { place: s.alpha.id })).toContain(`${base}/workgroups/alpha`);
    const members = (await membersPage(s.deps, s.alpha.id, 1)).rows;
    expect(members.map(({ id }) => id)).toContain(s.participant.id);
    const system = await systemCalled(s, "olmo");
    const paths = await acceptedAs("reviewer", { place: system.id });
    expect(paths).toContain(`${base}/systems/olmo/review`);
    expect(await ownReview(s.deps.db, s.participant, system)).toMatchObject({ state: "confirmed" });
    expect(await mayTranslate(s.deps, process, s.participant, false, "fr")).toBe(false);
    expect(await acceptedAs("translator", { languages: ["fr"] })).toContain(`${base}/drafts`);
    expect(await mayTranslate(s.deps, process, s.participant, false, "fr")).toBe(true);
    // What is of another process is not given.
    value(await saveCall(s.deps, s.organizer, s.process, "en", input({ kind: "workgroup" })));
    const open = there(await findCall(s.deps.db, s.process, "4"));
    value(await apply(s.deps, s.participant, s.process, open, said));
    const one = there((await listApplications(s.deps, s.process, "en", 1)).rows[0]);
    const answer = { ...nothing, application: one.id, state: "accepted" as const, answer: "" };
    const place = other.alpha.id;
    expect(refusal(await answerApplication(s.deps, s.organizer, process, { ...answer, place }))).toBe(
      "invalid",
    );
  });

  test("of another process cannot be answered", async () => {
    value(await saveCall(s.deps, s.organizer, s.process, "en", input()));
    value(await apply(s.deps, s.participant, s.process, await call(), said));
    const {
      rows: [one],
    } = await listApplications(s.deps, s.process, "en", 1);
    const other = await scenario(s.deps, { members: 0 });
    const answer = { ...nothing, application: there(one).id, state: "thanked" as const, answer: "" };
    expect(refusal(await answerApplication(s.deps, other.organizer, other.process, answer))).toBe(
      "not_found",
    );
  });
});

test("only those who consented are thanked, for what they did, and never for a vote", async () => {
  const other = await scenario(s.deps, { members: 2 });
  const [named] = other.members.alpha as [Person, Person];
  const round = await opened(other);
  for (const voter of other.members.alpha) await cast(other, voter, round, requires("weights"));
  await closed(other, round);
  expect(await thankedIn(other.deps, other.process)).toEqual([]);
  await other.deps.db
    .update(users)
    .set({ showsName: true, displayName: "An example name" })
    .where(eq(users.id, named.id));
  expect(await thankedIn(other.deps, other.process)).toMatchObject([
    { name: "An example name", deeds: ["examined"] },
  ]);
  await other.deps.db.delete(processMembers).where(eq(processMembers.userId, named.id));
});

test("who reviews a system is thanked from the first cell on", async () => {
  const reviewer = s.participant;
  const draft = await published(s, "1.0");
  await asking(s, draft, { weights: ["required", "OSI"] });
  const system = await systemCalled(s, "olmo");
  await s.deps.db
    .update(users)
    .set({ showsName: true, displayName: "An example name" })
    .where(eq(users.id, reviewer.id));
  await confirmed(s, reviewer, system);
  expect(await thankedIn(s.deps, s.process)).toEqual([]);
  value(await fill(s, reviewer, system, row(draft.label, "weights", "allowed")));
  expect(await thankedIn(s.deps, s.process)).toMatchObject([{ deeds: ["reviewed"] }]);
});

describe("thanks", () => {
  const name = (person: Person) =>
    s.deps.db
      .update(users)
      .set({ showsName: true, displayName: "An example name" })
      .where(eq(users.id, person.id));
  const thanked = async (process = s.process) => (await thankedIn(s.deps, process)).map(({ deeds }) => deeds);

  test("are for who answered a call, once they were accepted and if they show their name", async () => {
    const until = clock.now().toISOString().slice(0, 10);
    const wanted = { kind: "translator" as const, title: "Translators", body: "Two hours.", missing: [] };
    value(await saveCall(s.deps, s.organizer, s.process, "en", { ...wanted, call: null, until }));
    const call = there(await findCall(s.deps.db, s.process, "1"));
    value(await apply(s.deps, s.participant, s.process, call, { message: "", language: "en" }));
    await name(s.participant);
    expect(await thanked()).toEqual([]);
    const {
      rows: [one],
    } = await listApplications(s.deps, s.process, "en", 1);
    const given = { place: null, languages: ["fr" as const], affiliated: false };
    const accepted = { application: there(one).id, state: "accepted" as const, answer: "", ...given };
    const { id } = s.process;
    await s.deps.db
      .update(processes)
      .set({ languages: ["en", "fr"] })
      .where(eq(processes.id, id));
    const process = await processRow(s.deps, id);
    value(await answerApplication(s.deps, s.organizer, process, accepted));
    expect(await thanked()).toEqual([["answered"]]);
    await s.deps.db.update(users).set({ showsName: false }).where(eq(users.id, s.participant.id));
    expect(await thanked()).toEqual([]);
  });

  test("are for an endorsement of one's own while everyone may see it", async () => {
    const other = await endorsable(s.deps);
    const person = other.participant;
    const { number } = await given(other, formOf({ email: person.email }));
    expect(await thanked(other.process)).toEqual([]);
    await name(person);
    expect(await thanked(other.process)).toEqual([["endorsed"]]);
    const embargoUntil = new Date(clock.now().getTime() + day);
    expect(await thanked({ ...other.process, embargoUntil })).toEqual([]);
    clock.forward(2 * day);
    expect(await thanked({ ...other.process, embargoUntil })).toEqual([["endorsed"]]);
    value(await hideEndorsement(s.deps, other.organizer, other.process, { number, reason: "Abuse." }));
    expect(await thanked(other.process)).toEqual([]);
  });

  test("are not for signing for an organization", async () => {
    const other = await endorsable(s.deps);
    const email = "office@signs.example";
    await accepted(other, organizationForm({ domain: "signs.example", email }));
    await name(other.participant);
    await s.deps.db.update(endorsements).set({ userId: other.participant.id });
    expect(await thanked(other.process)).toEqual([]);
  });
});
