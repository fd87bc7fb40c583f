import { and, asc, eq, inArray } from "drizzle-orm";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { storedReviewRuleSchema } from "~/features/reviews/contracts/reviews";
import {
  type Assessed,
  assess,
  isCounted,
  type Reviewed,
  reviewedOf,
} from "~/features/reviews/domain/assess";
import { cellId, isStanding } from "~/features/reviews/domain/cells";
import { firstReviewRule, type ReviewRule } from "~/features/reviews/domain/conclusion";
import { type ReviewedVersion, type Standing, standingCells } from "~/features/reviews/domain/standing";
import { groupedBy } from "~/kernel/keyed";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { reviewCells, reviews, settledCells } from "~db/schema/reviews";
import { listSystems, type SystemRow } from "./findSystem.server";
import type { VersionRow } from "./reviewedVersions.server";

/** The rule by which a process joins its reviews; the usual one until it has declared its own. */
export const ruleFor = ({ reviewRule }: Pick<ProcessRow, "reviewRule">): ReviewRule =>
  reviewRule == null ? firstReviewRule : storedReviewRuleSchema.parse(reviewRule);

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
  /** `counts` is false for words that the rule only shows: those of people who work for the maker. */
  readonly said: readonly (Standing<CellWord> & { readonly counts: boolean })[];
  /** What was settled, also where a word that counts has said something else since (`isOpen`). */
  readonly settled: readonly (Standing<SettledWord> & {
    readonly isOpen: boolean;
    /** The review of whoever settled it; null for an organizer who reviews nothing here, and for who has left. */
    readonly by: string | null;
  })[];
  readonly reviewed: Reviewed;
  readonly assessed: Assessed;
};

type CellWord = Rows["cells"][number];
type SettledWord = Rows["settled"][number];

/**
 * All systems of a process held against one version: what confirmed reviewers say, what was settled,
 * what it adds up to. Cells said of earlier versions stand where the checklist asks for the same.
 * `only` names the systems when not all are wanted.
 */
export async function reviewBoard(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  at: VersionRow,
  versions: readonly VersionRow[],
  only?: readonly SystemRow[],
): Promise<SystemState[]> {
  const all = only ?? (await listSystems(deps, process));
  const [criteria, rows] = await Promise.all([criteriaOf(deps.db, process.id), readRows(deps.db, all)]);
  const others = versions.map(({ version }) => version);
  const rule = ruleFor(process);
  const keys = criteria.map(({ key }) => key);
  const cells = groupedBy<string, CellWord>(rows.cells, ({ systemId }) => systemId);
  return all.map((system): SystemState => {
    const own = { ...rows, cells: cells.get(system.id) ?? [] };
    const state = stateOf(system, at.version, others, own, rule);
    return { ...state, assessed: assess(state.reviewed, at.version.items, keys, rule) };
  });
}

type Rows = Awaited<ReturnType<typeof readRows>>;
/** With the cells of one system alone. */
type OwnRows = Omit<Rows, "cells"> & { readonly cells: readonly CellWord[] };

function stateOf(
  system: SystemRow,
  version: ReviewedVersion,
  versions: readonly ReviewedVersion[],
  rows: OwnRows,
  rule: ReviewRule,
): Omit<SystemState, "assessed"> {
  const mine = rows.reviews.filter(({ review }) => review.systemId === system.id);
  const affiliated = mine.flatMap(({ review }) => (review.affiliated ? [review.id as string] : []));
  const said = standingCells(version, versions, rows.cells).map((cell) => ({
    ...cell,
    counts: isCounted(rule, affiliated.includes(cell.review)),
  }));
  const settled = standingCells(
    version,
    versions,
    rows.settled.filter(({ systemId }) => systemId === system.id),
  );
  const idOf = ({ component, criterion }: { component: string; criterion: string }) =>
    cellId(component, criterion);
  const counted = groupedBy(
    said.filter(({ counts }) => counts),
    idOf,
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
    settled: settled.map((one) => ({
      ...one,
      by: mine.find(({ review }) => review.userId && review.userId === one.settledBy)?.review.id ?? null,
      isOpen: !isStanding(one, counted.get(idOf(one)) ?? []),
    })),
    reviewed: reviewedOf(system.key, said, settled, affiliated),
  };
}

/** All that confirmed reviewers and their groups ever said of some systems, of whatever version. */
async function readRows(db: Db, systemRows: readonly Pick<SystemRow, "id">[]) {
  const ids = systemRows.map(({ id }) => id);
  if (ids.length === 0) return { reviews: [], settled: [], cells: [] };
  const confirmed = and(inArray(reviews.systemId, ids), eq(reviews.state, "confirmed"));
  const [people, settled, cells] = await Promise.all([
    db
      .select({ review: reviews, displayName: users.displayName, showsName: users.showsName })
      .from(reviews)
      .leftJoin(users, eq(users.id, reviews.userId))
      .where(confirmed)
      .orderBy(asc(reviews.number)),
    db
      .select()
      .from(settledCells)
      .where(inArray(settledCells.systemId, ids))
      .orderBy(asc(settledCells.component), asc(settledCells.criterion)),
    db
      .select({ cell: reviewCells, systemId: reviews.systemId })
      .from(reviewCells)
      .innerJoin(reviews, eq(reviews.id, reviewCells.reviewId))
      .where(confirmed)
      .orderBy(asc(reviewCells.component), asc(reviewCells.criterion), asc(reviewCells.reviewId)),
  ]);
  return {
    reviews: people,
    settled: settled.map(({ draftId, settledAt, ...one }) => ({
      ...one,
      version: draftId as string,
      at: settledAt.getTime(),
    })),
    cells: cells.map(({ cell: { reviewId, draftId, savedAt, ...cell }, systemId }) => ({
      ...cell,
      systemId,
      review: reviewId as string,
      version: draftId as string,
      at: savedAt.getTime(),
    })),
  };
}
