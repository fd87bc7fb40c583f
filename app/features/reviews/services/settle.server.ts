import { and, eq, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { recordChanges } from "~/features/processes/services/changes.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import {
  cellChange,
  cellSubject,
  type SettledAt,
  settledChange,
} from "~/features/reviews/contracts/cellChange";
import type { settleSchema, unsettleSchema } from "~/features/reviews/contracts/reviews";
import { audit } from "~/features/reviews/feature";
import type { DraftId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { changes } from "~db/schema/processes";
import { reviewCells, settledCells } from "~db/schema/reviews";
import { reviewBoard } from "./board.server";
import { tellSettled } from "./cells/tellReviewers.server";
import type { SystemRow } from "./findSystem.server";
import { reviewedVersions } from "./reviewedVersions.server";
import { ownReview, type ReviewRow } from "./volunteer.server";

/**
 * Who may settle what reviewers of a system disagree on: its confirmed reviewers and organizers, unless they
 * have ever said that they work for its maker, whatever became of their review.
 */
export function maySettle(
  own: Pick<ReviewRow, "state" | "affiliated"> | null,
  isOrganizer: boolean,
): boolean {
  return !own?.affiliated && (isOrganizer || own?.state === "confirmed");
}

/**
 * Settles a cell on which reviewers disagree, with a public reason. What is settled stands until a
 * reviewer says something else after it; before that an organizer alone can settle it anew.
 * `no_conflict` where there is nothing to settle, `party_to_conflict` for who has ever said something of the cell: that
 * one side alone settles it is no settlement.
 */
export async function settleCell(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  { input, isOrganizer }: { readonly input: z.infer<typeof settleSchema>; readonly isOrganizer: boolean },
): Promise<Result<undefined, Refusal>> {
  const { component, criterion, value, reason } = input;
  const subject = `${system.name}: ${component}/${criterion} → ${value}`;
  const change = { processId: process.id, actor, action: audit["review.settled"], subject } as const;
  return changeProcess(deps, change, async (tx) => {
    const own = await ownReview(tx, actor, system);
    if (!maySettle(own, isOrganizer)) return fail({ code: "not_a_reviewer" });
    const versions = await reviewedVersions(tx, process);
    const at = versions.find(({ draft }) => draft.label === input.draft);
    if (!at || at.draft.state === "working") return fail({ code: "not_found" });
    const [state] = await reviewBoard({ db: tx }, process, at, versions, [system]);
    const cell = state?.assessed.cells.find(
      (one) => one.component === component && one.criterion === criterion,
    );
    if (!cell) return fail({ code: "not_found" });
    if (cell.value !== "conflict" && !(cell.isSettled && isOrganizer)) return fail({ code: "no_conflict" });
    if (own && (await hasSaid(tx, own, { component, criterion }))) return fail({ code: "party_to_conflict" });
    const said = { value, reason, settledBy: actor.id, settledAt: deps.now() };
    const place = { draftId: at.draft.id, component, criterion };
    const [before] = await tx.select().from(settledCells).where(isCell(system, place));
    await keepSettlement(deps, tx, { process, system, actor, place }, before ?? null, { value, reason });
    await tx
      .insert(settledCells)
      .values({ systemId: system.id, draftId: at.draft.id, component, criterion, ...said })
      .onConflictDoUpdate({
        target: [settledCells.systemId, settledCells.draftId, settledCells.component, settledCells.criterion],
        set: said,
      });
    await tellSettled(deps, tx, { process, system, actor }, "review-settled", { ...place, reason });
    return ok();
  });
}

/** Whether a review says or ever said something of a cell: to take one's word back does not make one a third person. */
async function hasSaid(
  tx: Db,
  own: Pick<ReviewRow, "id">,
  { component, criterion }: Pick<Place, "component" | "criterion">,
): Promise<boolean> {
  const isCellOf = and(
    eq(reviewCells.reviewId, own.id),
    eq(reviewCells.component, component),
    eq(reviewCells.criterion, criterion),
    ne(reviewCells.value, "unknown"),
  );
  const isChangeOf = and(
    eq(changes.kind, cellChange.name),
    sql`split_part(${changes.subject}, '/', 1) = ${own.id}`,
    sql`split_part(${changes.subject}, '/', 3) = ${component}`,
    sql`split_part(${changes.subject}, '/', 4) = ${criterion}`,
  );
  const [[says], [said]] = await Promise.all([
    tx.select({ id: reviewCells.reviewId }).from(reviewCells).where(isCellOf).limit(1),
    tx.select({ id: changes.id }).from(changes).where(isChangeOf).limit(1),
  ]);
  return says !== undefined || said !== undefined;
}

type Place = { readonly draftId: DraftId; readonly component: string; readonly criterion: string };

const isCell = (system: SystemRow, { draftId, component, criterion }: Place) =>
  and(
    eq(settledCells.systemId, system.id),
    eq(settledCells.draftId, draftId),
    eq(settledCells.component, component),
    eq(settledCells.criterion, criterion),
  );

/** What was settled before stays in the history of the system with its reason, and so does why it is otherwise now. */
function keepSettlement(
  deps: Deps,
  tx: Db,
  of: { process: ProcessRow; system: SystemRow; actor: Actor; place: Place },
  before: SettledAt | null,
  after: SettledAt | { readonly value: null; readonly reason: string },
): Promise<void> {
  const { process, system, actor, place } = of;
  const { reason } = after;
  const next = after.value === null ? null : { value: after.value, reason };
  const subject = cellSubject(system.id, place);
  const kind = { kind: settledChange, processId: process.id, scope: system.id, actor };
  return recordChanges(deps, tx, kind, [{ subject, before, after: next, reason }]);
}

/** Opens a settled cell again, with a public reason; what reviewers say counts. For organizers who may settle. */
export async function unsettleCell(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  { draft: label, component, criterion, reason }: z.infer<typeof unsettleSchema>,
): Promise<Result<undefined, Refusal>> {
  const subject = `${system.name}: ${component}/${criterion}`;
  const change = { processId: process.id, actor, action: audit["review.reopened"], subject } as const;
  return changeProcess(deps, change, async (tx) => {
    if (!maySettle(await ownReview(tx, actor, system), true)) return fail({ code: "not_a_reviewer" });
    const at = (await reviewedVersions(tx, process)).find(({ draft }) => draft.label === label);
    if (!at) return fail({ code: "not_found" });
    const place = { draftId: at.draft.id, component, criterion };
    const [gone] = await tx.delete(settledCells).where(isCell(system, place)).returning();
    if (!gone) return fail({ code: "not_found" });
    await keepSettlement(deps, tx, { process, system, actor, place }, gone, { value: null, reason });
    await tellSettled(deps, tx, { process, system, actor }, "review-reopened", { ...place, reason });
    return ok();
  });
}
