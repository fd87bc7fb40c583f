import { and, eq, sql } from "drizzle-orm";
import { foreseePlaces, placeComments } from "~/features/comments/services/placeComments.server";
import { draftHash } from "~/features/drafts/domain/draftHash";
import {
  asClause,
  clauseRows,
  type DraftRow,
  holdWorking,
  versionBefore,
} from "~/features/drafts/services/findDraft.server";
import { heldChecklist } from "~/features/drafts/services/heldChecklist.server";
import { notifyMembers } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit, notices } from "~/features/release/feature";
import { carryTranslations } from "~/features/release/services/carryTranslations.server";
import { tellConflicts } from "~/features/suggestions/services/tellConflicts.server";
import { documentHash } from "~/kernel/hash/document";
import { ownValue } from "~/kernel/keyed";
import { localize } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";
import { gatesOf } from "./gates.server";

/**
 * Publishes a working version for good: its text is hashed and never changes again, the version
 * before is superseded, open comments move along, translations of the same source too, members are told. Refused without clauses
 * (`no_clauses`), without a note on what changed (`invalid`), or while a departure from the votes
 * has no public reason (`reason_missing`). `commentsUntil` null: final at once, without a comment window;
 * refused where the process has declared gates (`gates_decide`): there a version becomes final by the
 * decision that is recorded on its gates, and by nothing else.
 */
export async function publishDraft(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  draft: DraftRow,
  commentsUntil: Date | null,
): Promise<Result<{ textHash: string }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["draft.published"],
    subject: draft.label,
  } as const;
  const foreseen = await foreseePlaces(deps, draft, process.sourceLanguage);
  return changeProcess(deps, change, async (tx, note) => {
    const held = await holdWorking(tx, draft, "update");
    if (!held) return fail({ code: "draft_published" });
    if (commentsUntil && commentsUntil <= deps.now())
      return fail({ code: "deadline_past", fields: { commentsUntil: "errors:field.past" } });
    if (commentsUntil === null && (await gatesOf(tx, process)).length > 0)
      return fail({ code: "gates_decide" });
    const clauses = (await clauseRows(tx, draft.id)).map(asClause);
    if (!clauses.some(({ body }) => body !== "")) return fail({ code: "no_clauses" });
    const before = await versionBefore(tx, held);
    if (before && localize(held.note, "en").text === "")
      return fail({ code: "invalid", fields: { note: "errors:field.empty" } });
    const { rows, reasons } = await heldChecklist(tx, held);
    if (rows.some(({ verdict, component }) => verdict === "deviates" && !ownValue(reasons, component)))
      return fail({ code: "reason_missing" });

    const textHash = draftHash(held.label, clauses);
    await tx
      .update(drafts)
      // Its window ends with it: nothing says that comments were closed at a time that is still to come.
      .set({
        state: "superseded",
        commentsUntil: sql`least(comments_until, ${deps.now().toISOString()}::timestamptz)`,
      })
      .where(and(eq(drafts.processId, process.id), eq(drafts.state, "published")));
    const published = {
      state: commentsUntil ? ("published" as const) : ("final" as const),
      commentsUntil,
      publishedAt: deps.now(),
      textHash,
    };
    await tx.update(drafts).set(published).where(eq(drafts.id, draft.id));
    const checklist = held.checklistId ? documentHash({ rows, reasons }) : null;
    note({ kind: "version", draft: held.label, text: textHash, checklist, state: published.state });
    if (before) await carryTranslations(tx, process, before, held);
    await placeComments(tx, { ...held, ...published }, process.sourceLanguage, { foreseen });
    await tellConflicts(deps, tx, process, held);
    await notifyMembers(deps, tx, process, {
      kind: notices["draft-published"],
      key: `draft-published ${draft.id}`,
      path: `/p/${process.slug}/drafts/${draft.label}`,
      values: { label: draft.label },
      except: actor.id,
    });
    return ok({ textHash });
  });
}
