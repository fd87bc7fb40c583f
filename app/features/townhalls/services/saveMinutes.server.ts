import { and, asc, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import type { minutesSchema, outcomeSchema } from "~/features/meetings/contracts/meeting";
import { lockTownhall, type TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms } from "~/features/meetings/services/roomEvents.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/townhalls/feature";
import { clausesToName } from "~/features/townhalls/services/clauses.server";
import type { ClauseId, TownhallId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { insertMany, unlessThere } from "~db/insertMany";
import { draftClauses } from "~db/schema/drafts";
import { townhallClauses, townhalls } from "~db/schema/meetings";
import { townhallOutcomes } from "~db/schema/townhalls";

type Done = Promise<Result<undefined, Refusal>>;

/** A change of what is left of a meeting, with the meeting locked. Of one that was called off nothing is (`meeting_cancelled`). */
export function recording<T>(
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
    if (held.state === "cancelled") return fail({ code: "meeting_cancelled" });
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
): Promise<Result<Readonly<Record<string, string>>, Refusal>> {
  return recording(deps, actor, process, townhall, async (tx, held) => {
    const isIt = and(eq(townhallOutcomes.id, id), eq(townhallOutcomes.townhallId, held.id));
    const [gone] = await tx.delete(townhallOutcomes).where(isIt).returning();
    if (!gone) return fail({ code: "not_found" });
    const { kind, language, text, owner, due, doneAt } = gone;
    return ok({ kind, language, text, owner, due: due ?? "", done: doneAt ? "yes" : "no" });
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
