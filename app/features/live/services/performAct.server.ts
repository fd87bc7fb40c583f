import { addReply } from "~/features/comments/services/addReply.server";
import type { RoomActName, RoomInput } from "~/features/live/contracts/room";
import { audit } from "~/features/live/feature";
import { type ActTime, outOfTime } from "~/features/meetings/domain/outOfTime";
import { acceptAgreements, hasAgreed } from "~/features/meetings/services/agreements.server";
import { isHost, lockTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms, type NoteRoomEvent, withRooms } from "~/features/meetings/services/roomEvents.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { addQuestion } from "~/features/threads/services/addTopic.server";
import { allows, type Standing } from "~/kernel/access";
import type { CommentId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { AuditAction } from "~/kernel/named";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { answerCheck, closeCheck, openCheck } from "./checks.server";
import { callHand, finishTurn, lowerHand, type Room, raiseHand, removeHand } from "./hands.server";
import {
  endTownhall,
  goToItem,
  handOver,
  putOnDisplay,
  setQueue,
  setSlow,
  startTownhall,
} from "./host.server";
import { markAnswered, takeBackQuestion, takeQuestion, voteOnQuestion } from "./questions.server";
import { meetingThread } from "./room.server";

/** Who acts in which room, as both a form's route and a socket know it. */
export type Acting = {
  readonly deps: Deps;
  readonly actor: Actor;
  readonly standing: Standing;
  readonly process: ProcessRow;
  readonly townhall: TownhallRow;
  readonly language: Language;
};

type Done = Promise<Result<unknown, Refusal>>;
type Act<Name extends RoomActName> = (acting: Acting, input: RoomInput<Name>) => Done;

/** An act on the locked row of the meeting, in its time. */
function inRoom<Name extends RoomActName>(
  time: ActTime,
  run: (room: Room, input: RoomInput<Name>, acting: Acting) => Done,
): Act<Name> {
  return (acting, input) =>
    withRooms(acting.deps, (tx, note) =>
      entered(acting, tx, note, (room) => inTime(room, time) ?? run(room, input, acting)),
    );
}

/** An act of the host: refused to others, and written to the audit log if `action` is given. */
function asHost<Name extends RoomActName>(
  time: ActTime,
  run: (room: Room, input: RoomInput<Name>, acting: Acting) => Done,
  action?: AuditAction,
): Act<Name> {
  const hosting = (room: Room, input: RoomInput<Name>, acting: Acting): Done =>
    isHost(room.townhall, acting.actor, acting.standing)
      ? (inTime(room, time) ?? run(room, input, acting))
      : Promise.resolve(fail({ code: "not_host" }));
  if (!action) return inRoom("any", hosting);
  return (acting, input) => {
    const { deps, actor, process, townhall } = acting;
    const change = { processId: process.id, actor, action, subject: String(townhall.number) };
    return changeInRooms(deps, change, (tx, note) =>
      entered(acting, tx, note, (room) => hosting(room, input, acting)),
    );
  };
}

async function entered(
  { deps, actor, process, townhall }: Acting,
  tx: Db,
  note: NoteRoomEvent,
  run: (room: Room) => Done,
): Done {
  const held = await lockTownhall(tx, townhall.id);
  if (!held || held.processId !== process.id) return fail({ code: "not_found" });
  return run({ deps, tx, note, actor, process, townhall: held });
}

/** The refusal of an act that comes too early or too late; null if it may be done now. */
function inTime({ townhall: { state } }: Room, time: ActTime): Done | null {
  const code = time === "any" ? null : outOfTime(state, time);
  return code && Promise.resolve(fail({ code }));
}

/** An act of those who accepted the community agreements. */
function agreed<Name extends RoomActName>(run: Act<Name>): Act<Name> {
  return async (acting, input) =>
    (await hasAgreed(acting.deps.db, acting.process.id, acting.actor))
      ? run(acting, input)
      : fail({ code: "agreements_first" });
}

const acts: { readonly [Name in RoomActName]: Act<Name> } = {
  raise: agreed(inRoom("live", raiseHand)),
  lower: inRoom("live", (room) => lowerHand(room)),
  ask: agreed(({ deps, actor, process, townhall }, input) =>
    addQuestion(deps, actor, process, townhall.id, input),
  ),
  unask: inRoom("open", takeBackQuestion),
  vote: inRoom("open", voteOnQuestion),
  answer: inRoom("live", answerCheck),
  say: agreed(async ({ deps, actor, process, townhall }, input) => {
    const thread = await meetingThread(deps.db, townhall);
    if (thread) return addReply(deps, actor, process, thread, input);
    return fail({ code: outOfTime(townhall.state, "live") ?? "meeting_not_live" });
  }),
  agree: ({ deps, actor, process }, { revision }) => acceptAgreements(deps, actor, process, revision),
  start: asHost("planned", (room) => startTownhall(room), audit["townhall.started"]),
  end: asHost("live", (room) => endTownhall(room), audit["townhall.ended"]),
  item: asHost("live", goToItem),
  display: asHost("open", putOnDisplay),
  call: asHost("live", callHand),
  done: asHost("live", finishTurn),
  remove: asHost("live", removeHand),
  queue: asHost("open", setQueue),
  slow: asHost("open", setSlow),
  answering: asHost("open", takeQuestion),
  answered: asHost("open", markAnswered),
  hide: async ({ deps, actor, standing, process, townhall }, { said, reason }) =>
    !allows("moderator", standing) && !isHost(townhall, actor, standing)
      ? fail({ code: "not_host" })
      : !allows("moderator", standing) && townhall.state !== "live"
        ? fail({ code: outOfTime(townhall.state, "live") ?? "meeting_not_live" })
        : hideComment(deps, actor, process, said as CommentId, { reason, within: townhall.id }),
  handOver: asHost("open", handOver, audit["townhall.hosted"]),
  check: asHost("live", (room, input, { language }) => openCheck(room, input, language)),
  closeCheck: asHost("live", closeCheck),
};

/**
 * Does one thing in a room, the same for forms and sockets. `meeting_not_live` before its time, `meeting_over` and
 * `meeting_cancelled` after it, `not_host` if only the host may do it,
 * `agreements_first` if the community agreements have to be accepted first, `acted_meanwhile` if another host was faster.
 */
export function performAct<Name extends RoomActName>(
  acting: Acting,
  name: Name,
  input: RoomInput<Name>,
): Done {
  if (acting.standing.silenced) return Promise.resolve(fail({ code: "restrained" }));
  return acts[name](acting, input);
}
