import { and, eq } from "drizzle-orm";
import type { Display } from "~/features/meetings/domain/townhall";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { type Localized, localize } from "~/kernel/language/localized";
import { asParagraphs } from "~/kernel/text/paragraphs";
import { renderCached } from "~/platform/texts/rendered.server";
import type { Db } from "~db/client";
import { components } from "~db/schema/components";
import { draftClauses, drafts, translations } from "~db/schema/drafts";

export async function displayOf(db: Db, process: ProcessRow, display: Display, language: Language) {
  if (display.kind === "component") {
    const [row] = await db
      .select()
      .from(components)
      .where(and(eq(components.processId, process.id), eq(components.key, display.component)));
    if (!row) return null;
    const description = localize(row.description, language);
    return {
      kind: "component" as const,
      path: `/p/${process.slug}/components#${row.key}`,
      heading: localize(row.title, language),
      html: asParagraphs(description.text),
      language: description.language as string,
      draft: "",
      clause: "",
    };
  }
  const clauseId = display.clause as ClauseId;
  const [row] = await db
    .select({ draftId: drafts.id, heading: draftClauses.heading, body: draftClauses.body })
    .from(draftClauses)
    .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
    .where(
      and(
        eq(drafts.processId, process.id),
        eq(drafts.label, display.draft),
        eq(draftClauses.clauseId, clauseId),
      ),
    );
  if (!row) return null;
  const source = process.sourceLanguage;
  const [own] =
    language === source || !process.languages.includes(language)
      ? []
      : await db
          .select()
          .from(translations)
          .where(
            and(
              eq(translations.scopeId, row.draftId),
              eq(translations.unitId, clauseId),
              eq(translations.language, language),
              eq(translations.state, "reviewed"),
            ),
          );
  const as = (text: string): Localized => ({ source, text: { [source]: text } });
  const heading = own?.texts.heading
    ? { text: own.texts.heading, language, state: "translated" as const }
    : localize(as(row.heading), language);
  return {
    kind: "clause" as const,
    path: `/p/${process.slug}/drafts/${display.draft}/clauses/${display.clause}`,
    heading,
    html: renderCached("clause", own?.texts.body ?? row.body, "on-"),
    language: (own?.texts.body ? language : source) as string,
    draft: display.draft,
    clause: display.clause,
  };
}
