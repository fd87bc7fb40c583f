import { numberClauses } from "~/features/drafts/domain/clause";
import type { Change } from "~/features/drafts/domain/compare";
import { compareWords } from "~/kernel/text/wordDiff";
import { compareCached, differInFormCached, sidesCached } from "~/platform/texts/rendered.server";
import type { Comparison } from "./compareDrafts.server";
import type { ClauseRow } from "./findDraft.server";

/** The changes of a comparison by name and number, without their texts. */
export function changeList({ before, after, changes }: Comparison) {
  const old = numberClauses(before);
  const now = numberClauses(after);
  return changes.map((change, at) => ({
    at,
    kind: change.kind,
    moved: change.moved,
    from: change.from.map((index) => old[index] as string),
    to: change.to.map((index) => now[index] as string),
  }));
}

/** One change as it is read: rendered, with its marks, in one column or two. */
export function changeView({ before, after }: Comparison, change: Change, inColumns: boolean) {
  const old = change.from.map((index) => before[index] as ClauseRow);
  const now = change.to.map((index) => after[index] as ClauseRow);
  const [was, is] = [bodyOf(old), bodyOf(now)];
  const prefix = `d${change.from.join("-")}x${change.to.join("-")}-`;
  const isGone = now.length === 0;
  return {
    clause: (now[0] ?? old[0])?.clauseId as string,
    heading: compareWords(headingOf(old), headingOf(now)),
    sides: inColumns ? sidesCached(was, is, prefix) : null,
    html: inColumns ? "" : isGone ? sidesCached(was, "", prefix).old : compareCached(was, is, prefix),
    /** Words and links are the same; only their form has changed: a list, emphasis. */
    onlyForm: differInFormCached(was, is),
  };
}

const headingOf = (rows: readonly ClauseRow[]) =>
  rows
    .map(({ heading }) => heading)
    .filter(Boolean)
    .join(" · ");
const bodyOf = (rows: readonly ClauseRow[]) => rows.map(({ body }) => body).join("\n\n");
