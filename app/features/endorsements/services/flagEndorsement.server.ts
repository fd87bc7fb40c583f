import { and, desc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { EndorsementId } from "~/kernel/ids";
import { pageWithTotals } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
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
    return ok();
  });
}

/** Marks the flags of an endorsement as looked at, without doing anything to it. */
export async function dismissEndorsementFlags(deps: Deps, process: ProcessRow, number: number): Done {
  return deps.db.transaction(async (tx) => {
    const row = await lockByNumber(tx, process, number);
    if (!row) return fail({ code: "not_found" });
    await settleFlags(deps, tx, row.id);
    return ok();
  });
}

/** Whatever came of it, moderators looked at what was pointed out. */
export async function settleFlags(deps: Pick<Deps, "now">, tx: Db, id: EndorsementId): Promise<void> {
  await tx
    .update(endorsementFlags)
    .set({ settledAt: deps.now() })
    .where(and(eq(endorsementFlags.endorsementId, id), isNull(endorsementFlags.settledAt)));
}

/** What moderators have to look at: endorsements that people point out, and hidden ones. */
export async function flaggedEndorsements(
  { db }: Pick<Deps, "db">,
  process: ProcessRow,
  asked: { readonly flagged: number; readonly hidden: number },
) {
  const perPage = 20;
  const total = sql<number>`(count(*) over ())::int`;
  const listed = and(eq(endorsements.processId, process.id), eq(endorsements.state, "listed"));
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
