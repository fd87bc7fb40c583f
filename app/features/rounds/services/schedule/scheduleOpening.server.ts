import { and, eq } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import { isFarOff } from "~/features/rounds/domain/farOff";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, versionOf } from "~/platform/version.server";
import { type Db, databaseNow } from "~db/client";
import { rounds } from "~db/schema/rounds";

/**
 * Sets when a prepared round opens by itself, for the first time or again. Until then it is a draft like any other: it can be changed,
 * opened by hand and discarded. Refuses with `round_not_draft`, with `changed_since_read`, with the reason why it could never open, and
 * with `invalid` for a moment that has passed, is too far off, or leaves less time before the deadline than a round of its kind must be
 * open. If its plan asks for a second organizer, two of them open it by hand (`second_needed`).
 */
export async function scheduleOpening(
  deps: Deps,
  actor: Actor,
  round: Pick<RoundRow, "id" | "number" | "kind" | "processId">,
  { opensAt, seen }: { readonly opensAt: Date; readonly seen?: string },
): Promise<Result<undefined, Refusal>> {
  const { scheduled } = deps.roundKinds[round.kind].actions;
  return changeProcess(deps, changeOf(actor, round, scheduled), async (tx) => {
    const draft = await heldDraft(tx, round);
    if (!draft) return fail({ code: "round_not_draft" });
    if (isStale(seen, shownOf(draft))) return fail({ code: "changed_since_read" });
    const never = await deps.roundKinds[round.kind].neverOpens?.(tx, draft);
    if (never) return fail({ code: never });
    if (await deps.roundKinds[draft.kind].secondFor?.(tx, draft, "open"))
      return fail({ code: "second_needed" });
    const wrong = (problem: string) => fail({ code: "invalid", fields: { opensAt: problem } } as const);
    if (opensAt <= (await databaseNow(tx))) return wrong("errors:field.past");
    if (isFarOff(opensAt, deps.now())) return wrong("errors:field.tooFar");
    const least = deps.roundKinds[round.kind].leastOpen?.(deps) ?? 0;
    if (draft.closesAt && draft.closesAt.getTime() <= opensAt.getTime() + least)
      return wrong("errors:field.afterDeadline");
    await tx.update(rounds).set({ opensAt, openingRefused: null }).where(eq(rounds.id, round.id));
    return ok();
  });
}

/** Cancels the opening of a round by itself; it stays prepared as it is. `changed_since_read` if somebody cancelled it before. */
export async function unschedule(
  deps: Deps,
  actor: Actor,
  round: Pick<RoundRow, "id" | "number" | "kind" | "processId">,
): Promise<Result<undefined, Refusal>> {
  const { unscheduled } = deps.roundKinds[round.kind].actions;
  return changeProcess(deps, changeOf(actor, round, unscheduled), async (tx) => {
    const draft = await heldDraft(tx, round);
    if (!draft) return fail({ code: "round_not_draft" });
    if (!draft.opensAt && !draft.openingRefused) return fail({ code: "changed_since_read" });
    await tx.update(rounds).set({ opensAt: null, openingRefused: null }).where(eq(rounds.id, round.id));
    return ok();
  });
}

const changeOf = (
  actor: Actor,
  { processId, number }: Pick<RoundRow, "processId" | "number">,
  action: Change["action"],
): Change => ({ processId, actor, action, subject: String(number) });

async function heldDraft(tx: Db, { id }: Pick<RoundRow, "id">): Promise<RoundRow | undefined> {
  const [draft] = await tx
    .select()
    .from(rounds)
    .where(and(eq(rounds.id, id), eq(rounds.state, "draft")))
    .for("update");
  return draft;
}

type Shown = Pick<RoundRow, "state" | "opensAt" | "openingRefused" | "closesAt">;
const shownOf = ({ state, opensAt, openingRefused, closesAt }: Shown) => ({
  state,
  opensAt: opensAt?.toISOString() ?? null,
  openingRefused,
  closesAt: closesAt?.toISOString() ?? null,
});

/** The version an organizer must have seen to set the opening, and why it cannot be set. */
export function schedulingPage(round: Shown): {
  readonly seen: string;
  readonly blocked: Refusal["code"] | null;
} {
  return {
    seen: versionOf(shownOf(round)),
    blocked: round.state === "draft" ? null : "round_not_draft",
  };
}
