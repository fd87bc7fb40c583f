import { sql } from "drizzle-orm";
import { z } from "zod";
import { decided, type TodoSource } from "~/features/notices/services/todoSource";
import { todos, translationTodos } from "~/features/translation/domain/todos";
import { draftClauses, drafts, translations } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";
import { translators } from "~db/schema/translation";

const facts = z.object({ draft: z.string(), into: z.string(), count: z.number() });

/** Translations of the published version that wait for a second person. */
export const translationsTodos: readonly TodoSource[] = [
  {
    whose: "own",
    kinds: todos,
    todos: decided(facts, translationTodos),
    // What is stale or incomplete cannot be reviewed, and what was sent back waits for its translator.
    rows: (theirs) => sql`
      select t.user_id, t.process_id, null::timestamptz as until, jsonb_build_object(
        'draft', d.label, 'into', t.language, 'count', count(*)) as facts
      from ${translators} t
        join ${processes} p on p.id = t.process_id and t.language = any(p.languages)
        join ${drafts} d on d.process_id = t.process_id and d.state = 'published'
        join (
          select scope_id, unit_id, language, coalesce(proposed, texts) as texts,
            coalesce(proposed_from, based_on) as based_on,
            case when proposed is null then translator_id else proposed_by end as translator_id
          from ${translations} where (state = 'draft' or proposed is not null) and sent_back = ''
            and case when proposed is null then origin else proposed_origin end is distinct from 'machine'
        ) r on r.scope_id = d.id and r.language = t.language and r.translator_id is distinct from t.user_id
        join ${draftClauses} c on c.draft_id = d.id and c.clause_id = r.unit_id and c.removed_at is null
          and c.heading is not distinct from r.based_on->>'heading' and c.body is not distinct from r.based_on->>'body'
          and (c.heading = '' or r.texts->>'heading' <> '') and (c.body = '' or r.texts->>'body' <> '')
      where ${theirs(sql`t.user_id`)}
      group by t.user_id, t.process_id, t.language, d.label`,
  },
];
