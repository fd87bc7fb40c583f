import { and, eq } from "drizzle-orm";
import { type Act, actHash, actPath, type Filled, waits } from "~/features/confirmations/domain/confirmed";
import { audit, notices } from "~/features/confirmations/feature";
import { notify } from "~/features/notices/services/notify.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { canonicalJson } from "~/kernel/hash/canonical";
import type { PendingActId } from "~/kernel/ids";
import type { Localized } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { pendingActs } from "~db/schema/confirmations";
import { confirmersOf } from "./organizers.server";

/** What another organizer is asked to confirm; `since` is the moment from which a plan asks for a second one. */
export type Asking = Act & {
  /** What it is done to, as people call it. */
  readonly title: Localized;
  readonly since: Date | null;
  readonly form?: Filled;
};

/**
 * Asks another organizer to confirm an act, and tells all of them; the request waits for 48 hours. Asking again replaces one's earlier
 * request. Refused if no second organizer is needed (`second_not_needed`), if the one who asks has not been an organizer for long enough
 * (`organizer_new`), and if nobody else could confirm (`second_missing`).
 */
export async function askSecond(
  deps: Deps,
  actor: Actor,
  process: Pick<ProcessRow, "id" | "slug">,
  { since, form, title, ...act }: Asking,
): Promise<Result<undefined, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["act.asked"],
    subject: `${act.act} ${act.thing}`,
  };
  if (!since) return fail({ code: "second_not_needed" });
  return changeProcess(deps, change, async (tx) => {
    const now = deps.now();
    const can = await confirmersOf(tx, process, { asked: since, now });
    if (!can.some(({ id }) => id === actor.id)) return fail({ code: "organizer_new" });
    const others = can.filter(({ id }) => id !== actor.id);
    if (others.length === 0) return fail({ code: "second_missing" });
    const said = form ? canonicalJson(form) : "";
    const id = deps.newId() as PendingActId;
    const asked = {
      title,
      form: said,
      hash: actHash(act, said),
      askedAt: now,
      expiresAt: new Date(now.getTime() + waits),
      expiryTold: null,
    };
    await tx
      .insert(pendingActs)
      .values({ id, processId: process.id, act: act.act, thing: act.thing, askedBy: actor.id, ...asked })
      .onConflictDoUpdate({
        target: [pendingActs.processId, pendingActs.act, pendingActs.thing, pendingActs.askedBy],
        set: { id, ...asked },
      });
    const told = others.map((one) => one.id);
    await notify(deps, tx, process, told, {
      kind: notices["act-asked"],
      key: `act-asked ${id}`,
      path: `/p/${process.slug}${actPath(act)}`,
      values: { confirms: act.act, number: act.thing, title, until: asked.expiresAt.toISOString() },
      by: actor,
      isUrgent: true,
    });
    return ok();
  });
}

/** Takes back one's own request (`not_asked` if it is no longer waiting). */
export function takeBack(
  deps: Deps,
  actor: Actor,
  process: Pick<ProcessRow, "id">,
  asked: string,
): Promise<Result<undefined, Refusal>> {
  const change: Change = { processId: process.id, actor, action: audit["act.taken-back"] };
  return changeProcess(deps, change, async (tx) => {
    const [gone] = await tx
      .delete(pendingActs)
      .where(
        and(
          eq(pendingActs.id, asked as PendingActId),
          eq(pendingActs.processId, process.id),
          eq(pendingActs.askedBy, actor.id),
        ),
      )
      .returning({ id: pendingActs.id });
    return gone ? ok() : fail({ code: "not_asked" });
  });
}
