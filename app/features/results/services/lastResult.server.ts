import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { headColumns } from "~/features/results/services/read.server";
import { type Band, bands } from "~/features/rules/domain/bands";
import type { Deps } from "~/platform/deps";
import { compilations } from "~db/schema/results";

/** The result that was published last, as far as it can be said in a sentence; null where none is. */
export async function lastResult(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">) {
  const { result } = compilations;
  const [row] = await deps.db
    .select({
      number: headColumns.number,
      title: headColumns.title,
      publishedAt: headColumns.publishedAt,
      rule: headColumns.rule,
      voters: headColumns.voters,
      components: headColumns.components,
      plan: headColumns.plan,
      standing: headColumns.standing,
      onRoll: sql<number>`(${result} ->> 'onRoll')::int`,
      inBands: sql<Partial<Record<Band, number>>>`(select coalesce(jsonb_object_agg(band, held), '{}')
        from (select one ->> 'band' as band, count(*) as held
          from jsonb_array_elements(${result} -> 'components') one group by 1) counted)`,
    })
    .from(compilations)
    .where(and(eq(compilations.processId, process.id), isNotNull(compilations.publishedAt)))
    .orderBy(desc(compilations.publishedAt), desc(compilations.number))
    .limit(1);
  if (!row) return null;
  const { inBands, ...head } = row;
  return { ...head, counts: bands.map((band) => ({ band, count: inBands[band] ?? 0 })) };
}
