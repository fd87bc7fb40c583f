import { and, desc, eq, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { lockTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms } from "~/features/meetings/services/roomEvents.server";
import { recordChanges } from "~/features/processes/services/changes.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { transcriptChange, type withdrawSchema } from "~/features/townhalls/contracts/transcriptChange";
import { audit } from "~/features/townhalls/feature";
import type { TownhallId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { changes } from "~db/schema/processes";
import { transcriptPassages } from "~db/schema/townhalls";
import { countPassages } from "./transcripts.server";

/**
 * Takes the words of an earlier version of a transcript away for good, with a public reason: that it was there, how long it was,
 * and who withdrew it when and why stays. The newest is what the meeting shows, and another takes its place first
 * (`invalid`); `not_found` for one that is not there.
 */
export async function withdrawTranscript(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  { version, reason }: z.infer<typeof withdrawSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["transcript.withdrawn"],
    subject: `${townhall.number} · ${version}`,
  } as const;
  return changeInRooms(deps, change, async (tx) => {
    const held = await lockTownhall(tx, townhall.id);
    const passages = held ? await countPassages(tx, held.id, version) : 0;
    if (!held || passages === 0) return fail({ code: "not_found" });
    if (version >= held.transcriptVersion) return fail({ code: "invalid" });
    const which = and(eq(transcriptPassages.townhallId, held.id), eq(transcriptPassages.version, version));
    const [first] = await tx
      .select({ language: transcriptPassages.language })
      .from(transcriptPassages)
      .where(which)
      .limit(1);
    if (!first) return fail({ code: "not_found" });
    await tx.delete(transcriptPassages).where(which);
    const of = { kind: transcriptChange, processId: process.id, scope: held.id, actor };
    const before = { version, language: first.language, passages };
    await recordChanges(deps, tx, of, [{ subject: held.id, before, after: null, reason }]);
    return ok();
  });
}

/** When and why a version of a transcript was withdrawn; null for one that was not. */
export async function withdrawalOf(
  db: Db,
  townhallId: TownhallId,
  version: number,
): Promise<{ readonly at: Date; readonly reason: string } | null> {
  const [row] = await db
    .select({ at: changes.at, reason: changes.reason })
    .from(changes)
    .where(
      and(
        eq(changes.scope, townhallId),
        eq(changes.kind, transcriptChange.name),
        isNull(changes.after),
        sql`(${changes.before}->>'version')::int = ${version}`,
      ),
    )
    .orderBy(desc(changes.at), desc(changes.id))
    .limit(1);
  return row ?? null;
}
