import { readFileSync } from "node:fs";
import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { threadCategories } from "~/features/comments/domain/comment";
import { addReply } from "~/features/comments/services/addReply.server";
import { clauseRows, findDraft } from "~/features/drafts/services/findDraft.server";
import type { RoomActName, RoomInput } from "~/features/live/contracts/room";
import { handsOf } from "~/features/live/services/hands.server";
import { performAct } from "~/features/live/services/performAct.server";
import { setAgreements } from "~/features/meetings/services/agreements.server";
import { agendaOf, findTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { planTownhall } from "~/features/meetings/services/plan.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { addTopic } from "~/features/threads/services/addTopic.server";
import { closeTopic, markAnswer, pinTopic } from "~/features/threads/services/threadTools.server";
import { saveMinutes, saveOutcome, setClauses } from "~/features/townhalls/services/saveMinutes.server";
import { saveTranscript } from "~/features/townhalls/services/transcripts.server";
import { visitor } from "~/kernel/access";
import type { ClauseId } from "~/kernel/ids";
import { languages } from "~/kernel/language/languages";
import type { Localized } from "~/kernel/language/localized";
import type { Actor, Deps } from "~/platform/deps";
import { projectPath } from "~db/projectFolder";
import { comments } from "~db/schema/comments";
import { temperatureChecks } from "~db/schema/live";
import { agendaItems, agreements, townhalls } from "~db/schema/meetings";
import { notices } from "~db/schema/notices";
import { done } from "./done";
import { given } from "./given";
import { demoSeats } from "./seats";
import { inAllShown } from "./shown";
import { text } from "./text";

const agenda = z.array(z.object({ title: text, minutes: z.number() }));
const group = z.string().nullable();
const question = z.object({
  language: z.enum(languages),
  speaksAs: group,
  body: z.string(),
  votes: z.number(),
  answer: z.string().nullable(),
});

const file = z.object({
  agreements: text,
  townhalls: z.array(
    z.object({
      date: z.iso.date(),
      draft: z.string().nullable(),
      title: text,
      agenda,
      minutes: z.string(),
      decisions: z.array(z.string()),
      actions: z.array(z.object({ what: z.string(), owner: z.string(), due: z.iso.date().nullable() })),
      clauses: z.array(z.string()),
      questions: z.array(question),
      speaking: z.array(z.object({ speaksAs: z.string(), minutes: z.number() })),
      transcript: z.string().nullable(),
    }),
  ),
  live: z.object({
    title: text,
    agenda,
    onItem: z.number(),
    questions: z.array(question),
    check: z.object({ question: text, options: z.array(text) }),
    hands: z.array(z.object({ speaksAs: z.string(), about: z.string() })),
  }),
  next: z.object({ title: text, agenda }),
  threads: z.array(
    z.object({
      category: z.enum(threadCategories),
      draft: z.string().nullable(),
      clause: z.string().nullable(),
      title: z.string(),
      language: z.enum(languages),
      body: z.string(),
      speaksAs: group,
      replies: z.array(
        z.object({ language: z.enum(languages), body: z.string(), speaksAs: group, answers: z.boolean() }),
      ),
      pinned: z.boolean(),
      closed: z.boolean(),
    }),
  ),
});

type File = z.infer<typeof file>;
type Text = z.infer<typeof text>;
type Meeting = File["townhalls"][number];
type World = {
  readonly deps: Deps;
  readonly process: ProcessRow;
  readonly actors: ReadonlyMap<string, Actor>;
  readonly content: File;
};

const minute = 60_000;
const day = 24 * 60 * minute;
/** A meeting that is always on grows stale; a demo that is started later gets a fresh one. */
const freshFor = day;
/** The hour (UTC) at which the demo sets the meetings of 2024; the true hours are not claimed. */
const hour = "17:00";

const inAll = (words: Text): Localized => ({ source: "en", text: words });
const later = (deps: Deps, moment: Date): Deps => ({ ...deps, now: () => moment, publish: () => {} });

/**
 * The townhalls of 2024 with agendas and minutes in words of the demo's own, one that is on now, one that
 * is planned, and threads. Everything happens through the services that people use, at its date.
 */
export async function loadTownhalls(
  deps: Deps,
  process: ProcessRow,
  actors: ReadonlyMap<string, Actor>,
): Promise<void> {
  const content = file.parse(JSON.parse(readFileSync(projectPath("db/demo/townhalls.json"), "utf8")));
  const world = { deps, process, actors, content };
  const [any] = await deps.db
    .select({ id: townhalls.id })
    .from(townhalls)
    .where(eq(townhalls.processId, process.id))
    .limit(1);
  if (!any) {
    for (const meeting of content.townhalls) await holdMeeting(world, meeting);
    for (const thread of content.threads) await writeThread(world, thread);
    done(await setAgreements(deps, organizerOf(world), process, "en", content.agreements.en));
    await deps.db
      .update(agreements)
      .set({ text: await inAllShown(deps.db, content.agreements) })
      .where(eq(agreements.processId, process.id));
    // What happened years ago is nothing to be told about today.
    await deps.db
      .update(notices)
      .set({ mail: "none", readAt: deps.now() })
      .where(and(eq(notices.processId, process.id), eq(notices.mail, "due")));
  }
  await keepOneOn(world);
}

const organizerOf = ({ actors }: World) => given(actors.get("organizer"));

/** Somebody of a group; the next one each time, so that not one person says everything. */
function actorFor({ actors }: World, speaksAs: string | null, turn: number): Actor {
  const seats = demoSeats.filter(
    ({ key, groups }) => key !== "organizer" && (!speaksAs || groups.includes(speaksAs)),
  );
  const seat = seats[turn % Math.max(1, seats.length)] ?? demoSeats[1];
  return given(actors.get(seat?.key ?? "participant"));
}

async function plan(
  world: World,
  when: Date,
  deps: Deps,
  meeting: Pick<Meeting, "title" | "agenda" | "draft">,
) {
  const { process } = world;
  const { number } = done(
    await planTownhall(deps, organizerOf(world), process, "en", {
      title: meeting.title.en,
      day: when.toISOString().slice(0, 10),
      time: when.toISOString().slice(11, 16),
      zone: "UTC",
      minutesLong: 60,
      languages: ["en"],
      callUrl: "",
      slidesUrl: "",
      draft: meeting.draft ?? "",
      agenda: meeting.agenda.map(({ title, minutes }) => ({ title: title.en, minutes })),
    }),
  );
  const townhall = (await findTownhall(deps, process, String(number))) as TownhallRow;
  await deps.db
    .update(townhalls)
    .set({ title: inAll(meeting.title) })
    .where(eq(townhalls.id, townhall.id));
  await deps.db.transaction(async (tx) => {
    // The other languages come with the plan: they leave no row in the history of the agenda.
    await tx.execute(sql`select set_config('codraft.erasing', 'on', true)`);
    for (const [at, item] of (await agendaOf(tx, townhall.id)).entries())
      await tx
        .update(agendaItems)
        .set({ title: inAll(meeting.agenda[at]?.title as Text) })
        .where(eq(agendaItems.id, item.id));
  });
  return townhall;
}

/** Does something in a room as somebody, at a moment. */
async function act<Name extends RoomActName>(
  world: World,
  townhall: TownhallRow,
  moment: Date,
  actor: Actor,
  { name, input }: { readonly name: Name; readonly input: RoomInput<Name> },
): Promise<unknown> {
  const isOrganizer = actor.id === organizerOf(world).id;
  const standing = { ...visitor, signedIn: true, organizer: isOrganizer, participant: true };
  const deps = later(world.deps, moment);
  return done(
    await performAct(
      { deps, actor, standing, process: world.process, townhall, language: "en" },
      name,
      input,
    ),
  );
}

/** The hand that speaks. */
async function speakingIn({ deps }: World, townhall: TownhallRow): Promise<string> {
  const all = await handsOf(deps.db, townhall.id);
  return all.find(({ state }) => state === "speaking")?.id ?? "";
}

async function ask(
  world: World,
  townhall: TownhallRow,
  moment: Date,
  asked: readonly z.infer<typeof question>[],
): Promise<number[]> {
  const numbers: number[] = [];
  for (const [at, one] of asked.entries()) {
    const { deps } = world;
    const author = actorFor(world, one.speaksAs, at);
    const { language, body, speaksAs } = one;
    const made = (await act(world, townhall, new Date(moment.getTime() + at * minute), author, {
      name: "ask",
      input: {
        key: deps.newId(),
        language,
        body,
        speaksAs,
      },
    })) as { id: string; number: number };
    const voters = [...world.actors.values()].filter(({ id }) => id !== author.id).slice(0, one.votes);
    for (const voter of voters)
      await act(world, townhall, moment, voter, { name: "vote", input: { question: made.id, on: "yes" } });
    numbers.push(made.number);
  }
  return numbers;
}

/** A meeting of 2024: planned, held, remembered. */
async function holdMeeting(world: World, meeting: Meeting): Promise<void> {
  const { process } = world;
  const organizer = organizerOf(world);
  const start = new Date(`${meeting.date}T${hour}:00Z`);
  const after = (minutes: number) => new Date(start.getTime() + minutes * minute);
  const townhall = await plan(world, start, later(world.deps, new Date(start.getTime() - 7 * day)), meeting);
  await act(world, townhall, start, organizer, { name: "start", input: {} });
  const numbers = await ask(world, townhall, after(5), meeting.questions);
  let at = 10;
  for (const [turn, { speaksAs, minutes }] of meeting.speaking.entries()) {
    await act(world, townhall, after(at), actorFor(world, speaksAs, turn), {
      name: "raise",
      input: { about: "", speaksAs },
    });
    await act(world, townhall, after(at), organizer, { name: "call", input: { hand: "next", from: "" } });
    at += minutes;
    const from = await speakingIn(world, townhall);
    await act(world, townhall, after(at), organizer, { name: "done", input: { from } });
  }
  const answering = later(world.deps, after(58));
  for (const [index, one] of meeting.questions.entries()) {
    const number = numbers[index];
    if (one.answer === null || number === undefined) continue;
    const [root] = await answering.db
      .select({ id: comments.id, kind: comments.kind, number: comments.number })
      .from(comments)
      .where(
        and(eq(comments.processId, process.id), eq(comments.number, number), eq(comments.kind, "question")),
      );
    if (!root) throw new Error("the demo's question is not there");
    const { post } = done(
      await addReply(answering, organizer, process, root, { language: "en", body: one.answer }),
    );
    done(await markAnswer(answering, organizer, process, number, { post, isOrganizer: true }));
  }
  await act(world, townhall, after(60), organizer, { name: "end", input: {} });
  await remember(world, townhall, meeting, later(world.deps, new Date(start.getTime() + day)));
}

async function remember(world: World, townhall: TownhallRow, meeting: Meeting, deps: Deps): Promise<void> {
  const { process } = world;
  const organizer = organizerOf(world);
  const language = "en" as const;
  const minutes = { language, revision: 0, minutes: meeting.minutes, recordingUrl: "" };
  done(await saveMinutes(deps, organizer, process, townhall, minutes));
  for (const decision of meeting.decisions)
    done(
      await saveOutcome(deps, organizer, process, townhall, {
        id: null,
        kind: "decision",
        language,
        text: decision,
        owner: "",
        due: null,
        done: "no",
      }),
    );
  for (const { what, owner, due } of meeting.actions)
    done(
      await saveOutcome(deps, organizer, process, townhall, {
        id: null,
        kind: "action",
        language,
        text: what,
        owner,
        due,
        done: "yes",
      }),
    );
  const clauses = await clausesNamed(world, meeting.draft, meeting.clauses);
  if (clauses.length > 0) done(await setClauses(deps, organizer, process, townhall, clauses));
  if (meeting.transcript)
    done(
      await saveTranscript(deps, organizer, process, townhall, { language, transcript: meeting.transcript }),
    );
}

async function clausesNamed(
  { deps, process }: World,
  label: string | null,
  headings: readonly string[],
): Promise<ClauseId[]> {
  const draft = label ? await findDraft(deps, process, label, false) : null;
  if (!draft) return [];
  const rows = await clauseRows(deps.db, draft.id);
  return rows.filter(({ heading }) => headings.includes(heading)).map(({ clauseId }) => clauseId);
}

/** One meeting is on, and one is planned for next week, however old the demo is. */
async function keepOneOn(world: World): Promise<void> {
  const { deps, process, content } = world;
  const organizer = organizerOf(world);
  const now = deps.now();
  const [on] = await deps.db
    .select({ number: townhalls.number, startedAt: townhalls.startedAt })
    .from(townhalls)
    .where(and(eq(townhalls.processId, process.id), eq(townhalls.state, "live")))
    .orderBy(desc(townhalls.startedAt), desc(townhalls.number));
  if (on?.startedAt && now.getTime() - on.startedAt.getTime() < freshFor) return;
  if (on) {
    const old = (await findTownhall(deps, process, String(on.number))) as TownhallRow;
    await act(world, old, now, organizer, { name: "end", input: {} });
  }
  const { live, next } = content;
  const start = new Date(now.getTime() - 20 * minute);
  const open = await findDraft(deps, process, "1.1", false);
  const townhall = await plan(world, start, later(deps, new Date(start.getTime() - 7 * day)), {
    ...live,
    draft: open ? "1.1" : null,
  });
  const after = (minutes: number) => new Date(start.getTime() + minutes * minute);
  await act(world, townhall, start, organizer, { name: "start", input: {} });
  const items = await agendaOf(deps.db, townhall.id);
  const [from = ""] = items.map(({ id }) => id as string);
  await act(world, townhall, after(14), organizer, {
    name: "item",
    input: { item: items[live.onItem]?.id ?? "next", from },
  });
  const [clause] = await clausesNamed(world, open ? "1.1" : null, [
    "Four kinds of data",
    "Data that cannot be passed on",
  ]);
  if (clause)
    await act(world, townhall, after(14), organizer, {
      name: "display",
      input: { what: `clause:1.1:${clause}` },
    });
  await agreeAll(world, townhall, after(1));
  await ask(world, townhall, after(6), live.questions);
  for (const [turn, { speaksAs, about }] of live.hands.entries())
    await act(world, townhall, after(15 + turn), actorFor(world, speaksAs, turn), {
      name: "raise",
      input: {
        about,
        speaksAs,
      },
    });
  await act(world, townhall, after(18), organizer, { name: "call", input: { hand: "next", from: "" } });
  const options = live.check.options.map(({ en }) => en);
  await act(world, townhall, after(19), organizer, {
    name: "check",
    input: { question: live.check.question.en, options },
  });
  const [check] = await deps.db
    .update(temperatureChecks)
    .set({
      question: inAll(live.check.question),
      options: live.check.options.map((option) => ({ text: option })),
    })
    .where(eq(temperatureChecks.townhallId, townhall.id))
    .returning({ id: temperatureChecks.id });
  for (const [at, actor] of [...world.actors.values()].slice(1, 6).entries())
    await act(world, townhall, after(19), actor, {
      name: "answer",
      input: {
        check: check?.id ?? "",
        option: at % options.length,
      },
    });
  const nextWeek = new Date(Math.ceil((now.getTime() + 7 * day) / (60 * minute)) * 60 * minute);
  await plan(world, nextWeek, later(deps, now), { ...next, draft: open ? "1.1" : null });
}

async function agreeAll(world: World, townhall: TownhallRow, moment: Date): Promise<void> {
  const [asked] = await world.deps.db
    .select({ revision: agreements.revision })
    .from(agreements)
    .where(eq(agreements.processId, world.process.id));
  if (!asked) return;
  for (const actor of world.actors.values())
    await act(world, townhall, moment, actor, { name: "agree", input: { revision: asked.revision } });
}

async function writeThread(world: World, thread: File["threads"][number]): Promise<void> {
  const { process } = world;
  const organizer = organizerOf(world);
  const start = new Date("2024-10-21T09:00:00Z").getTime();
  const index = world.content.threads.indexOf(thread);
  const deps = (step: number) => later(world.deps, new Date(start + index * day + step * 60 * minute));
  const [clause] = thread.clause ? await clausesNamed(world, thread.draft, [thread.clause]) : [];
  const about = clause ? `clause:${thread.draft}:${clause}` : thread.draft ? `draft:${thread.draft}` : "";
  const { id, number } = done(
    await addTopic(deps(0), actorFor(world, thread.speaksAs, index), process, {
      key: world.deps.newId(),
      title: thread.title,
      category: thread.category,
      about,
      language: thread.language,
      speaksAs: thread.speaksAs,
      body: thread.body,
    }),
  );
  const root = { id, number, kind: "topic" as const };
  for (const [at, { language, body, speaksAs, answers }] of thread.replies.entries()) {
    const author = actorFor(world, speaksAs, index + at + 1);
    const { post } = done(await addReply(deps(at + 1), author, process, root, { language, body, speaksAs }));
    if (answers)
      done(await markAnswer(deps(at + 1), organizer, process, number, { post, isOrganizer: true }));
  }
  if (thread.pinned) done(await pinTopic(deps(30), organizer, process, number, true));
  if (thread.closed) done(await closeTopic(deps(30), organizer, process, number, true));
}
