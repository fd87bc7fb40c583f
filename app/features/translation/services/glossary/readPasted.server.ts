import { type GlossaryRow, readGlossaryTable } from "~/features/translation/domain/glossaryTable";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import type { ContentLanguage } from "~/kernel/language/content";
import { namedLanguage } from "~/kernel/language/namedLanguage";

/** A glossary as somebody pastes it, with the languages in which they may write named by tag or name. */
export function readPastedGlossary(
  input: Told & { readonly csv: string },
  source: ContentLanguage,
  may: readonly ContentLanguage[],
): Pasted<GlossaryRow> {
  return readGlossaryTable(input.csv, {
    told: input,
    source,
    languageOf: (cell) => {
      const language = namedLanguage(cell);
      return language !== null && may.includes(language) ? language : null;
    },
  });
}
