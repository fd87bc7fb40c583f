import { and, eq, isNull } from "drizzle-orm";
import type { CommentInput } from "~/features/comments/services/inner/placeOfNew.server";
import { anchorAt } from "~/features/drafts/domain/anchors";
import { applyPatch, type Patch, patchOf, rebasePatch } from "~/features/drafts/domain/patch";
import { type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId, DraftId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { compareWords, isWord, wordsOf } from "~/kernel/text/wordDiff";
import { plainTextCached } from "~/platform/texts/rendered.server";
import type { Db } from "~db/client";
import type { comments } from "~db/schema/comments";
import { draftClauses } from "~db/schema/drafts";

type Values = typeof comments.$inferInsert;
/** What a comment suggests: null where it suggests nothing; `proposal` is the clause as it would read. */
export type Suggested = { readonly patch: Patch | null; readonly proposal: string; readonly base: string };

const none: Suggested = { patch: null, proposal: "", base: "" };
const isSame: Refusal = { code: "invalid", fields: { proposal: "errors:field.sameText" } };

/** The text of a clause in a version; undefined where it has none, as sections do. */
async function textIn(tx: Db, draftId: DraftId, clauseId: ClauseId): Promise<string | undefined> {
  const [row] = await tx
    .select({ body: draftClauses.body, kind: draftClauses.kind })
    .from(draftClauses)
    .where(
      and(
        eq(draftClauses.draftId, draftId),
        eq(draftClauses.clauseId, clauseId),
        isNull(draftClauses.removedAt),
      ),
    );
  return row && row.kind !== "section" ? row.body : undefined;
}

/**
 * What another wording changes in the clause that it is of, word by word. One that was begun in an earlier version is rebased to
 * this one, and refused with `suggestion_conflicts` where the clause says something else by now; one that changes nothing is `invalid`.
 */
export async function patchOfNew(
  tx: Db,
  process: ProcessRow,
  draft: DraftRow,
  input: CommentInput,
  clauseId: ClauseId | null,
): Promise<Result<Suggested, Refusal>> {
  const { proposal, readIn = "" } = input;
  if (proposal === "" || input.clause === null) return ok(none);
  if (clauseId === null) return fail({ code: "suggestion_conflicts" });
  const isEarlier = readIn !== "" && readIn !== draft.label;
  const read = isEarlier ? await findDraft({ db: tx }, process, readIn, false) : draft;
  const before = read && (await textIn(tx, read.id, input.clause as ClauseId));
  const base = isEarlier ? await textIn(tx, draft.id, clauseId) : (before ?? undefined);
  if (before === undefined || before === null || base === undefined)
    return fail({ code: "invalid", fields: { proposal: "errors:field.notThere" } });
  const patch = rebasePatch(patchOf(before, proposal), before, base);
  if (!patch) return fail({ code: "suggestion_conflicts" });
  if (patch.length === 0) return fail(isSame);
  return ok({ patch, base, proposal: applyPatch(base, patch) });
}

/** The same for another wording of a suggestion by its author, on the clause that it was made on. */
export async function patchOfEdited(
  tx: Db,
  { draftId, clauseId, patch }: Pick<Values, "draftId" | "clauseId" | "patch">,
  proposal: string,
): Promise<Result<Patch | null, Refusal>> {
  const base = draftId && clauseId ? await textIn(tx, draftId, clauseId) : undefined;
  if (base === undefined || (proposal === "" && !patch)) return ok(null);
  const changed = patchOf(base, proposal);
  return changed.length === 0 ? fail(isSame) : ok(changed);
}

/**
 * The passage that a suggestion is about, as a reader sees it: from the first word that changes to the last. Where words only come
 * in, the word before them (or after) is. Null where no word changes, but a list or emphasis.
 */
export function anchorOfPatch(base: string, proposal: string, language: ContentLanguage): Values["anchor"] {
  const [before, after] = [plainTextCached("clause", base), plainTextCached("clause", proposal)];
  let at = 0;
  let start = -1;
  let end = -1;
  for (const { kind, text } of compareWords(before, after)) {
    if (kind !== "kept" && start === -1) start = at;
    if (kind !== "added") at += text.length;
    if (kind !== "kept") end = at;
  }
  if (start === -1) return null;
  if (start === end) {
    const [word] = wordsOf(before.slice(0, start)).filter(isWord).slice(-1);
    if (word) {
      start = before.lastIndexOf(word, start - word.length);
      end = start + word.length;
    } else end += (wordsOf(before.slice(end)).find(isWord) ?? "").length;
  }
  return start < end ? { ...anchorAt(before, start, end), language } : null;
}
