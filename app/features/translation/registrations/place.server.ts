import { findDraft } from "~/features/drafts/services/findDraft.server";
import { draftScope } from "~/features/drafts/services/translations.server";
import { faqScope, findFaq } from "~/features/faq/services/faq.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { glossaryOf } from "~/features/translation/services/glossary/readGlossary.server";
import { holding } from "~/http/place.server";
import { isContentLanguage } from "~/kernel/language/content";
import { wholeNumber } from "~/kernel/wholeNumber";

/** On a translation: of the clauses of a version, or of an entry of the FAQ. */
export const onTranslation = holding(inProcess, {
  params: ["language", "draft", "entry"],
  find: async ({ deps, params, process, standing }) => {
    const into = params.language;
    if (!isContentLanguage(into) || !process.languages.includes(into) || into === process.sourceLanguage)
      return null;
    if (params.entry !== undefined) {
      const entry = await findFaq(deps, process, params.entry);
      return entry && { into, units: faqScope(entry), back: `faq/${entry.number}`, draft: null };
    }
    const draft = await findDraft(deps, process, params.draft, standing.organizer);
    return draft && { into, units: await draftScope(deps, draft), back: `drafts/${draft.label}`, draft };
  },
});

/** On a term of the glossary: those that are of it no more are there for their history. */
export const onTerm = holding(inProcess, {
  params: ["term"],
  find: async ({ deps, params, process }) => {
    const wanted = wholeNumber(params.term ?? "");
    const terms = await glossaryOf(deps, process.id, process.sourceLanguage, true);
    const term = terms.find(({ number }) => number === wanted);
    return term ? { term } : null;
  },
});
