import { eq } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { isFarOff } from "~/features/rounds/domain/farOff";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { RoundPhase } from "~/features/rounds/services/roundViews.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, versionOf } from "~/platform/version.server";
import { databaseNow } from "~db/client";
import { ballotLogs, deadlineExtensions, rounds } from "~db/schema/rounds";

type Extension = {
  readonly until: Date;
  readonly reason: string;
  readonly language: ContentLanguage;
  /** The version that was read; absent if nobody read a page. */
  readonly seen?: string;
};

/** How long people have to vote, at least, once they are told of a first deadline. */
const leastNotice = 3_600_000;

/**
 * Extends the deadline of an open round, in public and with a reason: to a later one, never a sooner one, and only while it has
 * not passed by the database's clock. A round that was to be closed by hand can be given a first deadline, which then holds like any
 * other. The opening of the log committed to what was declared; each later deadline is a row that is never changed and an entry of the
 * record log. Those who may vote are told at once. Refuses with `round_not_open`, `round_closed`, `round_void`, `changed_since_read`, with `invalid`
 * for a moment that is not later, is too soon for a first deadline, or too far off, and with `second_needed` for a first deadline if the
 * plan has two organizers close the round.
 */
export async function extendDeadline(
  deps: Deps,
  actor: Actor,
  process: Pick<ProcessRow, "id" | "slug">,
  round: Pick<RoundRow, "id" | "number" | "kind">,
  { until, reason, language, seen }: Extension,
): Promise<Result<{ former: Date | null }, Refusal>> {
  const kind = deps.roundKinds[round.kind];
  const change: Change = {
    processId: process.id,
    actor,
    action: kind.actions.extended,
    subject: String(round.number),
  };
  return changeProcess(deps, change, async (tx, note) => {
    const [head] = await tx.select().from(ballotLogs).where(eq(ballotLogs.roundId, round.id)).for("update");
    const [known] = await tx.select().from(rounds).where(eq(rounds.id, round.id));
    if (head?.state !== "open" || !known) return fail({ code: "round_not_open" });
    const former = head.closesAt;
    const now = await databaseNow(tx);
    if (former && former <= now) return fail({ code: "round_closed" });
    if (head.voidedAt) return fail({ code: "round_void" });
    if (isStale(seen, shownOf(known))) return fail({ code: "changed_since_read" });
    if (former && until <= former)
      return fail({ code: "invalid", fields: { until: "errors:field.notLater" } });
    if (!former && until.getTime() < now.getTime() + leastNotice)
      return fail({ code: "invalid", fields: { until: "errors:field.withinTheHour" } });
    // Otherwise one organizer would have the clock do what their plan asks two for.
    if (!former && (await kind.secondFor?.(tx, known, "close"))) return fail({ code: "second_needed" });
    if (isFarOff(until, deps.now()))
      return fail({ code: "invalid", fields: { until: "errors:field.tooFar" } });

    await tx
      .insert(deadlineExtensions)
      .values({ roundId: round.id, former, closesAt: until, reason, language, at: deps.now() });
    await tx.update(ballotLogs).set({ closesAt: until }).where(eq(ballotLogs.log, head.log));
    const [extended] = await tx
      .update(rounds)
      .set({ closesAt: until })
      .where(eq(rounds.id, round.id))
      .returning();
    note({
      kind: "extend",
      ballots: head.log,
      former: former?.toISOString() ?? "by-hand",
      until: until.toISOString(),
      reason: sha256Hex(reason),
    });
    if (extended) await kind.extended(deps, tx, actor, { process, round: extended, former, reason });
    return ok({ former });
  });
}

type Shown = Pick<RoundRow, "state" | "closesAt">;
const shownOf = ({ state, closesAt }: Shown) => ({ state, closesAt: closesAt?.toISOString() ?? null });

/** The version an organizer must have seen to move or give a deadline, and why that cannot be done. */
export function extendingPage(
  round: Shown,
  phase: RoundPhase,
): { readonly seen: string; readonly blocked: Refusal["code"] | null } {
  return { seen: versionOf(shownOf(round)), blocked: blockedBy(round, phase) };
}

function blockedBy({ state }: Shown, phase: RoundPhase): Refusal["code"] | null {
  if (state !== "open") return "round_not_open";
  if (phase === "void") return "round_void";
  return phase === "closing" ? "round_closed" : null;
}
