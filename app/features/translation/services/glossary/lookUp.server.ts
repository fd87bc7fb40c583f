import { eq, sql } from "drizzle-orm";
import { numberClauses } from "~/features/drafts/domain/clause";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { keptOf } from "~/features/translation/services/inner/kept.server";
import {
  type LookedUp,
  lookUpTerms,
  placeTerms,
  type Said,
} from "~/features/translation/services/inner/tasks";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { ProcessId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Deps } from "~/platform/deps";
import { draftClauses, drafts } from "~db/schema/drafts";
import { glossaryOf, type Term, wordsIn } from "./readGlossary.server";

type Pair = { readonly source: string; readonly translation: string };

/** A term that stands in a text, with what it is to be called in its translation. */
export type TermBeside = Pick<Term, "number" | "head"> & {
  readonly wanted: readonly string[];
  readonly avoided: readonly string[];
  readonly note: string;
};

/** The terms that stand in texts of a process, and what is to be said of their translations. */
export async function lookUp(
  deps: Pick<Deps, "db" | "work">,
  process: Pick<ProcessRow, "id" | "sourceLanguage">,
  into: ContentLanguage,
  texts: readonly Pair[],
) {
  const from = process.sourceLanguage;
  const terms = await glossaryOf(deps, process.id, from);
  if (terms.length === 0 || texts.length === 0) return texts.map(() => ({ terms: [], hints: [] }));
  const glossary = terms.map((term): LookedUp => {
    const { wanted = [], avoided = [] } = wordsIn(term, into) ?? {};
    return { term: term.id, words: wordsIn(term, from)?.wanted ?? [], wanted, avoided };
  });
  const about = `terms ${from} ${into} ${sha256Hex(JSON.stringify(glossary))}`;
  const keys = texts.map(({ source, translation }) => JSON.stringify([source, translation]));
  const said = await keptOf<Said>(about, keys, (missing) =>
    deps.work(lookUpTerms, {
      ...{ from, into, glossary },
      texts: missing.map((at) => {
        const { source = "", translation = "" } = texts[at] ?? {};
        return { source, translation };
      }),
    }),
  );
  const byId = new Map<string, Term>(terms.map((term) => [term.id, term]));
  return said.map(({ terms: ids, hints }) => ({
    terms: ids.flatMap((id): TermBeside[] => {
      const term = byId.get(id);
      if (!term) return [];
      const { wanted = [], avoided = [], note = "" } = wordsIn(term, into) ?? {};
      return [{ number: term.number, head: term.head, wanted, avoided, note }];
    }),
    hints: hints.map((hint) => ({ ...hint, term: byId.get(hint.term)?.head ?? "" })),
  }));
}

/** The clauses of the newest version that is out in which each term of the glossary stands, to be shared. */
export async function placesOfTerms(
  deps: Pick<Deps, "db" | "work">,
  processId: ProcessId,
  source: ContentLanguage,
) {
  const [clauses, terms] = await Promise.all([
    deps.db
      .select({
        ...{ id: draftClauses.clauseId, heading: draftClauses.heading, body: draftClauses.body },
        kind: draftClauses.kind,
        label: drafts.label,
      })
      .from(draftClauses)
      .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
      .where(
        sql`${draftClauses.removedAt} is null and ${drafts.id} = (select id from ${drafts}
          where ${drafts.processId} = ${processId} and ${drafts.state} <> 'working'
          order by ${drafts.number} desc limit 1)`,
      )
      .orderBy(draftClauses.position),
    glossaryOf(deps, processId, source),
  ]);
  const input = {
    language: source,
    glossary: terms.map((term) => ({
      term: String(term.number),
      words: wordsIn(term, source)?.wanted ?? [],
    })),
    clauses: clauses.map(({ id, heading, body }) => ({ id, text: `${heading}\n\n${body}` })),
  };
  const isNothing = input.glossary.length === 0 || clauses.length === 0;
  const [places = {}] = isNothing
    ? [{}]
    : await keptOf<Record<string, string[]>>("places", [JSON.stringify(input)], async () => [
        await deps.work(placeTerms, input),
      ]);
  const numbers = numberClauses(clauses);
  const names = new Map<string, string>(
    clauses.map(({ id, heading }, at) => [id, [numbers[at], heading].filter(Boolean).join(" ")]),
  );
  return {
    label: clauses[0]?.label ?? null,
    places: Object.fromEntries(
      Object.entries(places).map(([number, ids]) => [
        number,
        ids.map((id) => ({ id, name: names.get(id) ?? id })),
      ]),
    ),
  };
}
