import { and, eq } from "drizzle-orm";
import { type Act, actHash, actPath } from "~/features/confirmations/domain/confirmed";
import { audit, notices } from "~/features/confirmations/feature";
import { notify } from "~/features/notices/services/notify.server";
import { writeAudit } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { PendingActId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { pendingActs } from "~db/schema/confirmations";
import { confirmersOf } from "./organizers.server";

/** Who asked for an act that another organizer confirms, and what they filled in. */
export type PendingAct = { readonly by: string; readonly form: string };

type Confirming = Omit<Act, "seen"> & {
  readonly process: Pick<ProcessRow, "id" | "slug">;
  /** Null: the clock does it, and nobody confirms. */
  readonly actor: Actor | null;
  /** Since when a plan asks for a second organizer; null if one suffices. */
  readonly since: Date | null;
  /** The request that is confirmed. */
  readonly asked: string | undefined;
  /** What the page of the act says now, under the lock. */
  readonly seen: () => string | Promise<string>;
};

/**
 * Whose request an act confirms, in the transaction that does it; null if one organizer suffices. The request is then settled, and
 * whoever made it is told. Refused if nobody asked (`second_needed`, `not_asked`), if the time is over (`ask_expired`), if the act is not
 * what was asked for (`changed_since_read`), if one confirms one's own request (`own_request`), and if one of the two has not been an
 * organizer for long enough (`organizer_new`).
 */
export async function secondOf(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  { process, actor, act, thing, since, asked, seen }: Confirming,
): Promise<Result<PendingAct | null, Refusal>> {
  if (!since) return ok(null);
  if (!actor || asked === undefined) return fail({ code: "second_needed" });
  const ofThis = and(
    eq(pendingActs.processId, process.id),
    eq(pendingActs.act, act),
    eq(pendingActs.thing, thing),
  );
  const [request] = await tx
    .select()
    .from(pendingActs)
    .where(and(eq(pendingActs.id, asked as PendingActId), ofThis));
  if (!request) return fail({ code: "not_asked" });
  const now = deps.now();
  if (request.expiresAt <= now) return fail({ code: "ask_expired" });
  if (request.askedBy === actor.id) return fail({ code: "own_request" });
  const can = await confirmersOf(tx, process, { asked: since, now });
  const both = [request.askedBy, actor.id].every((id) => can.some((one) => one.id === id));
  if (!both) return fail({ code: "organizer_new" });
  if (actHash({ act, thing, seen: await seen() }, request.form) !== request.hash)
    return fail({ code: "changed_since_read" });
  // What others asked of the same would be done a second time.
  await tx.delete(pendingActs).where(ofThis);
  await writeAudit(deps, tx, {
    processId: process.id,
    actor,
    action: audit["act.confirmed"],
    subject: `${act} ${thing}`,
  });
  await notify(deps, tx, process, [request.askedBy], {
    kind: notices["act-confirmed"],
    key: `act-confirmed ${request.id}`,
    path: `/p/${process.slug}${actPath({ act, thing })}`,
    values: { confirms: act, number: thing, title: request.title },
    by: actor,
  });
  return ok({ by: request.askedBy, form: request.form });
}
