import { sql } from "drizzle-orm";
import type { z } from "zod";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { recordChanges } from "~/features/processes/services/changes.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { cellChange, cellSubject } from "~/features/reviews/contracts/cellChange";
import type { reviewRowSchema } from "~/features/reviews/contracts/reviews";
import type { FileCell } from "~/features/reviews/domain/cellsCsv";
import { audit } from "~/features/reviews/feature";
import { ownCells } from "~/features/reviews/services/cells/ownCells.server";
import { tellConflict } from "~/features/reviews/services/cells/tellReviewers.server";
import type { ReviewId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { reviewCells } from "~db/schema/reviews";
import type { SystemRow } from "./findSystem.server";
import { reviewedVersions, type VersionRow } from "./reviewedVersions.server";
import { ownReview } from "./volunteer.server";

/** Somebody who fills in a review saves every few seconds; the audit log has one line for it in so long (milliseconds). */
const oneSitting = 30 * 60 * 1000;

type OwnCells = Awaited<ReturnType<typeof ownCells>>;

/**
 * Stores one component of a person's review of a system for a version, public at once. What has a link
 * or a note, or a word carried over from an earlier version, but no value is stored as unknown: nothing
 * that was typed is lost, and what was taken back does not return. `edited_meanwhile` when another tab
 * saved the row since the form was shown; `not_a_reviewer` for who is not confirmed.
 */
export async function saveRow(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  input: z.infer<typeof reviewRowSchema>,
): Promise<Result<{ seen: number }, Refusal>> {
  return intoReview(deps, actor, process, system, {
    label: input.draft,
    run: async (tx, review, own, { at, versions }) => {
      if (!at.version.items.some(({ component }) => component === input.component))
        return fail({ code: "not_found" });
      const criteria = (await criteriaOf(tx, process.id)).map(({ key }) => key);
      if (Object.keys(input.values).some((key) => !criteria.includes(key))) return fail({ code: "invalid" });
      const row = own.rowOf(input.component);
      if (row.seen !== input.seen) return fail({ code: "edited_meanwhile" });
      const cells = rowCells(input, criteria, own);
      await putCells(deps, tx, cells, own, { process, system, actor, review, at, versions });
      // Each stored cell counts one more, those that are new count one.
      return ok({ seen: row.seen + cells.length });
    },
  });
}

/** A row of the form as cells. Where its link or note was left as it was shown, each cell keeps its own. */
function rowCells(
  { component, values, all, url, note }: z.infer<typeof reviewRowSchema>,
  criteria: readonly string[],
  own: OwnCells,
): FileCell[] {
  const shown = own.rowOf(component);
  return criteria.flatMap((criterion): FileCell[] => {
    const was = own.cell(component, criterion);
    const value = all || ownValue(values, criterion) || (was || url || note ? "unknown" : undefined);
    if (!value) return [];
    return [
      {
        component,
        criterion,
        value,
        url: was && url === shown.url ? was.url : url,
        note: was && note === shown.note ? was.note : note,
      },
    ];
  });
}

/** Stores the cells of a file for a version: all or none. The file was read with the version's own components. */
export async function importCells(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  { draft, cells }: { readonly draft: string; readonly cells: readonly FileCell[] },
): Promise<Result<{ cells: number }, Refusal>> {
  return intoReview(deps, actor, process, system, {
    label: draft,
    run: async (tx, review, own, of) => {
      await putCells(deps, tx, cells, own, { process, system, actor, review, ...of });
      return ok({ cells: cells.length });
    },
  });
}

async function intoReview<T>(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  {
    label,
    run,
  }: {
    readonly label: string;
    readonly run: (tx: Db, review: ReviewId, own: OwnCells, of: OfVersion) => Promise<Result<T, Refusal>>;
  },
): Promise<Result<T, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["review.saved"],
    subject: system.name,
    oneLineIn: oneSitting,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const review = await ownReview(tx, actor, system);
    if (review?.state !== "confirmed") return fail({ code: "not_a_reviewer" });
    const versions = await reviewedVersions(tx, process);
    const at = versions.find(({ draft }) => draft.label === label);
    if (!at || at.draft.state === "working") return fail({ code: "not_found" });
    return run(tx, review.id, await ownCells({ db: tx }, review, at, versions), { at, versions });
  });
}

type OfVersion = { readonly at: VersionRow; readonly versions: readonly VersionRow[] };
type Into = OfVersion & {
  readonly process: ProcessRow;
  readonly system: SystemRow;
  readonly actor: Actor;
  readonly review: ReviewId;
};

/**
 * What says the same as before keeps its time: only another word is newer than what was settled. What a cell said before,
 * with its link and note, stays in the history of the system.
 */
async function putCells(
  deps: Deps,
  tx: Db,
  cells: readonly FileCell[],
  own: OwnCells,
  { process, system, actor, review, at, versions }: Into,
): Promise<void> {
  const draftId = at.draft.id;
  const rows = cells.map((cell) => {
    const was = own.cell(cell.component, cell.criterion);
    const savedAt = was?.value === cell.value ? new Date(was.at) : deps.now();
    return { reviewId: review, draftId, ...cell, savedAt };
  });
  const of = { kind: cellChange, processId: process.id, scope: system.id, actor };
  const changed = rows.flatMap((row) => {
    const before = own.stored(draftId, row.component, row.criterion);
    return before ? [{ subject: cellSubject(review, row), before, after: row }] : [];
  });
  await recordChanges(deps, tx, of, changed);
  await insertMany(tx, reviewCells, rows, (insert) =>
    insert.onConflictDoUpdate({
      target: [reviewCells.reviewId, reviewCells.draftId, reviewCells.component, reviewCells.criterion],
      set: {
        value: sql`excluded.value`,
        url: sql`excluded.url`,
        note: sql`excluded.note`,
        savedAt: sql`excluded.saved_at`,
        revision: sql`${reviewCells.revision} + 1`,
      },
    }),
  );
  const other = rows.filter((row) => {
    const was = own.cell(row.component, row.criterion);
    return row.value !== "unknown" && row.value !== was?.value;
  });
  await tellConflict(deps, tx, { process, system, actor }, { at, versions, changed: other });
}
