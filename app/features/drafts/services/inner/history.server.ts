import { inArray } from "drizzle-orm";
import { allComponents } from "~/features/components/services/read.server";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Asked } from "~/features/results/domain/checklist";
import { publishedCompilations } from "~/features/results/services/resultPage.server";
import type { Deps } from "~/platform/deps";
import { checklists } from "~db/schema/results";

/**
 * The checklist through all versions: a row for each component that any of them asks for, a cell a
 * version; and when votes were compiled and comments were open.
 */
export async function draftHistory(deps: Pick<Deps, "db">, process: ProcessRow, withWorking: boolean) {
  const versions = await listDrafts(deps, process, withWorking);
  const ids = versions.flatMap(({ checklistId }) => (checklistId ? [checklistId] : []));
  const lists =
    ids.length === 0 ? [] : await deps.db.select().from(checklists).where(inArray(checklists.id, ids));
  const listOf = new Map(lists.map((one) => [one.id, one]));
  const asked = versions.map(({ checklistId }) => {
    const items = (checklistId && listOf.get(checklistId)?.items) || [];
    return new Map<string, Asked>(items.map(({ component, level }) => [component, level]));
  });
  const order = (await allComponents(deps.db, process.id)).map(({ key }) => key);
  const components = order.filter((key) => asked.some((levels) => levels.has(key)));
  return {
    versions: versions.map(({ id, label, state, publishedAt, commentsUntil, note, checklistId }) => ({
      id,
      label,
      state,
      publishedAt,
      commentsUntil,
      note,
      checklist: (checklistId && listOf.get(checklistId)?.number) || null,
    })),
    rows: components.map((component) => ({
      component,
      cells: asked.map((levels, at) => {
        const level = levels.get(component) ?? "none";
        const before = at === 0 ? level : (asked[at - 1]?.get(component) ?? "none");
        return { level, changed: level !== before };
      }),
    })),
    compilations: (await publishedCompilations(deps, process)).map(({ number, title, publishedAt }) => ({
      number,
      title,
      publishedAt,
    })),
  };
}
