import { and, desc, eq, sql } from "drizzle-orm";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Match, Remembered } from "~/features/translation/domain/memory";
import { ownValue } from "~/kernel/keyed";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Deps } from "~/platform/deps";
import { digestOf } from "~/platform/heavy/digest.server";
import { drafts, translations } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";
import { keptOf } from "./inner/kept.server";
import { recall } from "./inner/tasks";

/** The newest so many translations are remembered. */
const mostRemembered = 1000;

/**
 * What was translated into a language and reviewed, in all versions and questions of a process, of what texts say: by it old
 * translations are kept for whatever says the same again. It is made in a thread for heavy work, of each text once for what is
 * remembered.
 */
export async function recalled(
  deps: Pick<Deps, "db" | "work">,
  process: Pick<ProcessRow, "id">,
  into: ContentLanguage,
  texts: readonly string[],
): Promise<Match[][]> {
  if (texts.length === 0) return [];
  const rows = rememberedRows(deps, process, into);
  const digest = await digestOf(deps.db, [rows.getSQL()]);
  return keptOf<Match[]>(`memory ${digest}`, texts, async (missing) => {
    const portions = async function* () {
      yield { remembered: (await rows).flatMap(rememberedOf) };
    };
    return deps.work(recall, { texts: missing.map((at) => texts[at] ?? "") }, portions());
  });
}

function rememberedRows({ db }: Pick<Deps, "db">, process: Pick<ProcessRow, "id">, into: ContentLanguage) {
  return db
    .select({
      unitId: translations.unitId,
      texts: translations.texts,
      basedOn: translations.basedOn,
      from: sql<string>`coalesce(${drafts.label}, ${faqEntries.question}, '')`.as("place"),
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
}

type Row = Awaited<ReturnType<typeof rememberedRows>>[number];

const rememberedOf = ({ texts, basedOn, from }: Row): Remembered[] =>
  Object.entries(basedOn).flatMap(([field, source]) => {
    const target = ownValue(texts, field);
    return target && source !== "" ? [{ source, target, from }] : [];
  });
