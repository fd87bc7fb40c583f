import { and, eq, inArray, sql } from "drizzle-orm";
import type { z } from "zod";
import { notify, tellOrganizers } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { decideReviewSchema, volunteerSchema } from "~/features/reviews/contracts/reviews";
import { audit, notices } from "~/features/reviews/feature";
import { joinProcess } from "~/features/workgroups/services/joinProcess.server";
import type { ReviewId, UserId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import { type Limit, spend } from "~/platform/limits/limits.server";
import type { Db } from "~db/client";
import { reviews, systems } from "~db/schema/reviews";
import type { SystemRow } from "./findSystem.server";

export type ReviewRow = typeof reviews.$inferSelect;

/** The person's own review of a system, whatever its state; null where they never applied. */
export async function ownReview(
  db: Db,
  actor: Pick<Actor, "id">,
  system: Pick<SystemRow, "id">,
): Promise<ReviewRow | null> {
  const [row] = await db
    .select()
    .from(reviews)
    .where(and(eq(reviews.systemId, system.id), eq(reviews.userId, actor.id)));
  return row ?? null;
}

/** Each offer tells the organizers: not more of them in an hour than somebody means. */
const offers: Limit = { name: "offers to review", most: 30, seconds: 3600 };

/**
 * Offers to review a system, saying whether one works for its maker, which stays once it was said. Offering again after a withdrawal
 * (or another declaration before it was decided) takes the place of the first; who was confirmed is
 * refused with `already_exists`, who was declined with `already_decided`, who offers too often with `too_many`.
 */
export async function volunteer(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  input: z.infer<typeof volunteerSchema>,
): Promise<Result<{ id: ReviewId }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["review.applied"],
    subject: system.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await ownReview(tx, actor, system);
    if (known?.state === "confirmed") return fail({ code: "already_exists" });
    if (known?.state === "declined") return fail({ code: "already_decided" });
    const may = await spend({ db: tx, now: deps.now }, offers, actor.id);
    if (!may.ok) return may;
    const joined = await joinProcess(deps, tx, process, actor);
    if (!joined.ok) return joined;
    const id = known?.id ?? (deps.newId() as ReviewId);
    await tellOrganizers(deps, tx, process, {
      kind: notices["review-applied"],
      // By the review, which stays without a name when its reviewer goes; once a day, however often it is said.
      key: `review-applied ${id} ${today(deps)}`,
      path: `/p/${process.slug}/manage/systems`,
      values: { system: system.name },
    });
    // Once said, it stays: who works for the maker does not become somebody else by offering again.
    const affiliated = input.affiliated || known?.affiliated === true;
    const said = { ...input, affiliated, state: "applied" as const, appliedAt: deps.now() };
    if (known) {
      await tx.update(reviews).set(said).where(eq(reviews.id, known.id));
      return ok({ id: known.id });
    }
    const number = await nextNumber(tx, system);
    await tx.insert(reviews).values({ id, systemId: system.id, userId: actor.id, number, ...said });
    return ok({ id });
  });
}

/** Makes somebody a confirmed reviewer of a system, as an organizer who accepts them for it does. */
export async function confirmReviewer(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  actor: Actor,
  system: Pick<SystemRow, "id">,
  given: { readonly userId: UserId; readonly affiliated: boolean; readonly motivation: string },
): Promise<void> {
  const known = await ownReview(tx, { id: given.userId }, system);
  const decided = {
    state: "confirmed" as const,
    affiliated: given.affiliated || known?.affiliated === true,
    decidedBy: actor.id,
    decidedAt: deps.now(),
  };
  if (known) {
    await tx.update(reviews).set(decided).where(eq(reviews.id, known.id));
    return;
  }
  const { userId, motivation } = given;
  const id = deps.newId() as ReviewId;
  const number = await nextNumber(tx, system);
  await tx
    .insert(reviews)
    .values({ id, systemId: system.id, userId, number, motivation, ...decided, appliedAt: deps.now() });
}

async function nextNumber(tx: Db, system: Pick<SystemRow, "id">): Promise<number> {
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${reviews.number}), 0)::int` })
    .from(reviews)
    .where(eq(reviews.systemId, system.id));
  return (last?.number ?? 0) + 1;
}

/** Takes an offer back, or gives a review up; its cells stay, under its number, and count no more. */
export async function withdrawReview(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["review.decided"],
    subject: system.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [gone] = await tx
      .update(reviews)
      .set({ state: "withdrawn", decidedAt: deps.now() })
      .where(
        and(
          eq(reviews.systemId, system.id),
          eq(reviews.userId, actor.id),
          inArray(reviews.state, ["applied", "confirmed"]),
        ),
      )
      .returning({ id: reviews.id });
    return gone ? ok() : fail({ code: "not_found" });
  });
}

/**
 * Confirms or declines an offer, also after an earlier decision, and tells whoever made it.
 * `edited_meanwhile` when whether they work for the maker is not what the organizer was shown.
 */
export async function decideReview(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { review: id, decision, affiliated }: z.infer<typeof decideReviewSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["review.decided"],
    subject: decision,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [found] = await tx
      .select({ review: reviews, system: systems })
      .from(reviews)
      .innerJoin(systems, eq(systems.id, reviews.systemId))
      .where(and(eq(reviews.id, id as ReviewId), eq(systems.processId, process.id)))
      .for("update", { of: reviews });
    if (!found || found.review.state === "withdrawn") return fail({ code: "not_found" });
    if (found.review.affiliated !== affiliated) return fail({ code: "edited_meanwhile" });
    if (found.review.state === decision) return ok();
    await tx
      .update(reviews)
      .set({ state: decision, decidedBy: actor.id, decidedAt: deps.now() })
      .where(eq(reviews.id, found.review.id));
    if (found.review.userId)
      await notify(deps, tx, process, [found.review.userId], {
        kind: notices["review-decided"],
        key: `review-decided ${id} ${decision} ${deps.now().getTime()}`,
        path: `/p/${process.slug}/systems/${found.system.key}`,
        values: { system: found.system.name },
      });
    return ok();
  });
}
