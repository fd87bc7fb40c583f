import { and, asc, eq, inArray } from "drizzle-orm";
import { type Assessed, assess, type Reviewed } from "~/domain/reviews/assess";
import { firstReviewRule, type ReviewRule } from "~/domain/reviews/conclusion";
import { type Flip, flipsBetween } from "~/domain/reviews/flips";
import { type ReviewedVersion, type StandingCell, standingCells } from "~/domain/reviews/standing";
import type { Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import type { Db } from "~db/client";
import { criteriaOf } from "~db/queries";
import { reviewCells, reviews, settledCells, systems, users } from "~db/schema";
import { listSystems, type SystemRow } from "./findSystem.server";
import { reviewedVersions, type VersionRow } from "./reviewedVersions.server";

export const ruleFor = (process: Pick<ProcessRow, "reviewRule">): ReviewRule =>
  process.reviewRule ?? firstReviewRule;

export type Reviewer = {
  readonly id: string;
  readonly number: number;
  /** Null for those who show no name. */
  readonly name: string | null;
  readonly affiliated: boolean;
};
export type SystemState = {
  readonly system: SystemRow;
  readonly reviewers: readonly Reviewer[];
  readonly said: readonly (StandingCell & { readonly savedAt: Date })[];
  readonly settled: readonly SettledRow[];
  readonly reviewed: Reviewed;
  readonly assessed: Assessed;
};
type SettledRow = Omit<typeof settledCells.$inferSelect, "draftId"> & {
  readonly isCarried: boolean;
};

/**
 * All systems of a process held against one version: what confirmed reviewers say, what was settled,
 * what it adds up to. Cells said of earlier versions stand where the checklist asks for the same.
 */
export async function reviewBoard(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  at: VersionRow,
  versions: readonly VersionRow[],
): Promise<SystemState[]> {
  const [all, criteria, rows] = await Promise.all([
    listSystems(deps, process),
    criteriaOf(deps.db, process.id),
    readRows(deps.db, process),
  ]);
  const others = versions.map(({ version }) => version);
  const rule = ruleFor(process);
  const keys = criteria.map(({ key }) => key);
  return all.map((system): SystemState => {
    const state = stateOf(system, at.version, others, rows);
    return { ...state, assessed: assess(state.reviewed, at.version.items, keys, rule) };
  });
}

/** The systems as reviewed for another checklist than the version has, for an editor who tries one out. */
export async function reviewedFor(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  version: ReviewedVersion,
): Promise<Reviewed[]> {
  const [all, rows, versions] = await Promise.all([
    listSystems(deps, process),
    readRows(deps.db, process),
    reviewedVersions(deps.db, process),
  ]);
  const others = versions.map((one) => one.version);
  return all.map((system) => stateOf(system, version, others, rows).reviewed);
}

type Rows = Awaited<ReturnType<typeof readRows>>;

function stateOf(
  system: SystemRow,
  version: ReviewedVersion,
  versions: readonly ReviewedVersion[],
  rows: Rows,
): Omit<SystemState, "assessed"> {
  const mine = rows.reviews.filter(({ review }) => review.systemId === system.id);
  const affiliated = new Map(mine.map(({ review }) => [review.id as string, review.affiliated]));
  const said = standingCells(
    version,
    versions,
    rows.cells.filter(({ review }) => affiliated.has(review)),
  );
  const settled = standingCells(
    version,
    versions,
    rows.settled
      .filter(({ systemId }) => systemId === system.id)
      .map(({ draftId, ...one }) => ({ ...one, version: draftId, url: "", note: "", revision: 1 })),
  );
  return {
    system,
    reviewers: mine.map(({ review, displayName, showsName }) => ({
      id: review.id,
      number: review.number,
      name: showsName && displayName ? displayName : null,
      affiliated: review.affiliated,
    })),
    said,
    settled,
    reviewed: {
      key: system.key,
      cells: said.map(({ review, component, criterion, value }) => ({
        reviewer: review,
        component,
        criterion,
        value,
        affiliated: affiliated.get(review) ?? false,
      })),
      settled: settled.map(({ component, criterion, value }) => ({ component, criterion, value })),
    },
  };
}

async function readRows(db: Db, process: Pick<ProcessRow, "id">) {
  const [confirmed, settled] = await Promise.all([
    db
      .select({ review: reviews, displayName: users.displayName, showsName: users.showsName })
      .from(reviews)
      .innerJoin(systems, eq(systems.id, reviews.systemId))
      .leftJoin(users, eq(users.id, reviews.userId))
      .where(and(eq(systems.processId, process.id), eq(reviews.state, "confirmed")))
      .orderBy(asc(reviews.number)),
    db
      .select({ settled: settledCells })
      .from(settledCells)
      .innerJoin(systems, eq(systems.id, settledCells.systemId))
      .where(eq(systems.processId, process.id))
      .orderBy(asc(settledCells.component), asc(settledCells.criterion)),
  ]);
  const ids = confirmed.map(({ review }) => review.id);
  const cells =
    ids.length === 0
      ? []
      : await db
          .select()
          .from(reviewCells)
          .where(inArray(reviewCells.reviewId, ids))
          .orderBy(asc(reviewCells.component), asc(reviewCells.criterion), asc(reviewCells.reviewId));
  return {
    reviews: confirmed,
    settled: settled.map((one) => one.settled),
    cells: cells.map(({ reviewId, draftId, ...cell }) => ({
      ...cell,
      review: reviewId as string,
      version: draftId as string,
    })),
  };
}

/** Which systems' conclusions a version turns over against the published one before it. */
export async function flipsAt(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  at: VersionRow,
  versions: readonly VersionRow[],
  board: readonly SystemState[],
): Promise<{ readonly before: string; readonly flips: Flip[] } | null> {
  const before = versions
    .filter(({ draft }) => draft.state !== "working" && draft.number < at.draft.number)
    .at(-1);
  if (!before) return null;
  const earlier = await reviewBoard(deps, process, before, versions);
  const verdicts = (states: readonly SystemState[]) =>
    states.map(({ system, assessed }) => ({ system: system.key, verdict: assessed.verdict }));
  return { before: before.draft.label, flips: flipsBetween(verdicts(earlier), verdicts(board)) };
}
