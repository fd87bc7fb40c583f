import { and, asc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { minutesSchema, outcomeSchema, transcriptSchema } from "~/features/meetings/contracts/meeting";
import { lockTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms } from "~/features/meetings/services/roomEvents.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { readTranscript } from "~/features/townhalls/domain/transcript";
import { audit } from "~/features/townhalls/feature";
import { clausesToName } from "~/features/townhalls/services/clauses.server";
import type { BadLines } from "~/kernel/csv/lines";
import type { ClauseId, TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { insertMany, unlessThere } from "~db/insertMany";
import { withoutSearch } from "~db/schema/columns";
import { draftClauses } from "~db/schema/drafts";
import { townhallClauses, townhalls } from "~db/schema/meetings";
import { townhallOutcomes, transcriptPassages } from "~db/schema/townhalls";

type Done = Promise<Result<undefined, Refusal>>;

function recording<T>(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  run: (tx: Db, held: TownhallRow) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const subject = String(townhall.number);
  const change = { processId: process.id, actor, action: audit["townhall.recorded"], subject } as const;
  return changeInRooms(deps, change, async (tx, note) => {
    const held = await lockTownhall(tx, townhall.id);
    if (!held) return fail({ code: "not_found" });
    const outcome = await run(tx, held);
    if (outcome.ok) note(held.id, "meeting");
    return outcome;
  });
}

/** Stores minutes and recording. `edited_meanwhile` when somebody stored other minutes since. */
export function saveMinutes(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  { language, revision, minutes, recordingUrl }: z.infer<typeof minutesSchema>,
): Done {
  return recording(deps, actor, process, townhall, async (tx, held) => {
    if (held.minutesRevision !== revision) return fail({ code: "edited_meanwhile" });
    const stored = await storeTexts(tx, { minutes: ["message", minutes] });
    if (!stored.ok) return stored;
    await tx
      .update(townhalls)
      .set({
        ...stored.value,
        minutesLanguage: language,
        minutesRevision: revision + 1,
        minutesAt: deps.now(),
        recordingUrl,
      })
      .where(eq(townhalls.id, held.id));
    return ok();
  });
}

/** Stores a decision or an action: a new one, or another wording of one that is there. */
export function saveOutcome(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  { id, done, ...values }: z.infer<typeof outcomeSchema>,
): Done {
  return recording(deps, actor, process, townhall, async (tx, held) => {
    const doneAt = done === "yes" ? deps.now() : null;
    if (id === null) {
      const [last] = await tx
        .select({ position: sql<number>`coalesce(max(${townhallOutcomes.position}), 0)::int` })
        .from(townhallOutcomes)
        .where(eq(townhallOutcomes.townhallId, held.id));
      const position = (last?.position ?? 0) + 1;
      await tx
        .insert(townhallOutcomes)
        .values({ id: deps.newId(), townhallId: held.id, position, doneAt, ...values });
      return ok();
    }
    const changed = await tx
      .update(townhallOutcomes)
      .set({
        ...values,
        doneAt: sql`case when ${done === "yes"} then coalesce(done_at, ${deps.now().toISOString()}::timestamptz) end`,
      })
      .where(and(eq(townhallOutcomes.id, id), eq(townhallOutcomes.townhallId, held.id)))
      .returning({ id: townhallOutcomes.id });
    return changed.length > 0 ? ok() : fail({ code: "not_found" });
  });
}

export function removeOutcome(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  id: string,
): Done {
  return recording(deps, actor, process, townhall, async (tx, held) => {
    const isIt = and(eq(townhallOutcomes.id, id), eq(townhallOutcomes.townhallId, held.id));
    const [gone] = await tx.delete(townhallOutcomes).where(isIt).returning({ id: townhallOutcomes.id });
    return gone ? ok() : fail({ code: "not_found" });
  });
}

/** Decisions and actions of a meeting, in the order in which they were noted. */
export function outcomesOf(db: Db, townhallId: TownhallId) {
  return db
    .select()
    .from(townhallOutcomes)
    .where(eq(townhallOutcomes.townhallId, townhallId))
    .orderBy(asc(townhallOutcomes.position));
}

/** Takes a transcript in place of the one that was there; a file with a bad line changes nothing. */
export async function saveTranscript(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  language: Language,
  source: string | Pick<z.infer<typeof transcriptSchema>, "transcript" | "notNames">,
): Promise<Result<{ passages: number }, Refusal | BadLines>> {
  const read =
    typeof source === "string" ? readTranscript(source) : readTranscript(source.transcript, source.notNames);
  if (!read.ok) return read;
  return recording(deps, actor, process, townhall, async (tx, held) => {
    await tx.delete(transcriptPassages).where(eq(transcriptPassages.townhallId, held.id));
    const rows = read.value.passages.map((passage, at) => ({
      ...passage,
      townhallId: held.id,
      number: at + 1,
      language,
    }));
    await insertMany(tx, transcriptPassages, rows);
    await tx.update(townhalls).set({ transcriptLanguage: language }).where(eq(townhalls.id, held.id));
    return ok({ passages: rows.length });
  });
}

const passageColumns = withoutSearch(transcriptPassages);

/** Passages of a transcript from a number on. */
export function passagesFrom(db: Db, townhallId: TownhallId, from: number, most: number) {
  return db
    .select(passageColumns)
    .from(transcriptPassages)
    .where(
      and(
        eq(transcriptPassages.townhallId, townhallId),
        gte(transcriptPassages.number, from),
        lt(transcriptPassages.number, from + most),
      ),
    )
    .orderBy(asc(transcriptPassages.number));
}

export async function countPassages(db: Db, townhallId: TownhallId): Promise<number> {
  const [row] = await db
    .select({ last: sql<number>`coalesce(max(${transcriptPassages.number}), 0)::int` })
    .from(transcriptPassages)
    .where(eq(transcriptPassages.townhallId, townhallId));
  return row?.last ?? 0;
}

/**
 * Says which clauses of its draft a meeting discussed. What the form does not offer stays as it is: clauses of other
 * versions, and titles of sections that were shown.
 */
export function setClauses(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  ids: readonly string[],
): Done {
  return recording(deps, actor, process, townhall, async (tx, held) => {
    if (!held.draftId) return fail({ code: "not_found" });
    const { clauses: offered } = await clausesToName({ db: tx }, process, held.draftId);
    const known =
      ids.length === 0
        ? []
        : await tx
            .select({ clauseId: draftClauses.clauseId })
            .from(draftClauses)
            .where(
              and(eq(draftClauses.draftId, held.draftId), inArray(draftClauses.clauseId, ids as ClauseId[])),
            );
    // An id of another version, or of none, is no clause of this one.
    if (known.length < new Set(ids).size) return fail({ code: "not_found" });
    const draftId = held.draftId;
    if (offered.length > 0)
      await tx.delete(townhallClauses).where(
        and(
          eq(townhallClauses.townhallId, held.id),
          eq(townhallClauses.draftId, draftId),
          inArray(
            townhallClauses.clauseId,
            offered.map(({ id }) => id as ClauseId),
          ),
        ),
      );
    await insertMany(
      tx,
      townhallClauses,
      known.map(({ clauseId }) => ({ townhallId: held.id, draftId, clauseId })),
      unlessThere,
    );
    return ok();
  });
}
