import { desc, eq, sql } from "drizzle-orm";
import type { ProcessId, TermId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import { looksFolded } from "~/kernel/language/folded";
import { collator } from "~/kernel/language/intl";
import type { Deps } from "~/platform/deps";
import { users } from "~db/schema/accounts";
import { glossaryTerms, glossaryWords } from "~db/schema/translation";

/** So many terms a process can have: a glossary is read as a whole, for each text that is translated. */
export const mostTerms = 1000;

/** What a term is called in a language, and what not. */
export type TermWords = {
  readonly language: ContentLanguage;
  readonly revision: number;
  readonly wanted: readonly string[];
  readonly avoided: readonly string[];
  readonly note: string;
};

export type Term = {
  readonly id: TermId;
  readonly number: number;
  /** Its first word in the language of the process, under which it stands. */
  readonly head: string;
  /** By language, as they were saved last; that of the process first. */
  readonly words: readonly TermWords[];
};

const last = sql`not exists (select 1 from glossary_words later where later.term_id = ${glossaryWords.termId}
  and later.language = ${glossaryWords.language} and later.revision > ${glossaryWords.revision})`;

/**
 * The glossary of a process, by the alphabet of the language in which it writes. A term that has no word in it is of the glossary no
 * more; `isWhole` lists it all the same.
 */
export async function glossaryOf(
  { db }: Pick<Deps, "db">,
  processId: ProcessId,
  source: ContentLanguage,
  isWhole = false,
): Promise<Term[]> {
  const rows = await db
    .select({
      ...{ id: glossaryTerms.id, number: glossaryTerms.number, language: glossaryWords.language },
      ...{ revision: glossaryWords.revision, wanted: glossaryWords.wanted },
      ...{ avoided: glossaryWords.avoided, note: glossaryWords.note },
    })
    .from(glossaryTerms)
    .innerJoin(glossaryWords, eq(glossaryWords.termId, glossaryTerms.id))
    .where(sql`${glossaryTerms.processId} = ${processId} and ${last}`)
    .orderBy(glossaryTerms.number, glossaryWords.language);
  const terms = new Map<TermId, { number: number; words: TermWords[] }>();
  for (const { id, number, ...words } of rows) {
    const known = terms.get(id) ?? { number, words: [] };
    if (words.language === source) known.words.unshift(words);
    else known.words.push(words);
    terms.set(id, known);
  }
  const compare = collator(source, {}).compare;
  return [...terms]
    .map(([id, { number, words }]) => ({ id, number, words, head: headOf(words, source) }))
    .filter(({ head }) => isWhole || head !== "")
    .sort((a, b) => compare(a.head, b.head) || a.number - b.number);
}

const headOf = (words: readonly TermWords[], source: ContentLanguage) =>
  words.find(({ language }) => language === source)?.wanted[0] ?? "";

export const wordsIn = (term: Term, language: ContentLanguage): TermWords | undefined =>
  term.words.find((one) => one.language === language);

/** The terms of which a word, wanted or avoided, has some letters in it, whatever their case and accents. */
export function termsWith(terms: readonly Term[], asked: string): readonly Term[] {
  const wanted = looksFolded(asked.trim());
  if (wanted === "") return terms;
  return terms.filter(({ words }) =>
    words.some((one) => [...one.wanted, ...one.avoided].some((word) => looksFolded(word).includes(wanted))),
  );
}

/** So many changes of a term are listed. */
const mostChanges = 100;

/** What was changed about a term, the newest first; by whom is for those to say who may be named. */
export function changesOf({ db }: Pick<Deps, "db">, id: TermId) {
  return db
    .select({
      ...{ language: glossaryWords.language, revision: glossaryWords.revision },
      ...{ wanted: glossaryWords.wanted, avoided: glossaryWords.avoided, note: glossaryWords.note },
      at: glossaryWords.savedAt,
      by: sql<
        string | null
      >`case when ${users.showsName} and ${users.displayName} <> '' then ${users.displayName} end`,
    })
    .from(glossaryWords)
    .leftJoin(users, eq(users.id, glossaryWords.savedBy))
    .where(eq(glossaryWords.termId, id))
    .orderBy(desc(glossaryWords.savedAt), desc(glossaryWords.revision))
    .limit(mostChanges);
}
