import { sql } from "drizzle-orm";
import { notify } from "~/features/notices/services/notify.server";
import { notices } from "~/features/translation/feature";
import type { ProcessId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import { ownName } from "~/kernel/language/ownName";
import type { Deps } from "~/platform/deps";
import { eachAlone } from "~/platform/jobs/eachAlone";
import { rowsOf } from "~db/client";
import { draftClauses, drafts, translations } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";
import { processes } from "~db/schema/processes";

/** What was changed longer ago nobody is told of any more: they were, or it was before they could be. */
const news = 2 * 24 * 60 * 60 * 1000;

type Stale = {
  readonly process: ProcessId;
  readonly slug: string;
  readonly scope: string;
  readonly name: string;
  readonly path: string;
  readonly language: ContentLanguage;
  readonly day: string;
  readonly people: readonly string[];
};

/**
 * Tells those who translated something that its source says something else now, so that their translation is out of date: once a
 * day and text on which it was changed, however often. A source is written on in many small steps, none of which is an act.
 */
export async function tellStale(deps: Pick<Deps, "db" | "now">): Promise<void> {
  const since = new Date(deps.now().getTime() - news).toISOString();
  const theirs = sql`unnest(array[t.translator_id, t.proposed_by])`;
  const rows = await rowsOf<Stale>(
    deps.db,
    sql`select p.id as process, p.slug, found.scope, found.name, found.path, found.language, found.day,
        array_agg(distinct found.person) as people
      from (
        select t.process_id, t.scope_id as scope, d.label as name, 'drafts/' || d.label as path, t.language,
          to_char(c.edited_at at time zone 'UTC', 'YYYY-MM-DD') as day, ${theirs} as person
        from ${draftClauses} c
          join ${drafts} d on d.id = c.draft_id
          join ${translations} t on t.scope_id = c.draft_id and t.unit_id = c.clause_id
        where c.edited_at > ${since}::timestamptz and c.removed_at is null and t.updated_at <= c.edited_at
          and (c.heading is distinct from t.based_on->>'heading' or c.body is distinct from t.based_on->>'body')
        union all
        select t.process_id, t.scope_id, f.question, 'faq/' || f.number, t.language,
          to_char(f.updated_at at time zone 'UTC', 'YYYY-MM-DD'), ${theirs}
        from ${faqEntries} f
          join ${translations} t on t.scope_id = f.id
        where f.updated_at > ${since}::timestamptz and t.updated_at <= f.updated_at
          and (f.question is distinct from t.based_on->>'question' or f.answer is distinct from t.based_on->>'answer')
      ) found join ${processes} p on p.id = found.process_id and found.language = any(p.languages)
      where found.person is not null
      group by p.id, p.slug, found.scope, found.name, found.path, found.language, found.day`,
  );
  await eachAlone(rows, ({ process, slug, scope, name, path, language, day, people }) =>
    notify(deps, deps.db, { id: process }, people, {
      kind: notices["translation-stale"],
      key: `translation-stale ${scope} ${language} ${day}`,
      path: `/p/${slug}/${path}/translate/${language}`,
      values: { name, language: ownName(language) },
    }),
  );
}
