import { and, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { commentSchema } from "~/features/comments/contracts/comments";
import { placeInVersion } from "~/features/comments/services/placeComments.server";
import { anchorAt, anchorsIn } from "~/features/drafts/domain/anchors";
import { type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { plainTextCached } from "~/platform/texts/rendered.server";
import type { Db } from "~db/client";
import type { comments } from "~db/schema/comments";
import { draftClauses, translations } from "~db/schema/drafts";

export type CommentInput = Omit<z.infer<typeof commentSchema>, "readIn"> & {
  readonly readIn?: string;
  /** The language in which the passage was read. */
  readonly shownIn: ContentLanguage;
};

type Placed = {
  readonly clauseId: ClauseId | null;
  readonly anchor: (typeof comments.$inferInsert)["anchor"];
};

/**
 * Where a comment stands in a version. One that was being written as an earlier version closed goes to where its words
 * stand in this one; if they are gone, to the version as a whole.
 */
export async function placeOfNew(
  tx: Db,
  process: ProcessRow,
  draft: DraftRow,
  input: CommentInput,
): Promise<Result<Placed, Refusal>> {
  const { readIn = "" } = input;
  const isEarlier = readIn !== "" && readIn !== draft.label;
  const read = isEarlier ? await findDraft({ db: tx }, process, readIn, false) : draft;
  if (!read || read.number > draft.number) return fail({ code: "not_found" });
  const anchored = await anchorIn(tx, process, read, input);
  if (!anchored.ok) return anchored;
  const from = { clauseId: input.clause as ClauseId | null, anchor: anchored.value ?? null };
  if (!isEarlier) return ok(from);
  const { clauseId, anchor } = await placeInVersion(tx, draft, process.sourceLanguage, from);
  return ok({ clauseId: clauseId ?? null, anchor: anchor ?? null });
}

async function anchorIn(
  tx: Db,
  process: ProcessRow,
  draft: DraftRow,
  input: CommentInput,
): Promise<Result<Placed["anchor"], Refusal>> {
  if (input.clause === null) return input.quote === "" ? ok(null) : fail({ code: "invalid" });
  const [clause] = await tx
    .select()
    .from(draftClauses)
    .where(
      and(
        eq(draftClauses.draftId, draft.id),
        eq(draftClauses.clauseId, input.clause as ClauseId),
        isNull(draftClauses.removedAt),
      ),
    );
  if (!clause) return fail({ code: "not_found" });
  if (input.quote === "") return ok(null);
  const body =
    input.shownIn === process.sourceLanguage
      ? clause.body
      : await translatedBody(tx, draft, clause.clauseId, input.shownIn);
  const text = plainTextCached("clause", body ?? clause.body);
  const { quote: exact, start, end } = input;
  const language = body === undefined ? process.sourceLanguage : input.shownIn;
  if (anchorsIn(text, { exact, start, end })) return ok({ ...anchorAt(text, start, end), language });
  // Without positions (a quote that was typed or pasted) the words must be there once.
  const at = text.indexOf(exact);
  if (at === -1 || text.indexOf(exact, at + 1) !== -1)
    return fail({ code: "invalid", fields: { quote: "errors:field.quote" } });
  return ok({ ...anchorAt(text, at, at + exact.length), language });
}

async function translatedBody(tx: Db, draft: DraftRow, unitId: ClauseId, language: ContentLanguage) {
  const [row] = await tx
    .select()
    .from(translations)
    .where(
      and(
        eq(translations.scopeId, draft.id),
        eq(translations.unitId, unitId),
        eq(translations.language, language),
      ),
    );
  return row?.state === "reviewed" ? row.texts.body : undefined;
}
