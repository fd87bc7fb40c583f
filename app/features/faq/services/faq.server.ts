import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { Scope } from "~/features/drafts/services/translations.server";
import type { faqSchema } from "~/features/faq/contracts/faq";
import { audit } from "~/features/faq/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { faqEntries, faqVersions } from "~db/schema/faq";

export type FaqRow = typeof faqEntries.$inferSelect;

/** What of an entry is translated. */
export function faqScope(entry: FaqRow): Scope {
  const { question, answer } = entry;
  return {
    id: entry.id,
    name: `faq-${entry.number}`,
    path: `faq/${entry.number}`,
    units: [{ id: entry.id, texts: { question, answer } }],
  };
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
    if (!(await areClausesOf(tx, process, input.clauses))) return fail({ code: "not_found" });
    const stored = await storeTexts(tx, { answer: ["message", input.answer] });
    if (!stored.ok) return stored;
    const now = deps.now();
    const values = {
      question: input.question,
      ...stored.value,
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
    question: cut(firstLine, 400),
    answer: cut([root.body, ...replies.map(({ body }) => body)].join("\n\n"), 20_000),
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

/** Whether all of some ids are clauses of the process's texts. */
async function areClausesOf(tx: Db, process: ProcessRow, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const known = await tx
    .selectDistinct({ id: draftClauses.clauseId })
    .from(draftClauses)
    .innerJoin(drafts, eq(drafts.id, draftClauses.draftId))
    .where(and(eq(drafts.processId, process.id), inArray(draftClauses.clauseId, ids as ClauseId[])));
  return known.length === new Set(ids).size;
}
