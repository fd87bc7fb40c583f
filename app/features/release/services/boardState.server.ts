import { and, asc, desc, eq, isNull, ne } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { endorsementDays } from "~/features/endorsements/services/listEndorsements.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { BoardState } from "~/features/release/domain/gates";
import { type GateFacts, judgeGates } from "~/features/release/domain/judge";
import { heldSystems } from "~/features/reviews/services/heldSystems.server";
import { reviewedVersions } from "~/features/reviews/services/reviewedVersions.server";
import { documentHash } from "~/kernel/hash/document";
import { today } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { approvals } from "~db/schema/approvals";
import { boardSnapshots } from "~db/schema/release";
import { rounds } from "~db/schema/rounds";
import { gatesOf } from "./gates.server";

/** SHA-256 of a board's state, as hex; a snapshot is named by it. */
export const boardHash = (state: BoardState) => documentHash(state);

/**
 * The gates of a process for one published draft, computed from approvals, reviews and endorsements
 * as they are now, with what they rest on by name, so that a snapshot says it for good. `day` is the
 * day in UTC on which it was computed.
 */
export async function boardState(
  deps: Pick<Deps, "db" | "now" | "work">,
  process: ProcessRow,
  draft: DraftRow,
): Promise<BoardState> {
  const day = today(deps);
  const [rows, facts, groups] = await Promise.all([
    gatesOf(deps.db, process),
    factsOf(deps, process, draft),
    stakeholderGroupsOf(deps.db, process.id),
  ]);
  const gates = rows.map(({ id, title, rule, dueOn }) => ({ id, title, rule, dueOn }));
  return {
    process: process.slug,
    draft: draft.label,
    draftHash: draft.textHash ?? "",
    day,
    gates: judgeGates(gates, facts, day),
    groups: Object.fromEntries(groups.map(({ key, title }) => [key, title])),
  };
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

async function factsOf(
  deps: Pick<Deps, "db" | "now" | "work">,
  process: ProcessRow,
  draft: DraftRow,
): Promise<GateFacts> {
  const versions = await reviewedVersions(deps.db, process);
  const at = versions.find((one) => one.draft.id === draft.id);
  const board = at ? (await heldSystems(deps, process, at, versions)).systems : [];
  const [approval] = await deps.db
    .select({ number: rounds.number, result: approvals.result, closedAt: rounds.closedAt })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .where(and(eq(approvals.draftId, draft.id), ne(rounds.state, "draft"), isNull(rounds.voidedAt)))
    // A closed one speaks until a newer one has closed.
    .orderBy(asc(rounds.state), desc(rounds.closedAt), desc(rounds.number))
    .limit(1);
  // As the public may know it: a gate tells nothing that an embargo holds back.
  const endorsed = await endorsementDays(deps, process, draft, { isOrganizer: false });
  return {
    draft: draft.label,
    publishedOn: draft.publishedAt ? dayOf(draft.publishedAt) : today(deps),
    approval: approval
      ? {
          number: approval.number,
          result: approval.result,
          closedOn: approval.closedAt && dayOf(approval.closedAt),
        }
      : null,
    systems: {
      meet: board
        .filter(({ held }) => held.verdict === "meets")
        .map(({ system, held }) => ({
          key: system.key,
          name: system.name,
          since: held.since === null ? today(deps) : dayOf(new Date(held.since)),
        })),
      incomplete: board.filter(({ held }) => held.verdict === "incomplete").length,
      all: board.length,
    },
    endorsements: endorsed?.flatMap(({ day, count }) => Array<string>(count).fill(day)) ?? null,
    seen: await seenIn(deps.db, draft),
  };
}

/** What snapshots of the very text show as met. */
async function seenIn(db: Db, draft: DraftRow): Promise<GateFacts["seen"]> {
  const rows = await db
    .select({ state: boardSnapshots.state })
    .from(boardSnapshots)
    .where(eq(boardSnapshots.draftId, draft.id));
  return rows
    .filter(({ state }) => state.draftHash === draft.textHash)
    .flatMap(({ state }) =>
      state.gates.filter(({ isMet }) => isMet).map(({ rule }) => ({ rule, day: state.day })),
    );
}
