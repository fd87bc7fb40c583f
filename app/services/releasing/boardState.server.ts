import { and, asc, desc, eq, ne } from "drizzle-orm";
import { documentHash } from "~/domain/document";
import type { BoardState } from "~/domain/release/gates";
import { type GateFacts, judgeGates } from "~/domain/release/judge";
import type { Deps } from "~/services/deps";
import type { DraftRow } from "~/services/drafting/findDraft.server";
import { countEndorsements } from "~/services/endorsing/listEndorsements.server";
import type { ProcessRow } from "~/services/people/scope.server";
import { reviewBoard } from "~/services/reviewing/board.server";
import { reviewedVersions } from "~/services/reviewing/reviewedVersions.server";
import { approvals, rounds } from "~db/schema";
import { gatesOf } from "./gates.server";

/** SHA-256 of a board's state, as hex; a snapshot is named by it. */
export const boardHash = (state: BoardState) => documentHash(state);

/**
 * The gates of a process for one published draft, computed from approvals, reviews and endorsements
 * as they are now. `day` is the day in UTC by which due dates are judged.
 */
export async function boardState(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: DraftRow,
): Promise<BoardState> {
  const day = deps.now().toISOString().slice(0, 10);
  const [rows, facts] = await Promise.all([gatesOf(deps.db, process), factsOf(deps, process, draft)]);
  const gates = rows.map(({ id, title, rule, dueOn }) => ({ id, title, rule, dueOn }));
  return {
    process: process.slug,
    draft: draft.label,
    draftHash: draft.textHash ?? "",
    day,
    gates: judgeGates(gates, facts, day),
  };
}

async function factsOf(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: DraftRow,
): Promise<GateFacts> {
  const versions = await reviewedVersions(deps.db, process);
  const at = versions.find((one) => one.draft.id === draft.id);
  const board = at ? await reviewBoard(deps, process, at, versions) : [];
  const verdicts = board.map(({ assessed }) => assessed.verdict);
  const [approval] = await deps.db
    .select({ number: rounds.number, result: approvals.result })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .where(and(eq(approvals.draftId, draft.id), ne(rounds.state, "draft")))
    // A closed one speaks until a newer one has closed.
    .orderBy(asc(rounds.state), desc(rounds.closedAt), desc(rounds.number))
    .limit(1);
  return {
    draft: draft.label,
    approval: approval ?? null,
    systems: {
      meet: verdicts.filter((verdict) => verdict === "meets").length,
      incomplete: verdicts.filter((verdict) => verdict === "incomplete").length,
      all: verdicts.length,
    },
    endorsements: await endorsedBy(deps, process, draft),
  };
}

async function endorsedBy(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: DraftRow,
): Promise<number | null> {
  // As the public may know it: a gate tells nothing that an embargo holds back.
  const counts = await countEndorsements(deps, process, draft, { isOrganizer: false });
  return counts?.total ?? null;
}
