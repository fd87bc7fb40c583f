import { sql } from "drizzle-orm";
import type { Examine } from "~/platform/registrations";
import { rowsOf } from "~db/client";
import { attendance, attendanceSums } from "~db/schema/live";
import { townhalls } from "~db/schema/meetings";
import { processes } from "~db/schema/processes";

/** Meetings whose sums of arrivals are others than their rows make. */
export const liveExamine: Examine = async ({ db, only }) => {
  const astray = await rowsOf<{ slug: string; number: number }>(
    db,
    sql`with arrivals as (
        select *, row_number() over (partition by townhall_id order by nth) as place,
          count(*) over (partition by townhall_id) as people
        from ${attendance}
      ),
      told as (select * from arrivals where place <= people - people % 10),
      made as (
        select townhall_id, 'people' as kind, '' as key, count(*) as people from ${attendance} group by townhall_id
        union all
        select townhall_id, kind, key, count(*) from (
          select townhall_id, 'told' as kind, '' as key from told
          union all select townhall_id, 'group', unnest(groups) from told
          union all select townhall_id, 'country', country from told where country <> ''
        ) as traits group by townhall_id, kind, key
      ),
      kept as (select townhall_id, kind, key, people from ${attendanceSums} where people > 0),
      astray as (
        select coalesce(made.townhall_id, kept.townhall_id) as id from made full join kept using (townhall_id, kind, key)
        where made.people is distinct from kept.people
      )
      select slug, number from ${townhalls} join astray on astray.id = ${townhalls.id}
      join ${processes} on ${processes.id} = ${townhalls.processId}
      where ${only ? sql`${processes.id} = ${only}` : sql`true`} order by slug, number`,
  );
  const findings = astray.map(({ slug, number }) => ({
    log: `townhall ${slug}/${number}`,
    index: null,
    what: "the sums of those who came are not those of its rows",
  }));
  return { findings };
};
