import { and, eq, ne, sql } from "drizzle-orm";
import { changesOf } from "~/features/processes/services/changes.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import {
  type CellAt,
  cellChange,
  readSubject,
  type SettledAt,
  settledChange,
} from "~/features/reviews/contracts/cellChange";
import type { SystemRow } from "~/features/reviews/services/findSystem.server";
import type { Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";
import { changes } from "~db/schema/processes";
import { reviews } from "~db/schema/reviews";

/**
 * What reviews said of a system before and what was settled before, the newest first: whose review, of which version and cell.
 * Reviews that are not confirmed, or no longer, say nothing.
 */
export async function systemChanges(
  deps: Pick<Deps, "db">,
  process: Pick<ProcessRow, "id">,
  system: Pick<SystemRow, "id">,
  asked: number,
) {
  const confirmed = deps.db
    .select({ id: sql`${reviews.id}::text` })
    .from(reviews)
    .where(and(eq(reviews.systemId, system.id), eq(reviews.state, "confirmed")));
  const isShown = sql`(${changes.kind} <> ${cellChange.name} or split_part(${changes.subject}, '/', 1) in (${confirmed}))`;
  const page = await changesOf<CellAt | SettledAt>(
    deps,
    [cellChange, settledChange],
    system.id,
    asked,
    isShown,
  );
  const labels = page.rows.length === 0 ? [] : await labelsOf(deps, process);
  const labelOf = new Map(labels.map(({ id, label }) => [id as string, label]));
  return {
    ...page,
    rows: page.rows.map(({ subject, kind, ...row }) => {
      const { of, draftId, component, criterion } = readSubject(subject);
      return {
        ...row,
        /** Null: it was settled. */
        review: kind === cellChange.name ? of : null,
        draft: labelOf.get(draftId) ?? "",
        component,
        criterion,
      };
    }),
  };
}

const labelsOf = ({ db }: Pick<Deps, "db">, { id }: Pick<ProcessRow, "id">) =>
  db
    .select({ id: drafts.id, label: drafts.label })
    .from(drafts)
    .where(and(eq(drafts.processId, id), ne(drafts.state, "working")));
