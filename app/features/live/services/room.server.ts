import { and, asc, eq, sql } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import type { OwnView, RoomState, RoomView } from "~/features/live/contracts/roomState";
import { checkOf } from "~/features/live/services/checkView.server";
import { displayOf } from "~/features/live/services/room/displayed.server";
import { ownInRoom } from "~/features/live/services/room/ownInRoom.server";
import { speakersOf } from "~/features/live/services/room/speakers.server";
import { newestPosts, questionsOf } from "~/features/live/services/room/talk.server";
import {
  agendaOf,
  isHost,
  type TownhallRow,
  townhallOf,
} from "~/features/meetings/services/findTownhall.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { allows, type Standing } from "~/kernel/access";
import type { TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { townhallEvents } from "~db/schema/meetings";
import { processes } from "~db/schema/processes";
import { recentPresence } from "./presence.server";

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
 * Everything in a room that is the same for all who read it in a language, as of one event. It contains nothing
 * hidden, and nobody's name without their consent. `seq` is the newest event in it.
 */
async function readRoom(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  id: TownhallId,
  language: Language,
): Promise<RoomState | null> {
  // One view of the database: what is read belongs to the event whose number it bears.
  return deps.db.transaction(
    async (db) => {
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
/** Names are shown by consent, and a change of consent is no event: nothing is kept for more milliseconds than this. */
const keptFor = 3000;

/**
 * The same, read once for all who ask for the same event: a room of thousands reads its state
 * once for each event and language, not once for each person.
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
  { standing, language }: { readonly standing: Standing; readonly language: Language },
): Promise<RoomView | null> {
  const townhall = await townhallOf(deps.db, townhallId);
  const room = townhall && (await roomState(deps, process, townhall, language));
  if (!room) return null;
  return {
    room,
    ...(await viewOwn(deps, process, townhall, actor, standing)),
    here: await recentPresence(deps.db, townhallId),
  };
}

/** What in a room is for one person alone. */
export async function viewOwn(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  townhall: TownhallRow,
  actor: Actor | null,
  standing: Standing,
): Promise<OwnView> {
  const reader = standing.suspended ? null : actor;
  return {
    own: await ownInRoom(deps, process, townhall.id, reader),
    isHost: isHost(townhall, reader, standing),
    moderates: reader !== null && allows("moderator", standing),
    maySpeak: reader !== null && !standing.silenced,
  };
}

/** What in a room is the same for all who read it in a language; null if there is none. */
export async function publicRoom(
  deps: Pick<Deps, "db" | "now">,
  townhallId: TownhallId,
  language: Language,
): Promise<RoomState | null> {
  const townhall = await townhallOf(deps.db, townhallId);
  const [process] = townhall
    ? await deps.db.select().from(processes).where(eq(processes.id, townhall.processId))
    : [];
  return townhall && process ? roomState(deps, process, townhall, language) : null;
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
