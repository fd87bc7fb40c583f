import { and, eq } from "drizzle-orm";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { findSystem } from "~/features/reviews/services/findSystem.server";
import { volunteer } from "~/features/reviews/services/volunteer.server";
import { versionOf } from "~/platform/version.server";
import * as schema from "~db/schema";
import { commented } from "~tests/support/comments";
import { draftCalled } from "~tests/support/draftScenario";
import { formOf, given, organizationForm } from "~tests/support/endorsements";
import {
  closed,
  drafted,
  invitationIn,
  joined,
  opened,
  type Person,
  sealed,
  signUp,
  there,
  value,
} from "~tests/support/scenario";
import { posted, topicBy } from "~tests/support/threads";
import { acting, asked, begunMeeting, seen } from "~tests/support/townhalls";
import { type Params, statusIn, visit } from "../routes";
import { callForm, type World } from "../world";
import type { Thing } from "./fields";

/** Something that a form names, which is over by the time the form arrives. */
export type Over = {
  readonly thing: Thing;
  /** What the form names it by; pages can name different ones. */
  readonly named: string | ((file: string) => string);
  readonly params?: Params;
  /** Who asks, where it is not who would by what is asked for; of some pages alone. */
  readonly by?: Person;
  readonly only?: RegExp;
  /** They are an organizer, and ask for what organizers do as well. */
  readonly runs?: true;
};

/** One of everything that a form can name, after its end, in the process of a world. */
export async function overThings(world: World): Promise<Record<string, Over>> {
  return {
    ...(await saidThings(world)),
    ...(await givenThings(world)),
    ...(await deskThings(world)),
    ...(await textThings(world)),
    ...(await roomThings(world)),
    ...(await peopleThings(world)),
  };
}

type Sent = Readonly<Record<string, string>>;

/** Does something by the form that people do it with. */
async function done(
  { s, params }: World,
  file: string,
  intent: string,
  form: Sent,
  at: { person?: Person; params?: Params } = {},
) {
  const asking = { deps: s.deps, person: at.person ?? s.organizer, params: { ...params, ...at.params } };
  const answer = await visit(file, "action", { ...asking, form: { intent, ...form } });
  const status = statusIn(answer);
  if (status >= 400) throw new Error(`${file} ${intent}: ${status} ${JSON.stringify(answer.is)}`);
}

async function saidThings(world: World): Promise<Record<string, Over>> {
  const { s, params } = world;
  const draft = await draftCalled(s, "0.1");
  const clause = params.clause as never;
  const member = there(s.members.alpha[0]);
  const said = async () => {
    const { id } = await commented(s, s.participant, draft, { clause });
    const topic = await topicBy(s, s.participant, {});
    await posted(s, s.participant, topic.number);
    const [post] = await s.deps.db
      .select()
      .from(schema.comments)
      .where(and(eq(schema.comments.processId, s.process.id), eq(schema.comments.rootId, topic.id)));
    return { comment: id as string, post: there(post).id as string, thread: String(topic.number) };
  };
  const named =
    ({ comment, post }: Awaited<ReturnType<typeof said>>) =>
    (file: string) =>
      file.includes("thread") ? post : comment;
  const at = ({ comment, thread }: Awaited<ReturnType<typeof said>>) => ({ comment, thread });
  const hidden = await said();
  const answered = await said();
  for (const id of [hidden.comment, hidden.post])
    await done(world, "discussion/manage.moderation.tsx", "hide", { comment: id, reason: "Rude." });
  for (const id of [answered.comment, answered.post]) {
    const file = id === answered.post ? "discussion/thread.tsx" : "discussion/comment.tsx";
    await done(
      world,
      file,
      "flag",
      { comment: id, reason: "Rude." },
      { person: member, params: at(answered) },
    );
    await done(world, "discussion/manage.moderation.tsx", "dismiss", { comment: id });
  }
  const suggest = async (proposal: string) =>
    (await commented(s, s.participant, draft, { clause, proposal, body: "It is clearer so." })).id as string;
  const withdrawn = await suggest("Whoever has it may use and keep it.");
  await done(
    world,
    "discussion/comment.tsx",
    "withdraw",
    { reason: "No." },
    { person: s.participant, params: { comment: withdrawn } },
  );
  const rejected = await suggest("Whoever has it may use and sell it.");
  await done(
    world,
    "discussion/comment.tsx",
    "decide",
    { suggestion: rejected, decision: "rejected", reason: "It says less." },
    { params: { comment: rejected } },
  );
  const closed = await topicBy(s, s.participant, {});
  await done(
    world,
    "discussion/thread.tsx",
    "close",
    { on: "yes" },
    { params: { thread: String(closed.number) } },
  );
  const gone = await topicBy(s, s.participant, {});
  await done(
    world,
    "discussion/thread.tsx",
    "hide",
    { comment: gone.id, reason: "Rude." },
    { params: { thread: String(gone.number) } },
  );
  return {
    "a comment that was hidden": { thing: "comment", named: named(hidden), params: at(hidden) },
    "a comment of which all flags were answered": {
      thing: "comment",
      named: named(answered),
      params: at(answered),
    },
    "a suggestion that was withdrawn": {
      thing: "suggestion",
      named: withdrawn,
      params: { comment: withdrawn },
    },
    "a suggestion that was rejected": { thing: "suggestion", named: rejected, params: { comment: rejected } },
    "a thread that was closed": { thing: "thread", named: String(closed.number) },
    "a thread that was hidden": { thing: "thread", named: String(gone.number) },
  };
}

async function givenThings(world: World): Promise<Record<string, Over>> {
  const { s } = world;
  const desk = (intent: string, number: number, more: Sent = {}) =>
    done(world, "endorsements/manage.endorsements.tsx", intent, { number: String(number), ...more });
  const form = () => formOf({ draft: "0.1" });
  const declined = await given(s, organizationForm({ draft: "0.1" }));
  await desk("decline", declined.number, { reason: "Not so." });
  const hidden = await given(s, form());
  await desk("hide", hidden.number, { reason: "Not so." });
  const own = formOf({ draft: "0.1", email: s.participant.email });
  const withdrawn = await given(s, own);
  await done(
    world,
    "endorsements/endorsement.mine.tsx",
    "withdraw",
    { which: "person", number: String(withdrawn.number), sure: "yes" },
    { person: s.participant },
  );
  return {
    "an endorsement that was declined": { thing: "endorsement", named: String(declined.number) },
    "an endorsement that was hidden": { thing: "endorsement", named: String(hidden.number) },
    "an endorsement that was withdrawn": { thing: "endorsement", named: String(withdrawn.number) },
  };
}

async function peopleThings(world: World): Promise<Record<string, Over>> {
  const { s } = world;
  const { db } = s.deps;
  const people = "workgroups/manage.people.tsx";
  const invite = async (name: string) => {
    const email = `${name}@over.example`;
    const form = {
      role: "member",
      workgroup: s.alpha.id,
      language: "en",
      email,
      name: "",
      affiliation: "",
      campaign: "",
    };
    await done(world, people, "one", form);
    const [row] = await db.select().from(schema.invitations).where(eq(schema.invitations.email, email));
    return { id: there(row).id as string, email, token: invitationIn(s.deps, email) };
  };
  const [used, declined, revoked, old] = [
    await invite("used"),
    await invite("declined"),
    await invite("revoked"),
    await invite("old"),
  ];
  const link = (token: string) => ({ token });
  const comer = await signUp(s.deps, "used@over.example".split("@")[0] ?? "");
  await done(world, "workgroups/invitation.tsx", "accept", {}, { person: comer, params: link(used.token) });
  await done(world, "workgroups/invitation.tsx", "decline", { words: "" }, { params: link(declined.token) });
  await done(world, people, "revoke", { id: revoked.id });
  await db
    .update(schema.invitations)
    .set({ expiresAt: new Date(0) })
    .where(eq(schema.invitations.id, old.id as never));
  const invitation = ({ id, token }: { id: string; token: string }): Over => ({
    thing: "invitation",
    named: id,
    params: link(token),
  });

  const live = String((await begunMeeting(s, { draft: "0.1" })).number);
  const left = await joined(s, "left-already", { role: "member", workgroupId: s.alpha.id });
  await done(
    world,
    "profile/profile.parts.tsx",
    "leave",
    { process: s.process.id, workgroup: "" },
    { person: left },
  );
  return {
    "an invitation that was accepted": invitation(used),
    "an invitation that was declined": invitation(declined),
    "an invitation that was taken back": invitation(revoked),
    "an invitation that is too old": invitation(old),
    "a person who has left": { thing: "person", named: left.id, params: { townhall: live }, by: s.organizer },
    "a process that one has left": { thing: "membership", named: s.process.id, by: left },
    "a session that was ended": { thing: "session", named: "0".repeat(16), by: s.participant },
  };
}

async function deskThings(world: World): Promise<Record<string, Over>> {
  const { s, params } = world;
  const { db } = s.deps;
  const member = there(s.members.alpha[0]);
  // Systems and those who offered to review them.
  const system = there(await findSystem(s.deps, s.process, "examined"));
  const offered = async (person: Person) =>
    value(await volunteer(s.deps, person, s.process, system, { affiliated: false, motivation: "" }))
      .id as string;
  const declined = await offered(member);
  await done(world, "reviews/manage.systems.tsx", "decide", { review: declined, decision: "declined" });
  const withdrawn = await offered(s.facilitator);
  await done(world, "reviews/system.tsx", "withdraw", {}, { person: s.facilitator });
  const told = {
    request: "1",
    state: "answered",
    answer: "Here.",
    answerUrl: "",
    seen: versionOf({ state: "open", answer: "", answerUrl: "" }),
  };
  await done(world, "reviews/system.tsx", "close", told);
  // Calls and those who answered them.
  const call = { call: "", seen: "", ...callForm };
  await done(world, "calls/manage.calls.tsx", "save", call);
  const applied = async (person: Person) => {
    await done(
      world,
      "calls/call.tsx",
      "apply",
      { message: "I would.", language: "en" },
      { person, params: { call: "1" } },
    );
    const [row] = await db
      .select()
      .from(schema.applications)
      .where(eq(schema.applications.userId, person.id));
    return there(row).id as string;
  };
  const thanked = await applied(member);
  await done(world, "calls/manage.calls.tsx", "answer", {
    application: thanked,
    state: "thanked",
    answer: "",
  });
  const takenBack = await applied(s.facilitator);
  await done(world, "calls/call.tsx", "withdraw", {}, { person: s.facilitator, params: { call: "1" } });
  await done(world, "calls/manage.calls.tsx", "close", { call: "2" });
  // Campaigns.
  await done(world, "representation/manage.representation.tsx", "campaign", {
    code: "autumn",
    name: "Autumn",
  });
  await done(world, "representation/manage.representation.tsx", "end", { code: "autumn" });
  // Gates and milestones.
  const gate = {
    id: "",
    seen: "",
    title: "Enough",
    kind: "support",
    least: "1",
    dueOn: "2099-01-01",
    reason: "",
  };
  await done(world, "release/manage.release.tsx", "gate", gate);
  const [kept] = await db.select().from(schema.gates).where(eq(schema.gates.processId, s.process.id));
  await done(world, "release/manage.release.tsx", "remove", { id: there(kept).id, reason: "No." });
  const milestone = { stream: "release", title: "A day", in: "en", startsOn: "2099-01-01", endsOn: "" };
  await done(world, "overview/manage.settings.tsx", "milestone", milestone);
  const [planned] = await db
    .select()
    .from(schema.milestones)
    .where(eq(schema.milestones.processId, s.process.id));
  await done(world, "overview/manage.settings.tsx", "remove", { id: there(planned).id });
  // Restraints and what was done about somebody.
  const { comment } = params;
  await done(world, "discussion/comment.tsx", "restrain", {
    comment: comment ?? "",
    kind: "slow",
    days: "1",
    reason: "Loud.",
  });
  const [held] = await db
    .select()
    .from(schema.restraints)
    .where(eq(schema.restraints.processId, s.process.id));
  const { address } = there(held);
  const [act] = await db
    .select()
    .from(schema.moderationActions)
    .where(
      and(eq(schema.moderationActions.userId, s.participant.id), eq(schema.moderationActions.action, "slow")),
    );
  await done(world, "discussion/manage.moderation.tsx", "lift", { address, reason: "Quiet." });
  await done(
    world,
    "discussion/moderation.tsx",
    "object",
    { act: there(act).id, words: "I did not." },
    { person: s.participant },
  );
  // Rounds, in which a member has a seat.
  const over = await closed(s, await opened(s));
  return {
    "an offer to review that was declined": { thing: "review", named: declined },
    "an offer to review that was withdrawn": { thing: "review", named: withdrawn },
    "a request for documents that was answered": { thing: "request for documents", named: "1" },
    "an application that was answered": { thing: "application", named: thanked },
    "an application that was withdrawn": { thing: "application", named: takenBack },
    "a call that was closed": { thing: "call", named: "2" },
    "a campaign that was ended": { thing: "campaign", named: "autumn" },
    "a gate that was taken away": { thing: "gate", named: there(kept).id },
    "a milestone that was taken away": { thing: "milestone", named: there(planned).id },
    "a restraint that was lifted": { thing: "restraint", named: address },
    "an act of moderation that was objected to": {
      thing: "act of moderation",
      named: there(act).id,
      by: s.participant,
    },
    "a round that has closed": { thing: "round", named: over.id, by: member, only: /profile/ },
    ...(await confirmedThings(world)),
  };
}

/** A change of gates that somebody asked for, and took back or nobody confirmed in time, where a plan wants two. */
async function confirmedThings(world: World): Promise<Record<string, Over>> {
  const { s } = world;
  const { db } = s.deps;
  const second = await joined(s, `second-${s.process.slug}`, { role: "organizer", workgroupId: null });
  await sealed(s, [await drafted(s)], { confirm: [...confirmedActs] });
  const ask = async (title: string) => {
    const gate = { id: "", seen: "", title, kind: "support", least: "1", dueOn: "2099-01-01", reason: "" };
    await done(world, "release/manage.release.tsx", "gate", gate);
    const rows = await db
      .select()
      .from(schema.pendingActs)
      .where(eq(schema.pendingActs.processId, s.process.id));
    return there(rows.find((row) => row.form.includes(title))).id as string;
  };
  const [back, late] = [await ask("One thing"), await ask("Another thing")];
  await done(world, "release/manage.release.tsx", "takeBack", { asked: back, seen: "0".repeat(64) });
  await db
    .update(schema.pendingActs)
    .set({ expiresAt: new Date(0) })
    .where(eq(schema.pendingActs.id, late as never));
  return {
    "a request to confirm that was taken back": {
      thing: "request to confirm",
      named: back,
      by: second,
      runs: true,
    },
    "a request to confirm that nobody answered in time": {
      thing: "request to confirm",
      named: late,
      by: second,
      runs: true,
    },
  };
}

async function textThings(world: World): Promise<Record<string, Over>> {
  const { s, params } = world;
  const { db } = s.deps;
  const working = { draft: "0.2" };
  const draft = await draftCalled(s, "0.2");
  const { clause = "" } = params;
  const cite = { clause, cited: "component:1:weights", note: "" };
  await done(world, "discussion/manage.draft.tsx", "cite", cite, { params: working });
  const [cited] = await db.select().from(schema.evidence).where(eq(schema.evidence.draftId, draft.id));
  const uncite = { ...cite, id: there(cited).id };
  await done(world, "discussion/manage.draft.tsx", "uncite", uncite, { params: working });
  await done(world, "discussion/manage.draft.tsx", "remove", { clause }, { params: working });
  const retired = await retiredComponent(world);
  return {
    "a citation that was taken back": { thing: "citation", named: there(cited).id, params: working },
    "a clause that was taken out": { thing: "clause", named: clause, params: working },
    "a component that was retired": {
      thing: "component",
      named: retired,
      params: { round: String(world.draft.number) },
    },
  };
}

async function retiredComponent(world: World): Promise<string> {
  const { s } = world;
  const form = { title: "Old code", category: "Code", description: "", reason: "We need it." };
  await done(world, "components/manage.components.tsx", "add", form);
  const rows = await s.deps.db
    .select()
    .from(schema.components)
    .where(eq(schema.components.processId, s.process.id));
  const { key } = there(rows.find((row) => JSON.stringify(row.title).includes("Old code")));
  await done(world, "components/manage.components.tsx", "retire", { from: key, reason: "Nobody does." });
  return key;
}

async function roomThings(world: World): Promise<Record<string, Over>> {
  const { s } = world;
  const townhall = await begunMeeting(s, { draft: "0.1" });
  const by = s.organizer;
  const at = { townhall: String(townhall.number) };
  const { id: answered } = await asked(s, townhall, s.participant, "What of this?");
  value(await acting(s, townhall, by, "answered", { question: answered, on: "yes" }));
  const { id: unasked } = await asked(s, townhall, s.participant, "What of that?");
  value(await acting(s, townhall, s.participant, "unask", { question: unasked }));
  value(await acting(s, townhall, by, "check", { question: "Clear?", options: ["Yes", "No"] }));
  const { room } = await seen(s, townhall);
  const check = there(room.check).id;
  value(await acting(s, townhall, by, "closeCheck", { check }));
  value(await acting(s, townhall, s.participant, "raise", { about: "", speaksAs: null }));
  const hand = there((await seen(s, townhall)).room.queue[0]).id;
  value(await acting(s, townhall, by, "remove", { hand }));
  const outcome = { kind: "action", language: "en", text: "Write it", owner: "", due: "", done: "no" };
  await done(world, "townhalls/manage.townhall.tsx", "outcome", { ...outcome, id: "" }, { params: at });
  const [noted] = await s.deps.db
    .select()
    .from(schema.townhallOutcomes)
    .where(eq(schema.townhallOutcomes.townhallId, townhall.id));
  const { id } = there(noted);
  await done(world, "townhalls/manage.townhall.tsx", "removeOutcome", { ...outcome, id }, { params: at });
  const words = { language: "en", transcript: "Somebody: A word on this." };
  for (const reason of ["", "Heard again."])
    await done(world, "townhalls/manage.townhall.tsx", "transcript", { ...words, reason }, { params: at });
  await done(
    world,
    "townhalls/townhall.transcript.tsx",
    "withdraw",
    { version: "1", reason: "Asked for." },
    { params: at },
  );
  const here = { params: at, by };
  return {
    "a question that was answered": { thing: "question", named: answered, ...here },
    "a question that was taken back": { thing: "question", named: unasked, ...here },
    "a check that was closed": { thing: "check", named: check, ...here },
    "a hand that was taken down": { thing: "hand", named: hand, ...here },
    "an outcome that was taken away": { thing: "outcome", named: id, ...here },
    "a transcript that was withdrawn": { thing: "transcript", named: "1", ...here },
  };
}

/** A version in place of which another was published. */
export async function replacedVersion(world: World): Promise<Record<string, Over>> {
  const working = { params: { draft: "0.2" } };
  await done(
    world,
    "release/manage.publish.tsx",
    "publish",
    { as: "comments", commentsUntil: "2099-01-01T12:00" },
    working,
  );
  return {
    "a version that was replaced": {
      thing: "version",
      named: "0.1",
      params: { draft: "0.2", approval: "2" },
    },
  };
}
