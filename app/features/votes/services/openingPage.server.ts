import { and, count, eq, gt, isNull } from "drizzle-orm";
import { askSecond } from "~/features/confirmations/services/askSecond.server";
import { secondOrganizerFor } from "~/features/confirmations/services/waiting.server";
import { countOthers } from "~/features/notices/services/notify.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import { departuresAtOpening } from "~/features/plans/services/departs.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import {
  alreadySeated,
  openingRefused,
  openRound,
  wouldBeSeated,
} from "~/features/rounds/services/openRound.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { invitations } from "~db/schema/workgroups";

type Place = {
  readonly process: ProcessRow;
  readonly round: RoundRow;
  readonly workgroup: WorkgroupRow | null;
};

/** What cannot change once a round is open, as it is now: its terms, and who would be on its roll. */
async function frozen(db: Db, { round, workgroup }: Omit<Place, "process">) {
  const roll = await wouldBeSeated(db, round, workgroup);
  const { title, ruleHash, componentVersion, asked, attribution, reveal, closesAt } = round;
  const shown = {
    title: title.text,
    ruleHash,
    componentVersion,
    asked,
    answers: [String(round.offersNotNecessary), String(round.offersCannotJudge)],
    attribution,
    reveal,
    plan: round.plan,
    closesAt: closesAt?.toISOString() ?? null,
    workgroup: workgroup?.id ?? null,
    roll: roll && [...(roll.by === "file" ? roll.labels : roll.userIds)].sort(),
  };
  return { roll, shown };
}

/** What an organizer reads before opening a round: who may vote, who is told, who would come too late, and the version that was read. */
export async function openingPage(
  deps: Pick<Deps, "db" | "now" | "roundKinds" | "leastApproval">,
  actor: Actor,
  place: Place,
) {
  const { process, workgroup, round } = place;
  const [departures, { roll, shown }, criteria, others, waiting] = await Promise.all([
    round.state === "draft" ? departuresAtOpening(deps.db, { ...round, openedAt: deps.now() }) : [],
    frozen(deps.db, place),
    criteriaOf(deps.db, process.id),
    countOthers(deps.db, process, actor.id),
    deps.db
      .select({ n: count() })
      .from(invitations)
      .where(
        and(
          eq(invitations.processId, process.id),
          workgroup ? eq(invitations.workgroupId, workgroup.id) : isNull(invitations.workgroupId),
          isNull(invitations.acceptedAt),
          isNull(invitations.declinedAt),
          isNull(invitations.revokedAt),
          gt(invitations.expiresAt, deps.now()),
        ),
      ),
  ]);
  const blocked: Refusal["code"] | null =
    round.state === "draft" ? await openingRefused(deps, deps.db, round) : "round_not_draft";
  const seen = versionOf(shown);
  const members = roll?.by === "membership" ? roll.userIds : null;
  const labels = roll?.by === "file" ? roll.labels : null;
  const twice = members ? await alreadySeated(deps.db, round, members) : [];
  const since = await secondFor(deps.db, process.id, "open", round.plan);
  const second = await secondOrganizerFor(
    deps,
    { actor, process },
    { act: "open", thing: String(round.number), seen, since },
  );
  const seats = (members ?? labels)?.length ?? null;
  const told = roll ? (members ?? []).filter((id) => id !== actor.id).length : others;
  return {
    seen,
    second,
    blocked: blocked ?? (seats === 0 ? "roll_empty" : null) ?? (twice.length > 0 ? "roll_overlap" : null),
    twice,
    plan: round.plan,
    departures,
    seats,
    isFile: labels !== null,
    others,
    told,
    invited: members ? (waiting[0]?.n ?? 0) : 0,
    criteria: criteria.map(({ title }) => title),
  };
}

/** Asks another organizer to open a round as it was read; refused as it would be now, and as `askSecond` does. */
export async function askToOpen(
  deps: Deps,
  actor: Actor,
  place: Place,
  seen: string,
): Promise<Result<undefined, Refusal>> {
  const { process, round } = place;
  const page = await openingPage(deps, actor, place);
  if (page.blocked) return fail({ code: page.blocked });
  if (page.seen !== seen) return fail({ code: "changed_since_read" });
  const since = await secondFor(deps.db, process.id, "open", round.plan);
  const act = { act: "open", thing: String(round.number), seen } as const;
  return askSecond(deps, actor, process, { ...act, title: round.title, since });
}

/** Opens a round as it was read, or as another organizer asked for it (`asked`); refuses as `openRound` does. */
export function openAsRead(
  deps: Deps,
  actor: Actor,
  place: Place,
  seen: string,
  asked?: string,
): Promise<Result<{ log: string }, Refusal>> {
  const now = async (tx: Db, round: RoundRow) => versionOf((await frozen(tx, { ...place, round })).shown);
  return openRound(deps, actor, { ...place, read: { seen, asked, now } });
}
