import { and, arrayContains, asc, desc, eq, inArray, isNull, ne, type SQL, sql } from "drizzle-orm";
import { translationState, translationsIn } from "~/features/drafts/services/translations.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import { pageFrom } from "~/kernel/paging";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Deps } from "~/platform/deps";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";
import type { FaqRow } from "./faq.server";

/** Answers are long. */
const perPage = 20;

/** A page of the entries of a process as they are written, for those who write them. */
export function faqEntriesOf(deps: Pick<Deps, "db">, process: ProcessRow, asked: number) {
  const where = eq(faqEntries.processId, process.id);
  return pageFrom(
    deps.db.$count(faqEntries, where),
    ({ limit, offset }) => entriesWhere(deps.db, where).limit(limit).offset(offset),
    { asked, perPage },
  );
}

/**
 * A page of the questions and answers of a process in a reader's language, in the source's where they are not
 * translated and reviewed.
 */
export async function listFaq(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: ContentLanguage,
  asked: number,
) {
  const { rows, ...paging } = await faqEntriesOf(deps, process, asked);
  return { ...paging, entries: await viewsOf(deps, process, rows, language) };
}

/** The entries that explain a clause, the first of many. */
export async function faqOn(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: ContentLanguage,
  clauseId: ClauseId,
) {
  const where = and(eq(faqEntries.processId, process.id), arrayContains(faqEntries.clauseIds, [clauseId]));
  return viewsOf(deps, process, await entriesWhere(deps.db, where).limit(perPage), language);
}

/** An entry in a reader's language; null where there is none of that number. */
export async function faqEntry(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: ContentLanguage,
  number: number,
) {
  const where = and(eq(faqEntries.processId, process.id), eq(faqEntries.number, number));
  const [entry] = await viewsOf(deps, process, await entriesWhere(deps.db, where), language);
  return entry ?? null;
}

function entriesWhere(db: Db, where: SQL | undefined) {
  return db.select().from(faqEntries).where(where).orderBy(asc(faqEntries.number));
}

async function viewsOf(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  entries: readonly FaqRow[],
  language: ContentLanguage,
) {
  const source = process.sourceLanguage;
  const [translated, credits, explained] = await Promise.all([
    translationsIn(deps, language, process.languages.includes(language) ? entries.map(({ id }) => id) : []),
    creditsOf(
      deps.db,
      entries.flatMap(({ fromCommentId }) => fromCommentId ?? []),
    ),
    clausesNamed(
      deps.db,
      entries.flatMap(({ clauseIds }) => clauseIds),
    ),
  ]);
  const answers = [...entries, ...[...translated.values()].map(({ texts }) => texts)];
  await readTexts(deps.db, { message: answers.map(({ answer = "" }) => answer) });
  return entries.map((entry) => {
    const texts = { question: entry.question, answer: entry.answer };
    const row = translated.get(entry.id);
    const state = translationState(row, texts);
    const isShown = language !== source && row?.state === "reviewed" && state !== "missing";
    const shown = isShown ? (row?.texts ?? texts) : texts;
    return {
      id: entry.id,
      number: entry.number,
      revision: entry.revision,
      clauses: entry.clauseIds.flatMap((id) => explained.get(id) ?? []),
      question: shown.question ?? "",
      html: renderCached("message", shown.answer ?? "", `f${entry.number}-`),
      language: isShown ? language : source,
      state:
        language === source ? "source" : isShown ? (state === "stale" ? "stale" : "reviewed") : "fallback",
      credit: (entry.fromCommentId && credits.get(entry.fromCommentId)) || null,
      updatedAt: entry.updatedAt,
    } as const;
  });
}

/** Clauses by what they are called in the newest published version that has them: their heading, else how they begin. */
async function clausesNamed(db: Db, ids: readonly ClauseId[]) {
  if (ids.length === 0) return new Map<ClauseId, { id: string; label: string; title: string }>();
  const rows = await db
    .selectDistinctOn([draftClauses.clauseId], {
      id: draftClauses.clauseId,
      label: drafts.label,
      heading: draftClauses.heading,
      body: draftClauses.body,
    })
    .from(draftClauses)
    .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
    .where(
      and(
        inArray(draftClauses.clauseId, [...new Set(ids)]),
        isNull(draftClauses.removedAt),
        ne(drafts.state, "working"),
      ),
    )
    .orderBy(draftClauses.clauseId, desc(drafts.number));
  return new Map(
    rows.map(({ id, label, heading, body }) => [id, { id, label, title: titleOrBeginning(heading, body) }]),
  );
}

/** The comments that entries were made of, and those who wrote their threads, as far as they show their names. */
async function creditsOf(db: Db, ids: readonly CommentId[]) {
  if (ids.length === 0) return new Map();
  const [roots, people] = await Promise.all([
    db
      .select({ comment: comments.id, number: comments.number, label: drafts.label })
      .from(comments)
      .innerJoin(drafts, eq(drafts.id, comments.draftId))
      .where(and(inArray(comments.id, [...ids]), isNull(comments.hiddenAt))),
    db
      .selectDistinct({ thread: threadOf, name: users.displayName })
      .from(comments)
      .innerJoin(users, eq(users.id, comments.authorId))
      .where(and(inArray(threadOf, [...ids]), isNull(comments.hiddenAt), eq(users.showsName, true))),
  ]);
  return new Map(
    roots.map(({ number, ...root }) => [
      root.comment,
      {
        ...root,
        number: number ?? 0,
        names: people.filter(({ thread, name }) => thread === root.comment && name).map(({ name }) => name),
      },
    ]),
  );
}

const threadOf = sql<CommentId>`coalesce(${comments.rootId}, ${comments.id})`;
