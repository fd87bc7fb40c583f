import { and, asc, eq, isNull, or } from "drizzle-orm";
import type { z } from "zod";
import { type Scope, translationState, translationsOf } from "~/features/drafts/services/translations.server";
import type { faqSchema } from "~/features/faq/contracts/faq";
import { audit } from "~/features/faq/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Actor, Deps } from "~/platform/deps";
import { renderCached } from "~/platform/rendered.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { faqEntries, faqVersions } from "~db/schema/faq";

export type FaqRow = typeof faqEntries.$inferSelect;

/** What of an entry is translated. */
export function faqScope(entry: FaqRow): Scope {
  const { question, answer } = entry;
  return {
    id: entry.id,
    name: `faq-${entry.number}`,
    units: [{ id: entry.id, texts: { question, answer } }],
  };
}

/** The questions and answers of a process in a reader's language, the source where it is not reviewed. */
export async function listFaq(deps: Pick<Deps, "db">, process: ProcessRow, language: Language) {
  const entries = await deps.db
    .select()
    .from(faqEntries)
    .where(eq(faqEntries.processId, process.id))
    .orderBy(asc(faqEntries.number));
  return Promise.all(entries.map((entry) => viewOf(deps, process, entry, language)));
}

export async function findFaq(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  number: string | undefined,
): Promise<FaqRow | null> {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await deps.db
    .select()
    .from(faqEntries)
    .where(and(eq(faqEntries.processId, process.id), eq(faqEntries.number, wanted)));
  return row ?? null;
}

async function viewOf(deps: Pick<Deps, "db">, process: ProcessRow, entry: FaqRow, language: Language) {
  const source = process.sourceLanguage as Language;
  const texts = { question: entry.question, answer: entry.answer };
  const row = (await translationsOf(deps, entry.id)).find((one) => one.language === language);
  const state = translationState(row, texts);
  const isShown = language !== source && row?.state === "reviewed" && state !== "missing";
  const shown = isShown ? (row?.texts ?? texts) : texts;
  return {
    number: entry.number,
    revision: entry.revision,
    clauseIds: entry.clauseIds,
    question: shown.question ?? "",
    html: renderCached(shown.answer ?? "", `f${entry.number}-`),
    language: isShown ? language : source,
    state: language === source ? "source" : isShown ? (state === "stale" ? "stale" : "reviewed") : "fallback",
    credit: entry.fromCommentId ? await creditOf(deps.db, entry.fromCommentId) : null,
    updatedAt: entry.updatedAt,
  } as const;
}

/** The comment an entry was made of, and those who wrote its thread, as far as they show their names. */
async function creditOf(db: Db, id: CommentId) {
  const [root] = await db
    .select({ number: comments.number, label: drafts.label, hidden: comments.hiddenAt })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .where(eq(comments.id, id));
  if (!root || root.hidden) return null;
  const people = await db
    .selectDistinct({ name: users.displayName })
    .from(comments)
    .innerJoin(users, eq(users.id, comments.authorId))
    .where(
      and(
        or(eq(comments.id, id), eq(comments.rootId, id)),
        isNull(comments.hiddenAt),
        eq(users.showsName, true),
      ),
    );
  return {
    comment: id,
    number: root.number ?? 0,
    label: root.label,
    names: people.map(({ name }) => name).filter(Boolean),
  };
}

/** Stores an entry: a new one, or another wording; the earlier one stays in its history. */
export async function saveFaq(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: z.infer<typeof faqSchema>,
  fromCommentId: CommentId | null = null,
): Promise<Result<{ number: number }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["faq.saved"],
    subject: input.question,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await tx.select().from(faqEntries).where(eq(faqEntries.processId, process.id));
    const entry = known.find(({ number }) => number === input.entry);
    if (input.entry !== null && !entry) return fail({ code: "not_found" });
    if (entry && entry.revision !== input.revision) return fail({ code: "edited_meanwhile" });
    const now = deps.now();
    const values = {
      question: input.question,
      answer: input.answer,
      clauseIds: input.clauses as ClauseId[],
      revision: (entry?.revision ?? 0) + 1,
      updatedAt: now,
    };
    const id = entry?.id ?? deps.newId();
    const number = entry?.number ?? Math.max(0, ...known.map((one) => one.number)) + 1;
    if (entry) await tx.update(faqEntries).set(values).where(eq(faqEntries.id, id));
    else
      await tx
        .insert(faqEntries)
        .values({ id, processId: process.id, number, fromCommentId, createdAt: now, ...values });
    const { question, answer, revision } = values;
    await tx
      .insert(faqVersions)
      .values({ entryId: id, revision, question, answer, editedBy: actor.id, at: now });
    return ok({ number });
  });
}

/** How much of a long thread an entry begins with. */
const mostReplies = 50;

/**
 * Begins an entry with a comment's thread: the comment asks, its replies answer, the credit stays.
 * An organizer words it better from there.
 */
export async function faqFromThread(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  commentId: CommentId,
): Promise<Result<{ number: number }, Refusal>> {
  const [root] = await deps.db
    .select()
    .from(comments)
    .where(and(eq(comments.id, commentId), eq(comments.processId, process.id), isNull(comments.rootId)));
  if (!root || root.hiddenAt) return fail({ code: "not_found" });
  const replies = await deps.db
    .select({ body: comments.body })
    .from(comments)
    .where(and(eq(comments.rootId, commentId), isNull(comments.hiddenAt)))
    .orderBy(asc(comments.post))
    .limit(mostReplies);
  const [firstLine = ""] = root.body.split("\n");
  const input = {
    entry: null,
    revision: 0,
    question: firstLine.slice(0, 400),
    answer: [root.body, ...replies.map(({ body }) => body)].join("\n\n").slice(0, 20_000),
    clauses: root.clauseId ? [root.clauseId as string] : [],
  };
  return saveFaq(deps, actor, process, input, commentId);
}

/** The wordings of an entry, oldest first. */
export async function faqHistory(deps: Pick<Deps, "db">, entry: FaqRow) {
  const rows = await deps.db
    .select()
    .from(faqVersions)
    .where(eq(faqVersions.entryId, entry.id))
    .orderBy(asc(faqVersions.revision));
  return rows.map(({ revision, question, answer, at }) => ({ revision, question, answer, at }));
}

/** The entries of a process as they are written, for those who write them. */
export function faqEntriesOf(deps: Pick<Deps, "db">, process: ProcessRow): Promise<FaqRow[]> {
  return deps.db
    .select()
    .from(faqEntries)
    .where(eq(faqEntries.processId, process.id))
    .orderBy(asc(faqEntries.number));
}
