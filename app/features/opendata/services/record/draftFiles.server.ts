import { and, asc, eq, ne } from "drizzle-orm";
import { draftAsMarkdown } from "~/features/drafts/domain/draftFile";
import { asClause, clauseRows } from "~/features/drafts/services/findDraft.server";
import { translationsOf } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { languages } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";

/** Each version that is out as Markdown: as it was written, and in each language of which a clause was reviewed. */
export async function draftFiles(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
): Promise<{ path: string; text: string }[]> {
  const versions = await deps.db
    .select()
    .from(drafts)
    .where(and(eq(drafts.processId, process.id), ne(drafts.state, "working")))
    .orderBy(asc(drafts.number));
  const files: { path: string; text: string }[] = [];
  for (const draft of versions) {
    const clauses = (await clauseRows(deps.db, draft.id)).map(asClause);
    const rows = (await translationsOf(deps, draft.id)).filter(({ state }) => state === "reviewed");
    const inFiles = new Set([...languages, process.sourceLanguage, ...rows.map((row) => row.language)]);
    for (const language of inFiles) {
      const own = new Map(
        rows.filter((row) => row.language === language).map((row) => [row.unitId, row.texts]),
      );
      if (language !== process.sourceLanguage && own.size === 0) continue;
      const title = `${localize(process.title, language).text} ${draft.label}`;
      const text = clauses.map((clause) => ({ ...clause, ...own.get(clause.id) }));
      files.push({ path: `drafts/${draft.label}.${language}.md`, text: draftAsMarkdown(title, text) });
    }
  }
  return files;
}
