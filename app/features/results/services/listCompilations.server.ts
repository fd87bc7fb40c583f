import { and, asc, desc, eq, isNotNull, ne, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { headColumns } from "~/features/results/services/read.server";
import { type Band, bands } from "~/features/rules/domain/bands";
import { namedRule } from "~/features/rules/services/namedRule";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageFrom } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { compilations } from "~db/schema/results";
import { answerWords, type Counted, type Decided, type Saying } from "./view/answerWords";

type CompilationsAsked = {
  readonly page: number;
  readonly perPage?: number;
  readonly withUnpublished: boolean;
  /** The one that the page shows already. */
  readonly except?: number;
};

/** A page of the compilations that a reader may see: published ones, and for organizers all. */
export async function compilationsPage(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: Language,
  { page, perPage, withUnpublished, except }: CompilationsAsked,
) {
  const wanted = and(
    eq(compilations.processId, process.id),
    withUnpublished ? undefined : isNotNull(compilations.publishedAt),
    except === undefined ? undefined : ne(compilations.number, except),
  );
  const paged = await pageFrom(
    deps.db.$count(compilations, wanted),
    ({ limit, offset }) =>
      deps.db
        .select(headColumns)
        .from(compilations)
        .where(wanted)
        .orderBy(asc(compilations.number))
        .limit(limit)
        .offset(offset),
    { asked: page, ...(perPage ? { perPage } : {}) },
  );
  return {
    ...paged,
    rows: paged.rows.map((one) => ({
      number: one.number,
      title: localize(one.title, language),
      rule: namedRule(one.rule),
      declaredBefore: one.declaredBefore,
      publishedAt: one.publishedAt,
      voters: one.voters,
      components: one.components,
      plan: one.plan,
      standing: one.standing,
    })),
  };
}

/** The result that was published last, reduced to what a sentence says; null if there is none. */
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

/** A result, and what it decided in sentences. */
export const withAnswer = <R extends Counted & Decided>(saying: Saying, result: R) => ({
  ...result,
  answer: answerWords(saying, result, result),
});
