import { sql } from "drizzle-orm";
import { clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import {
  clauseTexts,
  type TranslationRow,
  translationState,
  translationsOf,
} from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { translations } from "~db/schema/drafts";

/** Nothing that was reviewed gives way to something newer that was not. */
const worth = { machine: 0, draft: 1, reviewed: 2 } as const;

/**
 * Takes along into a version what was translated or reviewed in the one before while it was being written: wherever the
 * source is the same, and the version has nothing newer itself.
 */
export async function carryTranslations(
  tx: Db,
  process: Pick<ProcessRow, "id">,
  before: DraftRow,
  draft: DraftRow,
): Promise<void> {
  const deps: Pick<Deps, "db"> = { db: tx };
  const sources = new Map(
    (await clauseRows(tx, draft.id)).map((one) => [one.clauseId as string, clauseTexts(one)]),
  );
  const keyOf = ({ unitId, language }: TranslationRow) => `${unitId} ${language}`;
  const own = new Map((await translationsOf(deps, draft.id)).map((one) => [keyOf(one), one]));
  const carried = (await translationsOf(deps, before.id)).filter((row) => {
    const source = sources.get(row.unitId);
    const state = source && translationState(row, source);
    if (!source || (state !== "machine" && state !== "draft" && state !== "reviewed")) return false;
    const known = own.get(keyOf(row));
    const has = translationState(known, source);
    if (!known || has === "missing" || has === "stale") return true;
    return row.updatedAt > known.updatedAt && worth[state] >= worth[has];
  });
  await insertMany(
    tx,
    translations,
    carried.map(({ search: _, ...row }) => ({
      ...row,
      processId: process.id,
      scopeId: draft.id,
      revision: Math.max(row.revision, (own.get(keyOf({ ...row, search: _ }))?.revision ?? 0) + 1),
    })),
    (insert) =>
      insert.onConflictDoUpdate({
        target: [translations.scopeId, translations.unitId, translations.language],
        set: {
          texts: sql`excluded.texts`,
          basedOn: sql`excluded.based_on`,
          state: sql`excluded.state`,
          origin: sql`excluded.origin`,
          translatorId: sql`excluded.translator_id`,
          reviewerId: sql`excluded.reviewer_id`,
          proposed: sql`excluded.proposed`,
          proposedFrom: sql`excluded.proposed_from`,
          proposedBy: sql`excluded.proposed_by`,
          proposedOrigin: sql`excluded.proposed_origin`,
          sentBack: sql`excluded.sent_back`,
          revision: sql`excluded.revision`,
          updatedAt: sql`excluded.updated_at`,
        },
      }),
  );
}
