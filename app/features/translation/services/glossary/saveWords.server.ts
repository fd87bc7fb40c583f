import { eq } from "drizzle-orm";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type GlossaryRow, sameWords } from "~/features/translation/domain/glossaryTable";
import { audit } from "~/features/translation/feature";
import type { ProcessId, TermId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { isWord } from "~/kernel/text/wordDiff";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { glossaryTerms, glossaryWords, translators } from "~db/schema/translation";
import { glossaryOf, mostTerms, type Term, wordsIn } from "./readGlossary.server";

/**
 * The languages in which somebody may say what terms are called: organizers in all of the process, translators in theirs and in that
 * of the process, where a term is begun. None for everybody else.
 */
export async function glossaryLanguages(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  actor: Actor | null,
  isOrganizer: boolean,
): Promise<readonly ContentLanguage[]> {
  if (!actor || actor.suspended) return [];
  if (isOrganizer) return process.languages;
  const rows = await deps.db
    .select({ userId: translators.userId, language: translators.language })
    .from(translators)
    .where(eq(translators.processId, process.id));
  const own = new Set(rows.filter(({ userId }) => userId === actor.id).map(({ language }) => language));
  if (own.size === 0) return [];
  return process.languages.filter((one) => own.has(one) || one === process.sourceLanguage);
}

type Words = Pick<GlossaryRow, "language" | "wanted" | "avoided" | "note">;
type Saved = Words & {
  /** Null: a new one. */
  readonly term: number | null;
  readonly revision: number;
};

/**
 * Says what a term is called in a language; earlier wordings stay. `already_exists` where another term has the word in the language
 * of the process, `edited_meanwhile` where somebody saved since the revision that was edited.
 */
export async function saveWords(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  may: readonly ContentLanguage[],
  input: Saved,
): Promise<Result<{ number: number }, Refusal>> {
  if (!may.includes(input.language)) return fail({ code: "not_found" });
  if (![...input.wanted, ...input.avoided].every(isWord))
    return fail({ code: "invalid", fields: { wanted: "errors:field.invalid" } });
  return inGlossary(deps, actor, process, input.wanted[0] ?? "", async (tx, terms) => {
    const term = terms.find(({ number }) => number === input.term);
    if (input.term !== null && !term) return fail({ code: "not_found" });
    const known = term && wordsIn(term, input.language);
    if ((known?.revision ?? 0) !== input.revision) return fail({ code: "edited_meanwhile" });
    return storeWords(deps, tx, { actor, process, terms, term, words: input });
  });
}

/** Takes a table into a glossary, all or nothing: terms that are not in the table stay. Returns how many wordings changed. */
export async function importGlossary(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  rows: readonly GlossaryRow[],
): Promise<Result<{ count: number }, Refusal>> {
  return inGlossary(deps, actor, process, "", async (tx, known) => {
    let count = 0;
    const terms = [...known];
    for (const row of rows) {
      const at = terms.findIndex(({ words }) => isCalled(words, process.sourceLanguage, row.term));
      const isSource = row.language === process.sourceLanguage;
      let term = terms[at];
      if (!term && !isSource) {
        const words = { language: process.sourceLanguage, wanted: [row.term], avoided: [], note: "" };
        const begun = await storeWords(deps, tx, { actor, process, terms, term, words });
        if (!begun.ok) return begun;
        term = begun.value.term;
        terms.push(term);
        count++;
      }
      if (term && sameWords(wordsIn(term, row.language), row)) continue;
      const stored = await storeWords(deps, tx, { actor, process, terms, term, words: row });
      if (!stored.ok) return stored;
      count++;
      const place = terms.findIndex(({ id }) => id === stored.value.term.id);
      if (place === -1) terms.push(stored.value.term);
      else terms[place] = stored.value.term;
    }
    return ok({ count });
  });
}

function inGlossary<T>(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  subject: string,
  run: (tx: Db, terms: readonly Term[]) => Promise<Result<T, Refusal>>,
): Promise<Result<T, Refusal>> {
  const change = { processId: process.id, actor, action: audit["glossary.changed"], subject } as const;
  return changeProcess(deps, change, async (tx) =>
    run(tx, await glossaryOf({ db: tx }, process.id, process.sourceLanguage, true)),
  );
}

const likened = (word: string) => word.normalize("NFKC").toLowerCase();
const isCalled = (words: Term["words"], source: ContentLanguage, word: string) =>
  words.some((one) => one.language === source && one.wanted.some((own) => likened(own) === likened(word)));

type Storing = {
  readonly actor: Actor;
  readonly process: { readonly id: ProcessId; readonly sourceLanguage: ContentLanguage };
  readonly terms: readonly Term[];
  readonly term: Term | undefined;
  readonly words: Words;
};

/** Stores words of a term, or begins one with them. */
async function storeWords(
  deps: Pick<Deps, "now" | "newId">,
  tx: Db,
  { actor, process, terms, term, words: { language, wanted, avoided, note } }: Storing,
): Promise<Result<{ number: number; term: Term }, Refusal>> {
  const source = process.sourceLanguage;
  if (language === source) {
    const others = terms.filter(({ id }) => id !== term?.id);
    if (wanted.some((word) => others.some(({ words }) => isCalled(words, source, word))))
      return fail({ code: "already_exists", fields: { wanted: "errors:field.taken" } });
  }
  if (!term && terms.length >= mostTerms) return fail({ code: "too_large" });
  const id = term?.id ?? (deps.newId() as TermId);
  const number = term?.number ?? Math.max(0, ...terms.map((one) => one.number)) + 1;
  const at = deps.now();
  if (!term) await tx.insert(glossaryTerms).values({ id, processId: process.id, number, createdAt: at });
  const revision = (term && wordsIn(term, language)?.revision) ?? 0;
  const saved = { language, revision: revision + 1, wanted: [...wanted], avoided: [...avoided], note };
  await tx.insert(glossaryWords).values({ termId: id, ...saved, savedBy: actor.id, savedAt: at });
  const rest = (term?.words ?? []).filter((one) => one.language !== language);
  const words = language === source ? [saved, ...rest] : [...rest, saved];
  const head = words.find((one) => one.language === source)?.wanted[0] ?? "";
  return ok({ number, term: { id, number, head, words } });
}
