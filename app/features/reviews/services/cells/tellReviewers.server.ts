import { and, eq } from "drizzle-orm";
import { notify, tellOrganizers } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { cellId } from "~/features/reviews/domain/cells";
import { notices } from "~/features/reviews/feature";
import { reviewBoard } from "~/features/reviews/services/board.server";
import type { SystemRow } from "~/features/reviews/services/findSystem.server";
import type { VersionRow } from "~/features/reviews/services/reviewedVersions.server";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { reviews } from "~db/schema/reviews";

type Place = { readonly component: string; readonly criterion: string };
type About = { readonly process: ProcessRow; readonly system: SystemRow; readonly actor: Actor };

/** Cells that say something else now, with the version that they are of. */
type Said = {
  readonly at: VersionRow;
  readonly versions: readonly VersionRow[];
  readonly changed: readonly Place[];
};

const pathOf = ({ process, system }: About) => `/p/${process.slug}/systems/${system.key}`;

/** The confirmed reviewers of a system but the one who acts. */
async function otherReviewers(tx: Db, { system, actor }: About): Promise<string[]> {
  const rows = await tx
    .select({ userId: reviews.userId })
    .from(reviews)
    .where(and(eq(reviews.systemId, system.id), eq(reviews.state, "confirmed")));
  return rows.flatMap(({ userId }) => (userId && userId !== actor.id ? [userId] : []));
}

/**
 * Tells the other reviewers and the organizers that what was said just now is not what another reviewer says, once a day
 * for a system and a version, however many cells it is.
 */
export async function tellConflict(
  deps: Pick<Deps, "now">,
  tx: Db,
  about: About,
  { at, versions, changed }: Said,
): Promise<void> {
  if (changed.length === 0) return;
  const { process, system, actor } = about;
  const said = new Set(changed.map(({ component, criterion }) => cellId(component, criterion)));
  const [state] = await reviewBoard({ db: tx }, process, at, versions, [system]);
  const isDisputed = state?.assessed.cells.some(
    ({ component, criterion, value }) => value === "conflict" && said.has(cellId(component, criterion)),
  );
  if (!isDisputed) return;
  const notice = {
    kind: notices["review-conflict"],
    key: `review-conflict ${system.id} ${at.draft.id} ${today(deps)}`,
    path: pathOf(about),
    values: { system: system.name },
  };
  await notify(deps, tx, process, await otherReviewers(tx, about), notice);
  await tellOrganizers(deps, tx, process, { ...notice, except: actor.id });
}

/** Tells the other reviewers what was settled, or that it is open again, with the reason. */
export async function tellSettled(
  deps: Pick<Deps, "now">,
  tx: Db,
  about: About,
  kind: "review-settled" | "review-reopened",
  { draftId, component, criterion, reason }: Place & { readonly draftId: string; readonly reason: string },
): Promise<void> {
  const { process, system } = about;
  await notify(deps, tx, process, await otherReviewers(tx, about), {
    kind: kind === "review-settled" ? notices["review-settled"] : notices["review-reopened"],
    key: `${kind} ${system.id} ${draftId} ${cellId(component, criterion)} ${deps.now().getTime()}`,
    path: pathOf(about),
    values: { system: system.name },
    words: reason,
  });
}
