import { sql } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { notify } from "~/features/notices/services/notify.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { notices } from "~/features/translation/feature";
import type { ClauseId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import { ownName } from "~/kernel/language/ownName";
import type { Actor, Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { translations } from "~db/schema/drafts";

/**
 * Tells those who translated a clause that it says something else now: by the same notice as a clause that was reworded by hand,
 * and with it once a day.
 */
export async function tellTranslators(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: ProcessRow,
  draft: DraftRow,
  { clauseId, actor }: { readonly clauseId: ClauseId; readonly actor: Actor },
): Promise<void> {
  const rows = await rowsOf<{ language: ContentLanguage; people: readonly string[] }>(
    tx,
    sql`select t.language, array_agg(distinct person.id) as people
      from ${translations} t, unnest(array[t.translator_id, t.proposed_by]) person(id)
      where t.scope_id = ${draft.id} and t.unit_id = ${clauseId} and person.id is not null
        and person.id <> ${actor.id}
      group by t.language`,
  );
  const day = deps.now().toISOString().slice(0, 10);
  for (const { language, people } of rows.filter((one) => process.languages.includes(one.language)))
    await notify(deps, tx, process, people, {
      kind: notices["translation-stale"],
      key: `translation-stale ${draft.id} ${language} ${day}`,
      path: `/p/${process.slug}/drafts/${draft.label}/translate/${language}`,
      values: { name: draft.label, language: ownName(language) },
    });
}
