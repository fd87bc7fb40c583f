import { and, desc, eq, sql } from "drizzle-orm";
import type { Scope } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { makeMemory, type Remembered } from "~/features/translation/domain/memory";
import { ownValue } from "~/kernel/keyed";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Deps } from "~/platform/deps";
import { drafts, translations } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";

/** The newest so many translations are remembered. */
const mostRemembered = 1000;

/**
 * What was translated into a language and reviewed, in all versions and questions of a process: by it old translations are kept for
 * whatever says the same again. Of a unit its own translation is left out, which stands in its form already.
 */
export async function memoryOf(
  { db }: Pick<Deps, "db">,
  process: ProcessRow,
  scope: Scope,
  into: ContentLanguage,
) {
  const rows = await db
    .select({
      scopeId: translations.scopeId,
      unitId: translations.unitId,
      texts: translations.texts,
      basedOn: translations.basedOn,
      from: sql<string>`coalesce(${drafts.label}, ${faqEntries.question}, '')`,
    })
    .from(translations)
    .leftJoin(drafts, eq(drafts.id, translations.scopeId))
    .leftJoin(faqEntries, eq(faqEntries.id, translations.scopeId))
    .where(
      and(
        eq(translations.processId, process.id),
        eq(translations.language, into),
        eq(translations.state, "reviewed"),
      ),
    )
    .orderBy(desc(translations.updatedAt), translations.unitId)
    .limit(mostRemembered);
  const kept = rows.flatMap(({ scopeId, unitId, texts, basedOn, from }) =>
    Object.entries(basedOn).flatMap(([field, source]): (Remembered & { unit: string | null })[] => {
      const target = ownValue(texts, field);
      return target && source !== ""
        ? [{ source, target, from, unit: scopeId === scope.id ? unitId : null }]
        : [];
    }),
  );
  const ask = makeMemory(kept);
  const ownTargets = new Map<string, Set<string>>();
  for (const { unit, target } of kept)
    if (unit !== null) ownTargets.set(unit, (ownTargets.get(unit) ?? new Set()).add(target));
  return (unit: string, text: string) =>
    text === "" ? [] : ask(text).filter(({ target }) => !ownTargets.get(unit)?.has(target));
}
