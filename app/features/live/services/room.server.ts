import { and, asc, count, desc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/readComments.server";
import { renderCached } from "~/features/drafts/services/rendered.server";
import type { CheckView, OwnInRoom, RoomState, RoomView } from "~/features/live/contracts/roomState";
import { orderQueue, spokenByGroup, spokenByPerson } from "~/features/live/domain/queue";
import type { Display } from "~/features/meetings/domain/townhall";
import { hasAgreed } from "~/features/meetings/services/agreements.server";
import {
  agendaOf,
  isHost,
  type TownhallRow,
  townhallOf,
} from "~/features/meetings/services/findTownhall.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { answersOf, recordedFor } from "~/features/processes/services/recordedFigures.server";
import type { Standing } from "~/kernel/access";
import { roundedToFive } from "~/kernel/figures/roundedToFive";
import type { CheckId, ClauseId, CommentId, TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { type Localized, localize } from "~/kernel/language/localized";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { commentReactions, comments } from "~db/schema/comments";
import { components } from "~db/schema/components";
import { draftClauses, drafts, translations } from "~db/schema/drafts";
import { hands, temperatureAnswers, temperatureChecks } from "~db/schema/live";
import { townhallEvents, townhalls } from "~db/schema/meetings";
import { stakeholderGroups } from "~db/schema/processes";
import { asHand, handsOf } from "./hands.server";
import { recentPresence } from "./presence.server";

const mostQuestions = 100;
const mostPosts = 30;

/** The topic in which a meeting talks; null before it has begun. */
export async function meetingThread(
  db: Db,
  townhall: Pick<TownhallRow, "threadId">,
): Promise<Pick<CommentRow, "id" | "kind" | "number"> | null> {
  if (!townhall.threadId) return null;
  const [row] = await db
    .select({ id: comments.id, kind: comments.kind, number: comments.number })
    .from(comments)
    .where(eq(comments.id, townhall.threadId));
  return row ?? null;
}

/**
 * Everything of a room that is the same for all who read it in a language, as of one event: nothing
 * hidden is in it, and nobody's name without their consent. `seq` is the newest event in it.
 */
async function readRoom(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  id: TownhallId,
  language: Language,
): Promise<RoomState | null> {
  // One view of the database: what is read belongs to the event whose number it bears.
  return deps.db.transaction(
    async (transaction) => {
      const db = transaction as unknown as Db;
      const townhall = await townhallOf(db, id);
      if (!townhall) return null;
      const agenda = await agendaOf(db, id);
      const thread = await meetingThread(db, townhall);
      return {
        townhallId: id,
        number: townhall.number,
        seq: townhall.seq,
        state: townhall.state,
        startedAt: townhall.startedAt?.toISOString() ?? null,
        endedAt: townhall.endedAt?.toISOString() ?? null,
        agenda: agenda.map((one) => ({
          id: one.id as string,
          title: localize(one.title, language),
          minutes: one.minutes,
        })),
        itemId: townhall.itemId as string | null,
        itemSince: townhall.itemSince?.toISOString() ?? null,
        display: townhall.display && (await displayOf(db, process, townhall.display, language)),
        queueOpen: townhall.queueOpen,
        slowSeconds: townhall.slowSeconds,
        ...(await speakersOf(deps, db, id)),
        questions: await questionsOf(db, townhall),
        check: await checkOf(db, id, language),
        thread: thread?.number ?? null,
        posts: thread ? await newestPosts(db, thread.id) : [],
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

type Kept = { readonly at: number; readonly state: Promise<RoomState | null> };
const kept = new Map<string, Kept>();
/** Names are shown by consent, which has no event: what is kept is younger than this, in milliseconds. */
const keptFor = 3000;

/**
 * The same, read once for all who ask for the same event: a room with thousands in it reads its state
 * once an event and language, not once a person.
 */
async function roomState(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "seq">,
  language: Language,
): Promise<RoomState | null> {
  const key = `${townhall.id} ${language} ${townhall.seq}`;
  const now = performance.now();
  const known = kept.get(key);
  if (known && now - known.at < keptFor) return known.state;
  const state = readRoom(deps, process, townhall.id, language);
  kept.delete(key);
  kept.set(key, { at: now, state });
  state.catch(() => kept.delete(key));
  for (const [other, { at }] of kept) {
    if (now - at < keptFor && kept.size <= 200) break;
    kept.delete(other);
  }
  return state;
}

/** A room as somebody sees it now; null where there is none. */
export async function viewRoom(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  townhallId: TownhallId,
  actor: Actor | null,
  standing: Standing,
  language: Language,
): Promise<RoomView | null> {
  const townhall = await townhallOf(deps.db, townhallId);
  const room = townhall && (await roomState(deps, process, townhall, language));
  if (!room) return null;
  const reader = standing.suspended ? null : actor;
  return {
    room,
    own: await ownInRoom(deps, process, townhallId, reader),
    here: await recentPresence(deps.db, townhallId),
    isHost: isHost(townhall, reader, standing),
    maySpeak: reader !== null && !standing.silenced,
  };
}

/** What in a room is one person's own. */
async function ownInRoom(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  id: TownhallId,
  actor: Actor | null,
): Promise<OwnInRoom> {
  if (!actor) return { hand: null, votes: [], answers: {}, hasAgreed: false };
  const [hand] = await deps.db
    .select({ id: hands.id, state: hands.state, about: hands.about, speaksAs: hands.speaksAs })
    .from(hands)
    .where(
      and(
        eq(hands.townhallId, id),
        eq(hands.userId, actor.id),
        inArray(hands.state, ["waiting", "speaking"]),
      ),
    );
  const votes = await deps.db
    .select({ id: commentReactions.commentId })
    .from(commentReactions)
    .innerJoin(comments, eq(comments.id, commentReactions.commentId))
    .where(
      and(
        eq(comments.townhallId, id),
        eq(commentReactions.userId, actor.id),
        eq(commentReactions.kind, "up"),
      ),
    );
  const answers = await deps.db
    .select({ check: temperatureAnswers.checkId, option: temperatureAnswers.option })
    .from(temperatureAnswers)
    .innerJoin(temperatureChecks, eq(temperatureChecks.id, temperatureAnswers.checkId))
    .where(and(eq(temperatureChecks.townhallId, id), eq(temperatureAnswers.userId, actor.id)));
  return {
    hand: hand ?? null,
    votes: votes.map((one) => one.id as string),
    answers: Object.fromEntries(answers.map(({ check, option }) => [check as string, option])),
    hasAgreed: await hasAgreed(deps.db, process.id, actor),
  };
}

/** The events of a room after one that somebody has seen, oldest first; at most so many. */
export function eventsAfter(db: Db, id: TownhallId, cursor: number, most = 500) {
  return db
    .select({ seq: townhallEvents.seq, kind: townhallEvents.kind, subject: townhallEvents.subject })
    .from(townhallEvents)
    .where(and(eq(townhallEvents.townhallId, id), sql`${townhallEvents.seq} > ${cursor}`))
    .orderBy(asc(townhallEvents.seq))
    .limit(most);
}

async function displayOf(db: Db, process: ProcessRow, display: Display, language: Language) {
  if (display.kind === "component") {
    const [row] = await db
      .select()
      .from(components)
      .where(and(eq(components.processId, process.id), eq(components.key, display.component)));
    if (!row) return null;
    const description = localize(row.description, language);
    return {
      kind: "component" as const,
      path: `/p/${process.slug}/components#${row.key}`,
      heading: localize(row.title, language),
      html: renderCached(description.text, "on-"),
      language: description.language as string,
      draft: "",
      clause: "",
    };
  }
  const clauseId = display.clause as ClauseId;
  const [row] = await db
    .select({ draftId: drafts.id, heading: draftClauses.heading, body: draftClauses.body })
    .from(draftClauses)
    .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
    .where(
      and(
        eq(drafts.processId, process.id),
        eq(drafts.label, display.draft),
        eq(draftClauses.clauseId, clauseId),
      ),
    );
  if (!row) return null;
  const source = process.sourceLanguage as Language;
  const [own] =
    language === source
      ? []
      : await db
          .select()
          .from(translations)
          .where(
            and(
              eq(translations.scopeId, row.draftId),
              eq(translations.unitId, clauseId),
              eq(translations.language, language),
              eq(translations.state, "reviewed"),
            ),
          );
  const as = (text: string): Localized => ({ source, text: { [source]: text } });
  const heading = own?.texts.heading
    ? { text: own.texts.heading, language, state: "translated" as const }
    : localize(as(row.heading), language);
  return {
    kind: "clause" as const,
    path: `/p/${process.slug}/drafts/${display.draft}/clauses/${display.clause}`,
    heading,
    html: renderCached(own?.texts.body ?? row.body, "on-"),
    language: (own?.texts.body ? language : source) as string,
    draft: display.draft,
    clause: display.clause,
  };
}

async function speakersOf(deps: Pick<Deps, "now">, db: Db, id: TownhallId) {
  const rows = await handsOf(db, id);
  const now = deps.now().getTime();
  const all = rows.map(asHand);
  const spoken = spokenByPerson(
    all.filter(({ state }) => state !== "speaking"),
    now,
  );
  const people = rows.flatMap(({ userId }) => (userId ? [userId] : []));
  const names = new Map<string, string>();
  if (people.length > 0) {
    const shown = await db
      .select({ id: users.id, name: users.displayName })
      .from(users)
      .where(and(inArray(users.id, [...new Set(people)]), eq(users.showsName, true)));
    for (const { id: userId, name } of shown) names.set(userId, name);
  }
  const about = new Map(rows.map((row) => [row.id as string, row.about]));
  const view = (hand: (typeof all)[number]) => ({
    id: hand.id,
    name: (hand.userId && names.get(hand.userId)) || null,
    speaksAs: hand.speaksAs,
    about: about.get(hand.id) ?? "",
    /** Milliseconds spoken before this turn; null: for the first time. */
    spoken: hand.userId ? (spoken.get(hand.userId) ?? null) : null,
  });
  const speaking = all.find(({ state }) => state === "speaking");
  return {
    speaking: speaking
      ? { ...view(speaking), since: new Date(speaking.calledAt as number).toISOString() }
      : null,
    queue: orderQueue(all, now).map(view),
    /** Milliseconds by group of the turns that are over. */
    spoken: Object.fromEntries(
      spokenByGroup(
        all.filter(({ state }) => state !== "speaking"),
        now,
      ),
    ),
  };
}

async function questionsOf(db: Db, townhall: TownhallRow) {
  const votes = db
    .select({ id: commentReactions.commentId, votes: count().as("votes") })
    .from(commentReactions)
    .innerJoin(comments, eq(comments.id, commentReactions.commentId))
    .where(and(eq(comments.townhallId, townhall.id), eq(commentReactions.kind, "up")))
    .groupBy(commentReactions.commentId)
    .as("votes");
  const rows = await db
    .select({
      id: comments.id,
      number: comments.number,
      body: comments.body,
      language: comments.language,
      speaksAs: comments.speaksAs,
      answeredAt: comments.answeredAt,
      posts: comments.posts,
      votes: sql<number>`coalesce(${votes.votes}, 0)::int`,
      name: users.displayName,
      showsName: users.showsName,
    })
    .from(comments)
    .leftJoin(votes, eq(votes.id, comments.id))
    .leftJoin(users, eq(users.id, comments.authorId))
    .where(
      and(
        eq(comments.townhallId, townhall.id),
        isNull(comments.rootId),
        isNull(comments.hiddenAt),
        eq(comments.kind, "question"),
      ),
    )
    .orderBy(
      asc(sql`${comments.answeredAt} is not null`),
      desc(sql`coalesce(${votes.votes}, 0)`),
      asc(comments.createdAt),
    )
    .limit(mostQuestions);
  return rows.map(({ name, showsName, answeredAt, body, ...row }) => ({
    ...row,
    id: row.id as string,
    html: renderCached(body, `q${row.number}-`),
    name: (showsName && name) || null,
    isAnswered: answeredAt !== null,
    isAnswering: row.id === townhall.questionId,
  }));
}

async function newestPosts(db: Db, root: CommentId) {
  const rows = await db
    .select({
      id: comments.id,
      post: comments.post,
      body: comments.body,
      language: comments.language,
      speaksAs: comments.speaksAs,
      at: comments.createdAt,
      name: users.displayName,
      showsName: users.showsName,
    })
    .from(comments)
    .leftJoin(users, eq(users.id, comments.authorId))
    .where(and(eq(comments.rootId, root), isNull(comments.hiddenAt)))
    .orderBy(desc(comments.post))
    .limit(mostPosts);
  return rows.reverse().map(({ name, showsName, body, at, ...row }) => ({
    ...row,
    id: row.id as string,
    at: at.toISOString(),
    html: renderCached(body, `m${row.post}-`),
    name: (showsName && name) || null,
  }));
}

/** The temperature check that is open, else the newest; how it went only once it is closed. */
async function checkOf(db: Db, id: TownhallId, language: Language): Promise<CheckView | null> {
  const [check] = await db
    .select()
    .from(temperatureChecks)
    .where(eq(temperatureChecks.townhallId, id))
    .orderBy(desc(isNull(temperatureChecks.closedAt)), desc(temperatureChecks.openedAt))
    .limit(1);
  return check ? checkView(db, check, language) : null;
}

/** A temperature check as it is shown; by group only where enough of the group answered. */
export async function checkView(
  db: Db,
  check: typeof temperatureChecks.$inferSelect,
  language: Language,
): Promise<CheckView> {
  const isOpen = check.closedAt === null;
  const source = check.question.source;
  return {
    id: check.id as string,
    question: localize(check.question, language),
    options: check.options.map(({ text }) => localize({ source, text }, language)),
    isOpen,
    ...(await answersTo(db, check.id, check.options.length, isOpen)),
  };
}

type Answers = { readonly answers: number; readonly results: CheckView["results"] };

/** How a temperature check was answered; while it is open, how often. */
export async function answersTo(db: Db, id: CheckId, options: number, isOpen: boolean): Promise<Answers> {
  const known = (await recordedFor(db, [answersOf(id)])).get(answersOf(id));
  if (known) return known as Answers;
  const rows = await db
    .select({ option: temperatureAnswers.option, groups: temperatureAnswers.groups })
    .from(temperatureAnswers)
    .where(eq(temperatureAnswers.checkId, id));
  if (isOpen) return { answers: rows.length, results: null };
  const none = () => Array.from({ length: options }, () => 0);
  const total = none();
  // Every group of the process is there, also those of which nobody answered: their absence would tell.
  const byGroup = new Map((await groupsAsked(db, id)).map(({ key }) => [key, none()]));
  for (const { option, groups } of rows) {
    total[option] = (total[option] ?? 0) + 1;
    for (const group of groups) {
      const counts = byGroup.get(group);
      if (counts) counts[option] = (counts[option] ?? 0) + 1;
    }
  }
  return {
    answers: rows.length,
    results: {
      total,
      /** By group, in fives; null for a group of which no answer has five. */
      groups: Object.fromEntries(
        [...byGroup].map(([group, counts]) => {
          const shown = counts.map(roundedToFive);
          return [group, shown.every((count) => count === null) ? null : shown];
        }),
      ),
    },
  };
}

/** The stakeholder groups of the process in whose meeting a temperature check was asked. */
function groupsAsked(db: Db, id: CheckId) {
  return db
    .select({ key: stakeholderGroups.key })
    .from(stakeholderGroups)
    .innerJoin(townhalls, eq(townhalls.processId, stakeholderGroups.processId))
    .innerJoin(temperatureChecks, eq(temperatureChecks.townhallId, townhalls.id))
    .where(eq(temperatureChecks.id, id))
    .orderBy(asc(stakeholderGroups.position));
}
