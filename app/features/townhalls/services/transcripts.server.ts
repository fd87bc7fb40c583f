import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { transcriptSchema } from "~/features/meetings/contracts/meeting";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { changesOf, recordChanges } from "~/features/processes/services/changes.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { transcriptChange } from "~/features/townhalls/contracts/transcriptChange";
import { readTranscript } from "~/features/townhalls/domain/transcript";
import type { BadLines } from "~/kernel/csv/lines";
import type { TownhallId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { withoutSearch } from "~db/schema/columns";
import { townhalls } from "~db/schema/meetings";
import { transcriptPassages } from "~db/schema/townhalls";
import { recording } from "./saveMinutes.server";

type Read = Pick<TownhallRow, "id" | "number">;
type Sent = z.infer<typeof transcriptSchema>;
type TranscriptInput = Pick<Sent, "language" | "transcript"> & Partial<Pick<Sent, "notNames" | "reason">>;

/**
 * Takes a transcript; a file with a bad line changes nothing. One that takes the place of another is a version of its own,
 * with a public reason (`invalid` without): the passages of the one before stay where comments cite them.
 */
export async function saveTranscript(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Read,
  { language, transcript, notNames = [], reason = "" }: TranscriptInput,
): Promise<Result<{ passages: number }, Refusal | BadLines>> {
  const read = readTranscript(transcript, notNames);
  if (!read.ok) return read;
  return recording(deps, actor, process, townhall, async (tx, held) => {
    const before = held.transcriptVersion;
    if (before > 0 && reason === "")
      return fail({ code: "invalid", fields: { reason: "errors:field.empty" } });
    const version = before + 1;
    const rows = read.value.passages.map((passage, at) => ({
      ...passage,
      townhallId: held.id,
      version,
      number: at + 1,
      language,
    }));
    const earlier =
      before === 0
        ? null
        : {
            version: before,
            language: held.transcriptLanguage,
            passages: await countPassages(tx, held.id, before),
          };
    const of = { kind: transcriptChange, processId: process.id, scope: held.id, actor };
    const after = { version, language, passages: rows.length };
    await recordChanges(deps, tx, of, [{ subject: held.id, before: earlier, after, reason }]);
    await insertMany(tx, transcriptPassages, rows);
    await tx
      .update(townhalls)
      .set({ transcriptLanguage: language, transcriptVersion: version })
      .where(eq(townhalls.id, held.id));
    return ok({ passages: rows.length });
  });
}

const passageColumns = withoutSearch(transcriptPassages);

/** Passages of a version of a transcript from a number on. */
export function passagesFrom(db: Db, townhallId: TownhallId, version: number, from: number, most: number) {
  return db
    .select(passageColumns)
    .from(transcriptPassages)
    .where(
      and(
        eq(transcriptPassages.townhallId, townhallId),
        eq(transcriptPassages.version, version),
        gte(transcriptPassages.number, from),
        lt(transcriptPassages.number, from + most),
      ),
    )
    .orderBy(asc(transcriptPassages.number));
}

/** How many passages a version of a transcript has; 0 where there is none of it. */
export async function countPassages(db: Db, townhallId: TownhallId, version: number): Promise<number> {
  const [row] = await db
    .select({ last: sql<number>`coalesce(max(${transcriptPassages.number}), 0)::int` })
    .from(transcriptPassages)
    .where(and(eq(transcriptPassages.townhallId, townhallId), eq(transcriptPassages.version, version)));
  return row?.last ?? 0;
}

/** Since when each version of a transcript is there, whose it was, and why it took the place of another. */
export async function transcriptChanges(deps: Pick<Deps, "db">, townhall: Pick<TownhallRow, "id">) {
  const { rows, ...paging } = await changesOf(deps, [transcriptChange], townhall.id, 1);
  return { ...paging, rows: rows.map(({ kind: _, subject: __, ...row }) => row) };
}
