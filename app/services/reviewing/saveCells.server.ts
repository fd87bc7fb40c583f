import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { reviewRowSchema } from "~/contracts/reviews";
import type { FileCell } from "~/domain/csv/reviewCells";
import type { DraftId, ReviewId } from "~/domain/ids";
import type { Refusal } from "~/domain/refusals";
import { fail, ok, type Result } from "~/domain/result";
import type { CellValue } from "~/domain/reviews/cells";
import { changeProcess } from "~/services/changes.server";
import type { Actor, Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import type { Db } from "~db/client";
import { criteriaOf } from "~db/queries";
import { reviewCells } from "~db/schema";
import type { SystemRow } from "./findSystem.server";
import { reviewedVersions, type VersionRow } from "./reviewedVersions.server";
import { ownReview } from "./volunteer.server";

/**
 * Stores one component of a person's review of a system for a version, public at once. A criterion
 * without a value is left (or made) empty. `edited_meanwhile` when another tab saved the row since
 * the form was shown; `not_a_reviewer` for who is not confirmed.
 */
export async function saveRow(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  input: z.infer<typeof reviewRowSchema>,
): Promise<Result<{ seen: number }, Refusal>> {
  return intoReview(deps, actor, process, system, input.draft, async (tx, review, at) => {
    if (!at.version.items.some(({ component }) => component === input.component))
      return fail({ code: "not_found" });
    const criteria = (await criteriaOf(tx, process.id)).map(({ key }) => key);
    if (Object.keys(input.values).some((key) => !criteria.includes(key))) return fail({ code: "invalid" });
    const here = and(
      eq(reviewCells.reviewId, review),
      eq(reviewCells.draftId, at.draft.id),
      eq(reviewCells.component, input.component),
    );
    const known = await tx.select().from(reviewCells).where(here);
    if (seenOf(known) !== input.seen) return fail({ code: "edited_meanwhile" });
    const cells = criteria.flatMap((criterion): FileCell[] => {
      const value = input.values[criterion];
      return value
        ? [{ component: input.component, criterion, value, url: input.url, note: input.note }]
        : [];
    });
    // Emptied cells are not forgotten but said to be unknown: the row's count of changes never goes back.
    const emptied = known
      .filter(({ criterion }) => !cells.some((cell) => cell.criterion === criterion))
      .map(({ component, criterion }) => ({
        component,
        criterion,
        value: "unknown" as CellValue,
        url: "",
        note: "",
      }));
    await putCells(deps, tx, review, at.draft.id, [...cells, ...emptied]);
    return ok({ seen: seenOf(await tx.select().from(reviewCells).where(here)) });
  });
}

/** How often the cells of a row were saved; what a form knew of it tells whether it is still the newest. */
export function seenOf(cells: readonly { readonly revision: number }[]): number {
  return cells.reduce((sum, { revision }) => sum + revision, 0);
}

/** Stores the cells of a file for a version: all or none. The file was read with the version's own components. */
export async function importCells(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  draft: string,
  cells: readonly FileCell[],
): Promise<Result<{ cells: number }, Refusal>> {
  return intoReview(deps, actor, process, system, draft, async (tx, review, at) => {
    await putCells(deps, tx, review, at.draft.id, cells);
    return ok({ cells: cells.length });
  });
}

async function intoReview<T>(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  label: string,
  run: (tx: Db, review: ReviewId, at: VersionRow) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const change = { processId: process.id, actor, action: "review.saved", subject: system.name } as const;
  return changeProcess(deps, change, async (tx) => {
    const review = await ownReview(tx, actor, system);
    if (review?.state !== "confirmed") return fail({ code: "not_a_reviewer" });
    const at = (await reviewedVersions(tx, process)).find(({ draft }) => draft.label === label);
    if (!at || at.draft.state === "working") return fail({ code: "not_found" });
    return run(tx, review.id, at);
  });
}

async function putCells(
  deps: Pick<Deps, "now">,
  tx: Db,
  reviewId: ReviewId,
  draftId: DraftId,
  cells: readonly FileCell[],
): Promise<void> {
  for (let from = 0; from < cells.length; from += 500) {
    const some = cells.slice(from, from + 500);
    await tx
      .insert(reviewCells)
      .values(some.map((cell) => ({ reviewId, draftId, ...cell, savedAt: deps.now() })))
      .onConflictDoUpdate({
        target: [reviewCells.reviewId, reviewCells.draftId, reviewCells.component, reviewCells.criterion],
        set: {
          value: sql`excluded.value`,
          url: sql`excluded.url`,
          note: sql`excluded.note`,
          savedAt: sql`excluded.saved_at`,
          revision: sql`${reviewCells.revision} + 1`,
        },
      });
  }
}
