import { and, asc, eq, isNotNull, ne } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { headColumns } from "~/features/results/services/read.server";
import { namedRule } from "~/features/rules/services/namedRule";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageFrom } from "~/kernel/paging";
import type { Deps } from "~/platform/deps";
import { compilations } from "~db/schema/results";

type CompilationsAsked = {
  readonly page: number;
  readonly perPage?: number;
  readonly withUnpublished: boolean;
  /** The one that is shown already. */
  readonly except?: number;
};

/** A page of the compilations that a reader may see: published ones, and for organizers the others. */
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
