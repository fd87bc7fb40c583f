import { eq, sql } from "drizzle-orm";
import type { RoomEvent, RoomEventKind } from "~/features/meetings/domain/townhall";
import {
  type Change,
  type ChangeDeps,
  changeProcess,
} from "~/features/processes/services/changeProcess.server";
import type { TownhallId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import type { Result } from "~/kernel/result";
import type { Announcement, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { townhallEvents, townhalls } from "~db/schema/meetings";

declare module "~/platform/deps" {
  interface Announcements {
    "room:changed": { readonly townhallId: string; readonly events: readonly RoomEvent[] };
  }
}

/** Notes that something happened in the room of a townhall; told after the commit. */
export type NoteRoomEvent = (townhallId: TownhallId, kind: RoomEventKind, subject?: string) => void;

/**
 * A transaction that may note what happened in rooms. Each event is numbered under its townhall's row
 * lock, without gaps, and announced after the commit. Whoever locks a process locks it before that.
 */
export async function withRooms<T>(
  deps: Pick<Deps, "db" | "now" | "publish">,
  run: (tx: Db, note: NoteRoomEvent) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  let announcements: Announcement[] = [];
  const result = await inTransaction(deps.db, async (tx) => {
    const noted = new Map<TownhallId, { kind: RoomEventKind; subject: string }[]>();
    const outcome = await run(tx, (townhallId, kind, subject = "") => {
      noted.set(townhallId, [...(noted.get(townhallId) ?? []), { kind, subject }]);
    });
    announcements = outcome.ok ? await writeEvents(deps, tx, noted) : [];
    return outcome;
  });
  if (result.ok) for (const announcement of announcements) deps.publish(announcement);
  return result;
}

/** Changes a process, and may note what happened in its rooms: see `changeProcess` and `withRooms`. */
export function changeInRooms<T>(
  deps: ChangeDeps,
  change: Change,
  run: (tx: Db, note: NoteRoomEvent) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  let noted: NoteRoomEvent | undefined;
  return changeProcess(
    deps,
    change,
    (tx) => run(tx, noted as NoteRoomEvent),
    (inside) =>
      withRooms(deps, (tx, note) => {
        noted = note;
        return inside(tx);
      }),
  );
}

async function writeEvents(
  deps: Pick<Deps, "now">,
  tx: Db,
  noted: ReadonlyMap<TownhallId, readonly { kind: RoomEventKind; subject: string }[]>,
): Promise<Announcement[]> {
  const announcements: Announcement[] = [];
  for (const [townhallId, happened] of noted) {
    const [row] = await tx
      .update(townhalls)
      .set({ seq: sql`${townhalls.seq} + ${happened.length}` })
      .where(eq(townhalls.id, townhallId))
      .returning({ seq: townhalls.seq });
    if (!row) continue;
    const events = happened.map((one, at) => ({ ...one, seq: row.seq - happened.length + 1 + at }));
    await insertMany(
      tx,
      townhallEvents,
      events.map((one) => ({ ...one, townhallId, at: deps.now() })),
    );
    announcements.push({ event: "room:changed", townhallId, events });
  }
  return announcements;
}
