import { inArray } from "drizzle-orm";
import { allComponents } from "~/features/components/services/read.server";
import { type DraftRow, draftPages } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { AskedLevel } from "~/features/results/domain/checklist";
import { publishedCompilations } from "~/features/results/services/resultPage.server";
import type { Deps } from "~/platform/deps";
import { checklists } from "~db/schema/results";

/** How many columns can be read side by side. */
const versionsPerPage = 10;
/** How many are drawn on one axis. */
const mostCompilations = 50;

/**
 * A page of the versions of a process, with the newest on the first page, and the checklist through them: a row for each component
 * that any of them asks for, a cell for each version; and when votes were compiled and comments were open.
 */
export async function draftHistory(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  withWorking: boolean,
  asked: number,
) {
  // One more, if there is one: it says what changed in the first that is shown.
  const read = { asked, perPage: versionsPerPage, more: 1 };
  const { rows, page, pages } = await draftPages(deps, process, read, withWorking);
  const versions = rows.slice(0, versionsPerPage).toReversed();
  const before = rows[versionsPerPage];
  const ids = [...(before ? [before] : []), ...versions].flatMap(({ checklistId }) =>
    checklistId ? [checklistId] : [],
  );
  const lists =
    ids.length === 0 ? [] : await deps.db.select().from(checklists).where(inArray(checklists.id, ids));
  const listOf = new Map(lists.map((one) => [one.id, one]));
  const levelsIn = ({ checklistId }: DraftRow) => {
    const items = (checklistId && listOf.get(checklistId)?.items) || [];
    return new Map<string, AskedLevel>(items.map(({ component, level }) => [component, level]));
  };
  const levels = versions.map(levelsIn);
  const levelsBefore = before ? levelsIn(before) : null;
  const order = (await allComponents(deps.db, process.id)).map(({ key }) => key);
  const components = order.filter((key) => levels.some((one) => one.has(key)));
  const compilations = (await publishedCompilations(deps, process)).filter(
    ({ publishedAt }) => !before?.publishedAt || (publishedAt !== null && publishedAt >= before.publishedAt),
  );
  return {
    page,
    pages,
    before: before?.label ?? null,
    versions: versions.map(
      ({ id, label, state, publishedAt, datedOn, commentsUntil, note, checklistId }) => ({
        id,
        label,
        state,
        publishedAt,
        datedOn,
        commentsUntil,
        note,
        checklist: (checklistId && listOf.get(checklistId)?.number) || null,
      }),
    ),
    rows: components.map((component) => ({
      component,
      cells: levels.map((one, at) => {
        const level = one.get(component) ?? "none";
        const last = at === 0 ? levelsBefore : levels[at - 1];
        return { level, changed: last ? level !== (last.get(component) ?? "none") : false };
      }),
    })),
    compilations: compilations
      .slice(0, mostCompilations)
      .map(({ number, title, publishedAt }) => ({ number, title, publishedAt })),
  };
}
