import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import type { settleSchema, unsettleSchema } from "~/contracts/reviews";
import type { Refusal } from "~/domain/refusals";
import { fail, ok, type Result } from "~/domain/result";
import { changeProcess } from "~/services/changes.server";
import type { Actor, Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import { criteriaOf } from "~db/queries";
import { settledCells } from "~db/schema";
import type { SystemRow } from "./findSystem.server";
import { reviewedVersions } from "./reviewedVersions.server";
import { ownReview } from "./volunteer.server";

/**
 * Settles a cell on which reviewers disagree, with a public reason: by a confirmed reviewer of the
 * system who does not work for its maker, or an organizer. Settled again, the newest word stands.
 */
export async function settleCell(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  input: z.infer<typeof settleSchema>,
  isOrganizer: boolean,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: "review.settled", subject: system.name } as const;
  return changeProcess(deps, change, async (tx) => {
    const review = await ownReview(tx, actor, system);
    const isReviewer = review?.state === "confirmed" && !review.affiliated;
    if (!isOrganizer && !isReviewer) return fail({ code: "not_a_reviewer" });
    const at = (await reviewedVersions(tx, process)).find(({ draft }) => draft.label === input.draft);
    const known = (await criteriaOf(tx, process.id)).some(({ key }) => key === input.criterion);
    const isAsked = at?.version.items.some(({ component }) => component === input.component);
    if (!at || at.draft.state === "working" || !known || !isAsked) return fail({ code: "not_found" });
    const { component, criterion, value, reason } = input;
    const said = { value, reason, settledBy: actor.id, settledAt: deps.now() };
    await tx
      .insert(settledCells)
      .values({ systemId: system.id, draftId: at.draft.id, component, criterion, ...said })
      .onConflictDoUpdate({
        target: [settledCells.systemId, settledCells.draftId, settledCells.component, settledCells.criterion],
        set: said,
      });
    return ok();
  });
}

/** Opens a settled cell again; what reviewers say counts. For organizers. */
export async function unsettleCell(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  input: z.infer<typeof unsettleSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: "review.settled", subject: system.name } as const;
  return changeProcess(deps, change, async (tx) => {
    const at = (await reviewedVersions(tx, process)).find(({ draft }) => draft.label === input.draft);
    if (!at) return fail({ code: "not_found" });
    const [gone] = await tx
      .delete(settledCells)
      .where(
        and(
          eq(settledCells.systemId, system.id),
          eq(settledCells.draftId, at.draft.id),
          eq(settledCells.component, input.component),
          eq(settledCells.criterion, input.criterion),
        ),
      )
      .returning({ component: settledCells.component });
    return gone ? ok() : fail({ code: "not_found" });
  });
}
