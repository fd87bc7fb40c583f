import { and, eq, isNull } from "drizzle-orm";
import type { RoomInput } from "~/features/live/contracts/room";
import type { Display } from "~/features/meetings/domain/townhall";
import { agendaOf, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { nextNumber } from "~/features/threads/services/addTopic.server";
import { type AgendaItemId, type ClauseId, type CommentId, isId, type UserId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import { noText } from "~/kernel/text/stored";
import { insertMany, unlessThere } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { components } from "~db/schema/components";
import { draftClauses, drafts } from "~db/schema/drafts";
import { attendance, hands, roomPresence } from "~db/schema/live";
import { townhallClauses, townhalls } from "~db/schema/meetings";
import { processMembers } from "~db/schema/membership";
import { closeChecks } from "./checks.server";
import { endTurn, type Room } from "./hands.server";
import { keepTakingPart } from "./room/keepFigures.server";

type Done = Result<undefined, Refusal>;

function set({ tx, townhall }: Room, values: Partial<TownhallRow>) {
  return tx.update(townhalls).set(values).where(eq(townhalls.id, townhall.id));
}

/** Begins the meeting: whoever starts it hosts it, the first item is on, and its thread is opened. */
export async function startTownhall(room: Room): Promise<Done> {
  const { deps, tx, note, actor, process, townhall } = room;
  const now = deps.now();
  const [first] = await agendaOf(tx, townhall.id);
  const threadId = deps.newId() as CommentId;
  await set(room, {
    state: "live",
    startedAt: now,
    changedAt: now,
    hostId: actor.id,
    itemId: first?.id ?? null,
    itemSince: first ? now : null,
    threadId,
  });
  const source = townhall.title.source;
  await tx.insert(comments).values({
    id: threadId,
    processId: process.id,
    kind: "topic",
    category: "meetings",
    townhallId: townhall.id,
    title: townhall.title.text[source] ?? "",
    number: await nextNumber(tx, process),
    authorId: actor.id,
    language: source,
    type: "general",
    stance: "neutral",
    body: noText,
    createdAt: now,
    lastAt: now,
  });
  await noteAttendance(room);
  note(townhall.id, "meeting");
  return ok();
}

/** Notes those who are in the room when the meeting begins as attending; later arrivals are noted as they come. */
async function noteAttendance({ deps, tx, townhall }: Room): Promise<void> {
  const here = await tx
    .selectDistinct({ userId: users.id, groups: users.stakeholderGroups, country: users.country })
    .from(roomPresence)
    .innerJoin(users, eq(users.id, roomPresence.userId))
    .where(eq(roomPresence.townhallId, townhall.id));
  const at = deps.now();
  await insertMany(
    tx,
    attendance,
    here.map((one) => ({ ...one, townhallId: townhall.id, at })),
    unlessThere,
  );
}

/**
 * Ends the meeting: the turn and the checks that are open end, hands go down, and questions that
 * nobody answered become topics.
 */
export async function endTownhall(room: Room): Promise<Done> {
  const { deps, tx, note, townhall } = room;
  await endTurn(room);
  await closeChecks(room);
  const now = deps.now();
  await tx
    .update(hands)
    .set({ state: "removed", endedAt: now })
    .where(and(eq(hands.townhallId, townhall.id), eq(hands.state, "waiting")));
  const open = await tx
    .select({ id: comments.id, body: comments.body })
    .from(comments)
    .where(
      and(
        eq(comments.townhallId, townhall.id),
        eq(comments.kind, "question"),
        isNull(comments.rootId),
        isNull(comments.answeredAt),
      ),
    );
  // With a title it is listed among the topics.
  for (const { id, body } of open)
    await tx
      .update(comments)
      .set({ title: asTitle(body) })
      .where(eq(comments.id, id));
  await set(room, {
    state: "ended",
    endedAt: now,
    changedAt: now,
    sequence: townhall.sequence + 1,
    itemId: null,
    itemSince: null,
    display: null,
    questionId: null,
  });
  await keepTakingPart(room);
  note(townhall.id, "meeting");
  return ok();
}

/** The first line of a question, cut at a word where it is long. */
function asTitle(body: string): string {
  const [line = ""] = body.trim().split("\n");
  return line.length <= 140 ? line : `${cut(line, 139).replace(/\s+\S*$/, "")}…`;
}

/**
 * Moves on to an item of the agenda, or to the one after the current item; `acted_meanwhile` when the current item is not the one
 * that the host saw.
 */
export async function goToItem(room: Room, { item, from }: RoomInput<"item">): Promise<Done> {
  const { deps, tx, note, townhall } = room;
  if ((townhall.itemId ?? "") !== from) return fail({ code: "acted_meanwhile" });
  const agenda = await agendaOf(tx, townhall.id);
  const at = agenda.findIndex(({ id }) => id === townhall.itemId);
  const next = item === "next" ? agenda[at + 1] : agenda.find(({ id }) => id === item);
  if (!next) return fail({ code: "not_found" });
  await set(room, { itemId: next.id as AgendaItemId, itemSince: deps.now() });
  note(townhall.id, "item", next.id);
  return ok();
}

/** Displays a clause or a component to everyone, or nothing. */
export async function putOnDisplay(room: Room, { what }: RoomInput<"display">): Promise<Done> {
  const { tx, note, process, townhall } = room;
  const [kind = "", name = "", id = ""] = what.split(":");
  if (what === "") {
    await set(room, { display: null });
    note(townhall.id, "display");
    return ok();
  }
  let display: Display | null = null;
  if (kind === "component") {
    const [found] = await tx
      .select({ key: components.key })
      .from(components)
      .where(and(eq(components.processId, process.id), eq(components.key, name)));
    if (found) display = { kind: "component", component: found.key };
  } else if (kind === "clause" && isId(id)) {
    const [found] = await tx
      .select({ draftId: drafts.id, state: drafts.state })
      .from(drafts)
      .innerJoin(draftClauses, eq(draftClauses.draftId, drafts.id))
      .where(
        and(
          eq(drafts.processId, process.id),
          eq(drafts.label, name),
          eq(draftClauses.clauseId, id as ClauseId),
          isNull(draftClauses.removedAt),
        ),
      );
    if (found && found.state !== "working") {
      display = { kind: "clause", draft: name, clause: id };
      await tx
        .insert(townhallClauses)
        .values({ townhallId: townhall.id, draftId: found.draftId, clauseId: id as ClauseId })
        .onConflictDoNothing();
    }
  }
  if (!display) return fail({ code: "not_found" });
  await set(room, { display });
  note(townhall.id, "display", id || name);
  return ok();
}

export async function setQueue(room: Room, { open }: RoomInput<"queue">): Promise<Done> {
  await set(room, { queueOpen: open === "yes" });
  room.note(room.townhall.id, "queue");
  return ok();
}

/** Sets how long a person waits between two posts. */
export async function setSlow(room: Room, { seconds }: RoomInput<"slow">): Promise<Done> {
  await set(room, { slowSeconds: seconds });
  room.note(room.townhall.id, "queue");
  return ok();
}

/** Hands the meeting over to somebody who takes part in the process. */
export async function handOver(room: Room, { to }: RoomInput<"handOver">): Promise<Done> {
  const { tx, note, process, townhall } = room;
  const [member] = await tx
    .select({ id: processMembers.userId })
    .from(processMembers)
    .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, to as UserId)));
  if (!member) return fail({ code: "not_found" });
  await set(room, { hostId: member.id });
  note(townhall.id, "meeting");
  return ok();
}
