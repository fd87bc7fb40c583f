import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { audit, notices } from "~/features/endorsements/feature";
import { isOwnMatter } from "~/features/moderation/services/ownMatter.server";
import { tellModerators } from "~/features/notices/services/notify.server";
import { writeAudit } from "~/features/processes/services/changeProcess.server";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { EndorsementId } from "~/kernel/ids";
import { pageWithTotals } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { endorsementFlags, endorsements } from "~db/schema/endorsements";
import { lockByNumber, statementColumns } from "./findEndorsement.server";
import type { Reader } from "./listEndorsements.server";

type Done = Promise<Result<undefined, Refusal>>;

/**
 * Tells moderators of an endorsement that should not stand there. Once a person; repeated, the newest
 * reason counts. Refused with `not_found` for what is not shown to the person.
 */
export async function flagEndorsement(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  reader: Reader,
  { number, reason }: { number: number; reason: string },
): Done {
  if (embargoOf(deps, process) && !reader.isOrganizer) return fail({ code: "not_found" });
  return deps.db.transaction(async (tx) => {
    const row = await lockByNumber(tx, process, number);
    if (row?.state !== "listed" || row.hiddenAt) return fail({ code: "not_found" });
    const flag = { reason, at: deps.now(), settledAt: null };
    await tx
      .insert(endorsementFlags)
      .values({ endorsementId: row.id, userId: actor.id, ...flag })
      .onConflictDoUpdate({ target: [endorsementFlags.endorsementId, endorsementFlags.userId], set: flag });
    await writeAudit(deps, tx, { processId: process.id, actor: null, action: audit["endorsement.flagged"] });
    await tellModerators(deps, tx, process, {
      kind: notices["endorsement-flagged"],
      key: `endorsement-flagged ${row.id} ${today(deps)}`,
      path: `/p/${process.slug}/manage/moderation`,
      values: {},
      words: reason,
      except: actor.id,
    });
    return ok();
  });
}

/** Marks the flags of an endorsement as looked at, without doing anything to it. A moderator's own is for another (`own_words`). */
export async function dismissEndorsementFlags(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
): Promise<Result<{ readonly at: Date }, Refusal>> {
  return deps.db.transaction(async (tx) => {
    const row = await lockByNumber(tx, process, number);
    if (!row) return fail({ code: "not_found" });
    if (await isOwnMatter(tx, process, actor, row.userId)) return fail({ code: "own_words" });
    const at = await settleFlags(deps, tx, row.id);
    return at ? ok({ at }) : fail({ code: "already_decided" });
  });
}

/** Has the flags looked at again that somebody had settled at a moment. `not_found` where none were. */
export function reopenEndorsementFlags(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { number, at }: { readonly number: number; readonly at: Date },
): Done {
  return deps.db.transaction(async (tx) => {
    const row = await lockByNumber(tx, process, number);
    if (!row) return fail({ code: "not_found" });
    if (await isOwnMatter(tx, process, actor, row.userId)) return fail({ code: "own_words" });
    const opened = await tx
      .update(endorsementFlags)
      .set({ settledAt: null })
      .where(and(eq(endorsementFlags.endorsementId, row.id), eq(endorsementFlags.settledAt, at)))
      .returning({ id: endorsementFlags.endorsementId });
    return opened.length > 0 ? ok() : fail({ code: "not_found" });
  });
}

/** Whatever came of it, moderators looked at what was pointed out. */
export async function settleFlags(deps: Pick<Deps, "now">, tx: Db, id: EndorsementId): Promise<Date | null> {
  const at = deps.now();
  const settled = await tx
    .update(endorsementFlags)
    .set({ settledAt: at })
    .where(and(eq(endorsementFlags.endorsementId, id), isNull(endorsementFlags.settledAt)))
    .returning({ endorsementId: endorsementFlags.endorsementId });
  return settled.length > 0 ? at : null;
}

/**
 * What moderators have to look at: endorsements that people point out, and hidden ones. Until an embargo ends they are the
 * organizers' alone.
 */
export async function flaggedEndorsements(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  reader: Reader,
  asked: { readonly flagged: number; readonly hidden: number },
) {
  const { db } = deps;
  const perPage = 20;
  const total = sql<number>`(count(*) over ())::int`;
  const isShown = embargoOf(deps, process) === null || reader.isOrganizer;
  const listed = and(
    eq(endorsements.processId, process.id),
    eq(endorsements.state, "listed"),
    isShown ? undefined : sql`false`,
  );
  const isFlagged = and(listed, isNull(endorsementFlags.settledAt));
  const isHidden = and(listed, isNotNull(endorsements.hiddenAt));
  const [flagged, hidden] = await Promise.all([
    pageWithTotals(
      ({ limit, offset }) =>
        db
          .select({ ...statementColumns, total, reason: endorsementFlags.reason, at: endorsementFlags.at })
          .from(endorsementFlags)
          .innerJoin(endorsements, eq(endorsements.id, endorsementFlags.endorsementId))
          .where(isFlagged)
          .orderBy(desc(endorsementFlags.at), desc(endorsements.number))
          .limit(limit)
          .offset(offset),
      { asked: asked.flagged, perPage },
    ),
    pageWithTotals(
      ({ limit, offset }) =>
        db
          .select({
            ...statementColumns,
            total,
            reason: endorsements.hiddenReason,
            at: endorsements.hiddenAt,
          })
          .from(endorsements)
          .where(isHidden)
          .orderBy(desc(endorsements.hiddenAt), desc(endorsements.number))
          .limit(limit)
          .offset(offset),
      { asked: asked.hidden, perPage },
    ),
  ]);
  return { flagged, hidden };
}
