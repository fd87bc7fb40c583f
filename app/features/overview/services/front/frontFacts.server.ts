import { sql } from "drizzle-orm";
import { z } from "zod";
import type { FrontFacts } from "~/features/overview/domain/front";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { roundKindKeys } from "~/features/rounds/domain/roundKinds";
import { roundIs } from "~/features/rounds/services/read.server";
import type { Localized } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { rowsOf } from "~db/client";
import { calls } from "~db/schema/calls";
import { components } from "~db/schema/components";
import { rounds } from "~db/schema/rounds";

const turns = z.array(
  z.object({
    what: z.enum(["opens", "closes"]),
    kind: z.enum(roundKindKeys),
    at: z.string().transform((moment) => new Date(moment)),
    count: z.number(),
    number: z.number(),
    title: z.custom<Localized>(),
  }),
);
const facts = z.object({
  publicRound: z.object({ number: z.number(), components: z.number() }).nullable(),
  turns,
  callsUntil: z.string().nullable(),
});

/** So many moments at which something opens or closes: more are not shown. */
const mostTurns = 6;

/** What of a process is public and says what anybody can do there, and when something comes; in one statement. */
export async function frontFactsOf(
  deps: Pick<Deps, "db">,
  { id }: Pick<ProcessRow, "id">,
): Promise<FrontFacts> {
  const [row] = await rowsOf(
    deps.db,
    sql`select
      (select jsonb_build_object('number', r.number, 'components',
          (select count(*) from ${components} c where c.process_id = r.process_id and c.retired_version is null))
        from ${rounds} r where r.process_id = ${id} and r.kind = 'components' and ${roundIs("open", "r")}
          and r.workgroup_id is null
        order by r.closes_at nulls last, r.number limit 1) as "publicRound",
      (select coalesce(jsonb_agg(turn order by turn.at, turn.number), '[]') from (
        select r.kind, turned.what, turned.at, count(*)::int as count, min(r.number) as number,
          (array_agg(r.title order by r.number))[1] as title
        from ${rounds} r, lateral (select 'closes' as what, r.closes_at as at where ${roundIs("open", "r")}
          union all select 'opens', r.opens_at where r.state = 'draft' and r.opening_refused is null) turned
        where r.process_id = ${id} and turned.at is not null
        group by r.kind, turned.what, turned.at order by turned.at, min(r.number) limit ${mostTurns}) turn) as turns,
      (select max(c.until)::text from ${calls} c where c.process_id = ${id} and c.closed_at is null) as "callsUntil"`,
  );
  return facts.parse(row);
}
