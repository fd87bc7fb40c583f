import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { levels } from "~/features/results/domain/checklist";
import { cellValues } from "~/features/reviews/domain/cells";
import { drafts } from "~db/schema/drafts";
import { criteria, processes } from "~db/schema/processes";
import { checklists } from "~db/schema/results";
import { reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

const word = {
  version: z.string(),
  component: z.string(),
  criterion: z.string(),
  value: z.enum(cellValues),
  at: z.number(),
};

/** A system of which two things were said of some cell, with all that was said of those cells. */
export const disputedSchema = z.object({
  key: z.string(),
  system: z.string(),
  countsAll: z.boolean(),
  criteria: z.array(z.string()),
  /** Published versions, the newest first. */
  versions: z.array(
    z.object({
      id: z.string(),
      number: z.number(),
      items: z.array(z.object({ component: z.string(), level: z.enum(levels), framework: z.string() })),
    }),
  ),
  said: z.array(z.object({ ...word, review: z.string(), affiliated: z.boolean() })),
  settled: z.array(z.object(word)),
  /** The reader's own review; null where they are asked as organizers. */
  own: z.string().nullable(),
});

/** Those who are asked: the column of the person, the join that finds their review `r`, and which review is theirs. */
type Reviewers = { readonly person: SQL; readonly join: SQL; readonly own: SQL };

export const asReviewers = (theirs: (column: SQL) => SQL): Reviewers => ({
  person: sql`r.user_id`,
  join: sql`join ${reviews} r on r.system_id = s.id and r.state = 'confirmed' and not r.affiliated
    and ${theirs(sql`r.user_id`)}`,
  own: sql`r.id`,
});
export const asOrganizers: Reviewers = { person: sql`null`, join: sql``, own: sql`null` };

/**
 * Facts of systems (`which` says of which, by `s`) whose reviewers may disagree. Cells of which two things were ever said are few;
 * what holds of them, the rule decides as pages do.
 */
export const disputedFacts = (which: SQL, { person, join, own }: Reviewers): SQL => sql`
  with twofold as materialized (
    select o.system_id, c.component, c.criterion
    from ${systems} s
      join ${reviews} o on o.system_id = s.id and o.state = 'confirmed'
      join ${reviewCells} c on c.review_id = o.id and c.value <> 'unknown'
    where ${which}
    group by o.system_id, c.component, c.criterion having min(c.value) <> max(c.value))
  select ${person} as user_id, s.process_id, null::timestamptz as until, jsonb_build_object(
    'key', s.key, 'system', s.name, 'own', ${own},
    'countsAll', coalesce(p.review_rule ->> 'affiliated', 'counted') = 'counted',
    'criteria', (select coalesce(jsonb_agg(k.key), '[]') from ${criteria} k where k.process_id = s.process_id),
    'versions', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'id', d.id, 'number', d.number, 'items', coalesce(k.items, '[]')) order by d.number desc), '[]')
      from ${drafts} d left join ${checklists} k on k.id = d.checklist_id
      where d.process_id = s.process_id and d.state <> 'working'),
    'said', (
      select jsonb_agg(jsonb_build_object(
        'review', c.review_id, 'affiliated', o.affiliated, 'version', c.draft_id, 'component', c.component,
        'criterion', c.criterion, 'value', c.value, 'at', extract(epoch from c.saved_at) * 1000))
      from ${reviews} o join ${reviewCells} c on c.review_id = o.id
        join twofold t on t.system_id = s.id and t.component = c.component and t.criterion = c.criterion
      where o.system_id = s.id and o.state = 'confirmed'),
    'settled', (
      select coalesce(jsonb_agg(jsonb_build_object(
        'version', z.draft_id, 'component', z.component, 'criterion', z.criterion, 'value', z.value,
        'at', extract(epoch from z.settled_at) * 1000)), '[]')
      from ${settledCells} z
        join twofold t on t.system_id = s.id and t.component = z.component and t.criterion = z.criterion
      where z.system_id = s.id)) as facts
  from ${systems} s join ${processes} p on p.id = s.process_id ${join}
  where s.id in (select system_id from twofold)`;
