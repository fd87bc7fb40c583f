import { eq } from "drizzle-orm";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { commentOf } from "~/features/comments/services/editComment.server";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import { workingDraft } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Db } from "~db/client";
import { dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";

/** A suggestion of a process, locked for a change; `not_found` for what is none. */
export async function suggestionOf(
  tx: Db,
  process: ProcessRow,
  id: CommentId,
): Promise<Result<CommentRow, Refusal>> {
  const comment = await commentOf(tx, process, id);
  return comment?.patch && !comment.hiddenAt ? ok(comment) : fail({ code: "not_found" });
}

/** One that is still to be decided, or was put off; `already_decided` else. */
export async function openSuggestionOf(
  tx: Db,
  process: ProcessRow,
  id: CommentId,
): Promise<Result<CommentRow, Refusal>> {
  const found = await suggestionOf(tx, process, id);
  if (!found.ok || found.value.dispositionId === null) return found;
  const [disposition] = await tx
    .select({ decision: dispositions.decision })
    .from(dispositions)
    .where(eq(dispositions.id, found.value.dispositionId));
  return disposition?.decision === "deferred" ? found : fail({ code: "already_decided" });
}

/** The version that is being written, held until the change is done; `no_working_version` where none is. */
export async function heldWorking(tx: Db, process: ProcessRow): Promise<Result<DraftRow, Refusal>> {
  const working = await workingDraft({ db: tx }, process);
  if (!working) return fail({ code: "no_working_version" });
  const [held] = await tx.select().from(drafts).where(eq(drafts.id, working.id)).for("share");
  return held?.state === "working" ? ok(held) : fail({ code: "draft_published" });
}
