import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { commentReport } from "~/features/comments/services/commentReport.server";
import { earlierWordings } from "~/features/comments/services/commentViews.server";
import { editComment } from "~/features/comments/services/editComment.server";
import { findThread } from "~/features/comments/services/findThread.server";
import {
  citableComments,
  commentCounts,
  commentsIn,
  lostComments,
} from "~/features/comments/services/readComments.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { faqFromThread } from "~/features/faq/services/faq.server";
import { listFaq } from "~/features/faq/services/listFaq.server";
import { processFeed } from "~/features/feeds/services/feeds.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import {
  dismissFlags,
  flagComment,
  hideComment,
  liftRestraint,
  moderationLog,
  restoreComment,
  restrain,
} from "~/features/moderation/services/moderate.server";
import { moderationDesk } from "~/features/moderation/services/moderationDesk.server";
import { objectionsOf, objectTo } from "~/features/moderation/services/tell.server";
import { readNotices } from "~/features/notices/services/readNotices.server";
import { sendNotices } from "~/features/notices/services/sendNotices.server";
import { readAudit } from "~/features/processes/services/readAudit.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { onRound } from "~/features/rounds/registrations/place.server";
import { lookUp } from "~/http/place.server";
import type { CommentId } from "~/kernel/ids";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import {
  anyone,
  begun,
  commented,
  days,
  firstVersion,
  released,
  replied,
  reworded,
  threadOf,
} from "~tests/support/comments";
import { opened, type Person, refusal, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";
import { topicBy } from "~tests/support/threads";

const clock = testClock();
let db: TestDb;
const firstPages = { flagged: 1, hidden: 1, restrained: 1 };
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
});
afterAll(() => db.close());

const hide = (id: CommentId, reason = "It sells.") =>
  hideComment(s.deps, s.organizer, s.process, id, { reason });
const showName = (person: Person, displayName: string) =>
  s.deps.db.update(users).set({ displayName, showsName: true }).where(eq(users.id, person.id));

describe("a hidden comment", () => {
  const secret = "verysecretword";
  /** Everything that anyone but a moderator can get to see of comments. */
  async function everything(draft: DraftRow, id: CommentId, reader: Person) {
    const asked = { actor: reader, isOrganizer: true };
    const { row, ...thread } = there(await findThread(s.deps, s.process, { id }, asked));
    return JSON.stringify([
      thread,
      await earlierWordings(s.deps, row),
      await commentsIn(s.deps, draft, asked, {}, { after: null, size: 100 }),
      await lostComments(s.deps, draft, asked),
      await citableComments(s.deps, s.process),
      await commentReport(s.deps, draft, s.deps.translator("en")),
      await processFeed(s.deps, s.process, `comments-${draft.label}.atom`, "en"),
      (await moderationLog(s.deps, s.process, { isOrganizer: false }, 1)).rows,
      (await readNotices(s.deps, s.facilitator, "en")).notices,
    ]);
  }

  test("shows no word of itself anywhere: not its passage, its proposal, nor its earlier wordings", async () => {
    const passage = "passagethatismarked";
    const { draft, clauses } = await firstVersion(s, `All ${passage} is open.`, "All code is open.");
    await showName(s.facilitator, "Facilitator Faith");
    const body = `Dear @Facilitator Faith, ${secret}.`;
    const more = { clause: there(clauses[0]), quote: passage, body, proposal: `Take ${secret}.` };
    const { id } = await commented(s, s.participant, draft, more);
    const edit = { comment: id, version: 1, body: `${secret} again.`, proposal: `Another ${secret}.` };
    value(await editComment(s.deps, s.participant, s.process, edit));
    const reply = await replied(s, s.participant, id, `@Facilitator Faith ${secret}`);
    expect(await everything(draft, id, s.participant)).toContain(secret);
    for (const one of [id, reply]) value(await hide(one));
    for (const reader of [s.participant, s.organizer]) {
      const seen = await everything(draft, id, reader);
      expect(seen).not.toContain(secret);
      expect(seen).not.toContain(passage);
      expect(seen).toContain("It sells.");
    }
    const same = await released(s, await begun(s, "0.2"));
    expect(await everything(same, id, s.participant)).not.toContain(passage);
    const next = await begun(s, "0.3");
    await reworded(s, next, there(clauses[0]), "Something quite different.");
    const version = await released(s, next);
    expect(await everything(version, id, s.participant)).not.toContain(secret);
  });

  test("is not credited in the FAQ, nor is who wrote a hidden reply, and no entry is made of it", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    await showName(s.participant, "Paula Participant");
    await showName(s.facilitator, "Facilitator Faith");
    const { id } = await commented(s, s.participant, draft, { body: "Why?" });
    const reply = await replied(s, s.facilitator, id, "Because.");
    value(await faqFromThread(s.deps, s.organizer, s.process, id));
    const credit = async () => there((await listFaq(s.deps, s.process, "en", 1)).entries[0]).credit;
    expect((await credit())?.names.toSorted()).toEqual(["Facilitator Faith", "Paula Participant"]);
    value(await hide(reply));
    expect(await credit()).toMatchObject({ number: 1, names: ["Paula Participant"] });
    value(await hide(id));
    expect(await credit()).toBeNull();
    expect(refusal(await faqFromThread(s.deps, s.organizer, s.process, id))).toBe("not_found");
  });

  test("keeps its place and number, is counted nowhere and comes back as it was", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, s.participant, draft, { body: secret, stance: "oppose" });
    await commented(s, s.participant, draft);
    value(await hide(id));
    const listed = async () =>
      (await commentsIn(s.deps, draft, anyone, {}, { after: null, size: 10 })).comments;
    expect((await listed()).map(({ number, hidden }) => [number, hidden])).toEqual([
      [1, "It sells."],
      [2, null],
    ]);
    expect(await commentCounts(s.deps, draft)).toMatchObject({ total: 1, openObjections: 0 });
    value(await restoreComment(s.deps, s.organizer, s.process, id, "A mistake."));
    expect((await listed())[0]).toMatchObject({ hidden: null, html: `<p>${secret}</p>` });
    expect(await commentCounts(s.deps, draft)).toMatchObject({ total: 2, openObjections: 1 });
  });

  test("is hidden once and shown again once", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, s.participant, draft);
    const restore = () => restoreComment(s.deps, s.organizer, s.process, id, "A mistake.");
    expect(refusal(await restore())).toBe("not_found");
    value(await hide(id));
    expect(refusal(await hide(id))).toBe("not_found");
    value(await restore());
    expect(refusal(await restore())).toBe("not_found");
  });
});

test("The public log calls a topic by its words, but for one that is hidden", async () => {
  const { deps, organizer, process } = s;
  const { id } = await topicBy(s, s.participant, { title: "How to count" });
  value(await restrain(deps, organizer, process, { commentId: id, kind: "slow", days: 1, reason: "Fast." }));
  const titles = async () =>
    (await moderationLog(deps, process, { isOrganizer: false }, 1)).rows.map(({ title }) => title);
  expect(await titles()).toEqual(["How to count"]);
  value(await hide(id));
  expect(await titles()).toEqual(["", ""]);
});

test("The public log says what was done to which comment, when, why and until when, and names nobody", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  await showName(s.participant, "Paula Participant");
  const { id } = await commented(s, s.participant, draft);
  const act = async (run: () => Promise<Parameters<typeof value>[0]>) => {
    clock.forward(minutes(1));
    value(await run());
  };
  const { deps, organizer, process } = s;
  const suspend = { commentId: id, kind: "suspend" as const, days: 3, reason: "Again." };
  await act(() => hide(id));
  await act(() => restoreComment(deps, organizer, process, id, "A mistake."));
  await act(() => restrain(deps, organizer, process, { ...suspend, kind: "slow", days: 0, reason: "Fast." }));
  await act(() => restrain(deps, organizer, process, suspend));
  await act(() => liftRestraint(deps, organizer, process, restrainedAddress(s.participant.email), "Sorry."));
  const { rows: log } = await moderationLog(deps, process, { isOrganizer: false }, 1);
  const until = new Date(clock.now().getTime() - minutes(1) + days(3));
  // The words of a comment are on its page.
  expect(log.map(({ title }) => title)).toEqual(["", "", "", "", ""]);
  expect(log.map(({ id: _, at: __, title: ___, ...line }) => line)).toEqual([
    { did: "lift", reason: "Sorry.", until: null, commentId: null, kind: null, number: null, label: null },
    { did: "suspend", reason: "Again.", until, commentId: id, kind: "comment", number: 1, label: "0.1" },
    { did: "slow", reason: "Fast.", until: null, commentId: id, kind: "comment", number: 1, label: "0.1" },
    {
      did: "restore",
      reason: "A mistake.",
      until: null,
      commentId: id,
      kind: "comment",
      number: 1,
      label: "0.1",
    },
    {
      did: "hide",
      reason: "It sells.",
      until: null,
      commentId: id,
      kind: "comment",
      number: 1,
      label: "0.1",
    },
  ]);
  const text = JSON.stringify(log);
  for (const person of [s.participant, organizer])
    for (const trace of [person.id, person.email, "Paula"]) expect(text).not.toContain(trace);
});

describe("a flag", () => {
  test("counts once a person with its newest reason, until a moderator has looked at it", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, s.participant, draft);
    const flag = (who: Person, reason: string) => flagComment(s.deps, who, s.process, id, reason);
    const flags = async () =>
      (await moderationDesk(s.deps, s.process, firstPages)).flagged.rows.map(({ reason }) => reason);
    for (const reason of ["Rude.", "Very rude."]) value(await flag(s.facilitator, reason));
    value(await flag(s.organizer, "It sells."));
    expect((await flags()).sort()).toEqual(["It sells.", "Very rude."]);
    value(await dismissFlags(s.deps, s.organizer, s.process, id));
    expect(await flags()).toEqual([]);
    value(await flag(s.facilitator, "Rude, I say."));
    expect(await flags()).toEqual(["Rude, I say."]);
    value(await hide(id));
    const desk = await moderationDesk(s.deps, s.process, firstPages);
    expect(desk).toMatchObject({ flagged: { rows: [] }, hidden: { rows: [{ id, reason: "It sells." }] } });
    expect(refusal(await flag(s.facilitator, "Hidden by now."))).toBe("not_found");
  });
});

describe("a restraint", () => {
  const standing = async (more: Record<string, string> = {}) =>
    there(
      await lookUp(more.round ? onRound("components") : inProcess, {
        deps: s.deps,
        actor: there(s.members.alpha[0]),
        params: { process: s.process.slug, ...more },
      }),
    ).standing;
  const apply = (id: CommentId, kind: "slow" | "suspend", count: number) =>
    restrain(s.deps, s.organizer, s.process, { commentId: id, kind, days: count, reason: "Abuse." });

  test("silences and takes neither the seat nor a role; it ends when it is lifted", async () => {
    const round = await opened(s);
    const { draft } = await firstVersion(s, "All data is open.");
    const member = there(s.members.alpha[0]);
    const { id } = await commented(s, member, draft);
    const where = { round: String(round.number) };
    const before = await standing(where);
    expect(before).toMatchObject({ silenced: false, seated: true, workgroupRole: "member" });
    value(await apply(id, "suspend", 0));
    expect(await standing(where)).toEqual({ ...before, silenced: true });
    clock.forward(days(1000));
    expect((await standing()).silenced).toBe(true);
    value(await liftRestraint(s.deps, s.organizer, s.process, restrainedAddress(member.email), "Enough."));
    expect(await standing(where)).toEqual(before);
    expect(
      refusal(
        await liftRestraint(s.deps, s.organizer, s.process, restrainedAddress(member.email), "Enough."),
      ),
    ).toBe("not_found");
  });

  test("outlives the account: who is erased and comes again with the same address is still held", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const member = there(s.members.alpha[0]);
    const { id } = await commented(s, member, draft);
    value(await apply(id, "suspend", 0));
    value(await eraseAccount(s.deps, member));
    const again = { id: s.deps.newId() as Person["id"], email: member.email };
    await s.deps.db.insert(users).values({ ...again, createdAt: s.deps.now() });
    const held = async () =>
      there(
        await lookUp(inProcess, {
          deps: s.deps,
          actor: { ...again, displayName: "", suspended: false },
          params: { process: s.process.slug },
        }),
      ).standing.silenced;
    expect(await held()).toBe(true);
    const {
      restrained: { rows: restrained },
    } = await moderationDesk(s.deps, s.process, firstPages);
    expect(restrained).toMatchObject([{ kind: "suspend", email: null }]);
    expect(JSON.stringify(restrained)).not.toContain(member.email);
    value(await liftRestraint(s.deps, s.organizer, s.process, there(restrained[0]).address, "Enough."));
    expect(await held()).toBe(false);
  });

  test("holds for changing words as for writing them, and so does the closing of a thread", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const member = there(s.members.alpha[0]);
    const { id } = await commented(s, member, draft);
    const edit = async (version: number) =>
      editComment(s.deps, member, s.process, {
        comment: id,
        version,
        body: `Words ${version}.`,
        proposal: "",
      });
    value(await edit(1));
    value(await apply(id, "slow", 0));
    expect(refusal(await edit(2))).toBe("too_many");
    clock.forward(minutes(10));
    value(await edit(2));
    clock.forward(minutes(10));
    await s.deps.db.update(comments).set({ closedAt: s.deps.now() }).where(eq(comments.id, id));
    expect(refusal(await edit(3))).toBe("thread_closed");
  });

  test("for some days ends by itself, and holds in its process alone", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, there(s.members.alpha[0]), draft);
    value(await apply(id, "suspend", 2));
    const other = await scenario(s.deps, { members: 0 });
    expect((await standing({ process: other.process.slug })).silenced).toBe(false);
    clock.forward(days(2) - 1);
    expect((await standing()).silenced).toBe(true);
    clock.forward(1);
    expect((await standing()).silenced).toBe(false);
  });

  test("that slows down silences nobody; the newest one counts", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, there(s.members.alpha[0]), draft);
    value(await apply(id, "suspend", 0));
    value(await apply(id, "slow", 5));
    expect((await standing()).silenced).toBe(false);
    const {
      restrained: { rows: restrained },
    } = await moderationDesk(s.deps, s.process, firstPages);
    expect(restrained).toMatchObject([{ kind: "slow", email: s.members.alpha[0]?.email }]);
  });

  test("is not for organizers, nor for whoever was erased", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const own = await commented(s, s.organizer, draft);
    for (const kind of ["slow", "suspend"] as const)
      expect(refusal(await apply(own.id, kind, 1))).toBe("invalid");
    const { id } = await commented(s, s.participant, draft);
    await s.deps.db.delete(users).where(eq(users.id, s.participant.id));
    expect(refusal(await apply(id, "suspend", 1))).toBe("not_found");
    expect((await threadOf(s, id)).view.author).toEqual({ name: null, role: "erased" });
    expect((await moderationLog(s.deps, s.process, { isOrganizer: false }, 1)).rows).toEqual([]);
  });
});

describe("The person whom moderation is about", () => {
  const author = () => there(s.members.alpha[0]);
  const told = async (person: Person) => (await readNotices(s.deps, person, "en")).notices;
  const restrainFor = (id: CommentId, kind: "slow" | "suspend", days: number) =>
    restrain(s.deps, s.organizer, s.process, { commentId: id, kind, days, reason: "Too loud." });

  test("is told what was done, until when and why, and that it was taken back", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, author(), draft);
    value(await hide(id));
    expect((await told(author())).find(({ kind }) => (kind as string) === "comment-hidden")).toMatchObject({
      path: `/p/${s.process.slug}/moderation`,
      values: { words: "It sells." },
    });
    value(await restoreComment(s.deps, s.organizer, s.process, id, "It does not."));
    value(await restrainFor(id, "slow", 0));
    value(await restrainFor(id, "suspend", 2));
    const address = restrainedAddress(author().email);
    value(await liftRestraint(s.deps, s.organizer, s.process, address, "Over."));
    const after = await told(author());
    const of = (kind: string) => after.find((one) => one.kind === kind);
    expect([of("comment-restored"), of("restraint-lifted")].map((one) => one?.values.words)).toEqual([
      "It does not.",
      "Over.",
    ]);
    expect(of("slowed")?.values).toMatchObject({ until: "", words: "Too loud." });
    const until = new Date(clock.now().getTime() + days(2)).toISOString();
    expect(of("suspended")?.values).toMatchObject({ until });
    await sendNotices(s.deps);
    const mail = s.deps.mails.filter(({ to }) => to === author().email).at(-1);
    expect(mail?.text).toContain("until it is lifted");
    expect(mail?.text).not.toContain("{{");
  });

  test("objects in words that the organizers read, also while suspended; nobody else does", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, author(), draft);
    value(await restrainFor(id, "suspend", 2));
    const act = there((await objectionsOf(s.deps.db, s.process, author()))[0]);
    const object = (person: Person, process = s.process) =>
      objectTo(s.deps, person, process, { act, words: "I asked a question." });
    value(await object(author()));
    // Words that nobody would be told of are not taken.
    expect(refusal(await object(author()))).toBe("objected_already");
    expect(await objectionsOf(s.deps.db, s.process, author())).toEqual([]);
    const heard = (await told(s.organizer)).filter(({ kind }) => (kind as string) === "moderation-objected");
    expect(heard).toMatchObject([{ values: { words: "I asked a question." } }]);
    expect(refusal(await object(s.participant))).toBe("not_found");
    const other = await scenario(s.deps, { members: 0 });
    expect(refusal(await object(author(), other.process))).toBe("not_found");
  });

  test("is no secret of the organizers: they are told of what is flagged, and not by whom", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const { id } = await commented(s, author(), draft);
    value(await flagComment(s.deps, s.participant, s.process, id, "It sells."));
    const heard = (await told(s.organizer)).find(({ kind }) => (kind as string) === "comment-flagged");
    expect(heard).toMatchObject({ values: { words: "It sells." } });
    expect(JSON.stringify(heard)).not.toContain(s.participant.id);
    const { lines } = await readAudit(s.deps, s.process.id, null);
    expect(lines.find(({ action }) => action === "comment.flagged")).toMatchObject({ who: null });
  });
});
