import { sql } from "drizzle-orm";
import { type Activity, activities, type Basis, type Counts } from "~/features/representation/domain/figures";
import { roundIs } from "~/features/rounds/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import { ownValue, put } from "~/kernel/keyed";
import { regionOf } from "~/kernel/places/regionOf";
import { type Db, rowsOf } from "~db/client";

type Row = { readonly breakdown: string; readonly key: string } & Record<Activity, number | string>;

/**
 * Who takes part in a process and does what, exactly, for nobody to see: by group (also those of other
 * processes), region, language, country, the answers to the process's own questions and the campaign by which they
 * came. People who are suspended are not in it. Votes count once their round has closed.
 */
export async function countPeople(db: Db, processId: ProcessId): Promise<Basis> {
  const exact: Record<string, Record<string, Counts>> = {};
  const note = (breakdown: string, key: string, counts: Counts) => {
    const known = ownValue(exact, breakdown) ?? {};
    const before = ownValue(known, key);
    put(exact, breakdown, { ...known, [key]: before ? sum(before, counts) : counts });
  };
  for (const row of await countRows(db, processId)) {
    const counts = Object.fromEntries(activities.map((one) => [one, Number(row[one])])) as Counts;
    note(row.breakdown, row.key, counts);
    const region = row.breakdown === "country" ? regionOf(row.key) : null;
    if (region) note("region", region, counts);
  }
  return exact;
}

const sum = (a: Counts, b: Counts) =>
  Object.fromEntries(activities.map((one) => [one, a[one] + b[one]])) as Counts;

function countRows(db: Db, processId: ProcessId): Promise<Row[]> {
  const counts = sql.raw(
    `count(*) as registered, ${["voted", "commented", "spoke", "reviewed"]
      .map((one) => `count(*) filter (where ${one}) as ${one}`)
      .join(", ")}`,
  );
  return rowsOf<Row>(
    db,
    sql`with voters as (
        select distinct s.user_id as id
        from rounds r join seats s on s.round_id = r.id
          join ballot_logs l on l.round_id = r.id
          join ballot_voters v on v.log = l.log and v.voter = s.voter
        where r.process_id = ${processId} and ${roundIs("closed", "r")} and v.last_kind = 'cast'
      ), authors as (
        select distinct author_id as id from comments
        where process_id = ${processId} and hidden_at is null and body <> ''
      ), speakers as (
        select distinct h.user_id as id from hands h join townhalls t on t.id = h.townhall_id
        where t.process_id = ${processId} and h.called_at is not null
      ), reviewers as (
        select distinct r.user_id as id from reviews r join systems s on s.id = r.system_id
        where s.process_id = ${processId} and r.state = 'confirmed'
          and exists (select 1 from review_cells c where c.review_id = r.id)
      ), people as materialized (
        select u.id, u.stakeholder_groups as groups, u.languages, u.country, m.campaign_id,
          voters.id is not null as voted, authors.id is not null as commented,
          speakers.id is not null as spoke, reviewers.id is not null as reviewed
        from process_members m
          join users u on u.id = m.user_id and u.suspended_at is null
          left join voters on voters.id = u.id
          left join authors on authors.id = u.id
          left join speakers on speakers.id = u.id
          left join reviewers on reviewers.id = u.id
        where m.process_id = ${processId}
      )
      select 'total' as breakdown, '' as key, ${counts} from people
      union all
      select 'group', named.key, ${counts} from people, unnest(groups) as named(key) group by named.key
      union all
      select 'language', named.key, ${counts} from people, unnest(languages) as named(key) group by named.key
      union all
      select 'country', country, ${counts} from people where country <> '' group by country
      union all
      select 'self:' || a.question, a.option, ${counts}
      from people join self_answers a on a.user_id = people.id and a.process_id = ${processId}
      group by a.question, a.option
      union all
      select 'campaign:' || campaign_id, '', ${counts} from people where campaign_id is not null group by campaign_id
      union all
      select 'campaign:' || campaign_id, named.key, ${counts} from people, unnest(groups) as named(key)
      where campaign_id is not null group by campaign_id, named.key`,
  );
}

/**
 * How many people have come, said something else of themselves or done something that is counted since
 * a moment: whoever could make the figures differ. More than enough are not counted to the end.
 */
export async function changedSince(db: Db, processId: ProcessId, since: Date): Promise<number> {
  const at = since.toISOString();
  const [row] = await rowsOf<{ changed: number | string }>(
    db,
    sql`select count(*) as changed from (
        select id from (
          select m.user_id as id from process_members m join users u on u.id = m.user_id
          where m.process_id = ${processId} and (m.joined_at > ${at}::timestamptz or u.placed_at > ${at}::timestamptz)
          union
          select author_id from comments
          where process_id = ${processId} and created_at > ${at}::timestamptz and author_id is not null
          union
          select s.user_id from rounds r join seats s on s.round_id = r.id
          where r.process_id = ${processId} and r.closed_at > ${at}::timestamptz and s.user_id is not null
          union
          select h.user_id from hands h join townhalls t on t.id = h.townhall_id
          where t.process_id = ${processId} and h.called_at > ${at}::timestamptz and h.user_id is not null
          union
          select r.user_id from reviews r join systems s on s.id = r.system_id
            join review_cells c on c.review_id = r.id
          where s.process_id = ${processId} and c.saved_at > ${at}::timestamptz and r.user_id is not null
        ) as anyone limit 1000
      ) as enough`,
  );
  return Number(row?.changed ?? 0);
}
