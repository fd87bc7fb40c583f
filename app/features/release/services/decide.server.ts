import { and, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { openApprovalOf } from "~/features/approvals/services/findApproval.server";
import { secondOf } from "~/features/confirmations/services/secondOf.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { notifyMembers } from "~/features/notices/services/notify.server";
import { secondFor } from "~/features/plans/services/confirming.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { settleRows } from "~/features/recordlog/services/settleRows.server";
import { decisionSchema, type snapshotSchema } from "~/features/release/contracts/release";
import { audit, notices } from "~/features/release/feature";
import type { SnapshotId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Actor, Deps } from "~/platform/deps";
import { inside } from "~/platform/heavy/work";
import { storeTexts } from "~/platform/texts/texts.server";
import { isStale, versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { boardDecisions, boardSnapshots } from "~db/schema/release";
import { boardHash, boardState } from "./boardState.server";
import { decisionHash, gatesHash } from "./recordedHashes.server";

const rowsOf = (db: Db) =>
  db
    .select({ snapshot: boardSnapshots, decision: boardDecisions, label: drafts.label })
    .from(boardSnapshots)
    .innerJoin(drafts, eq(drafts.id, boardSnapshots.draftId))
    .leftJoin(boardDecisions, eq(boardDecisions.snapshotId, boardSnapshots.id));

/** The snapshots of a process with what was decided on them, the newest first. */
export function snapshotsOf(db: Db, process: Pick<ProcessRow, "id">) {
  return rowsOf(db).where(eq(boardSnapshots.processId, process.id)).orderBy(desc(boardSnapshots.number));
}

export type SnapshotRow = Awaited<ReturnType<typeof snapshotsOf>>[number];

/** One snapshot by the number in its address; null where there is none. */
export async function findSnapshot(
  db: Db,
  process: Pick<ProcessRow, "id">,
  number: string | undefined,
): Promise<SnapshotRow | null> {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await rowsOf(db).where(
    and(eq(boardSnapshots.processId, process.id), eq(boardSnapshots.number, wanted)),
  );
  return row ?? null;
}

/** Keeps the gates of a published draft as they are now, for a meeting; it never changes again. */
export async function takeSnapshot(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: z.infer<typeof snapshotSchema>,
): Promise<Result<{ number: number }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["board.snapshot"],
    subject: input.meeting,
  } as const;
  // What the snapshot shows is in the record log before it.
  await settleRows(deps, process.id);
  return changeProcess(deps, change, async (tx, note) => {
    const draft = await findDraft({ db: tx }, process, input.draft, false);
    if (!draft) return fail({ code: "not_found" });
    const state = await boardState(inside(deps, tx), process, draft);
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${boardSnapshots.number}), 0)::int` })
      .from(boardSnapshots)
      .where(eq(boardSnapshots.processId, process.id));
    const number = (last?.number ?? 0) + 1;
    const hash = boardHash(state);
    note({ kind: "snapshot", snapshot: number, hash, gates: await gatesHash(tx, process) });
    await tx.insert(boardSnapshots).values({
      id: deps.newId() as SnapshotId,
      processId: process.id,
      number,
      draftId: draft.id,
      meeting: input.meeting,
      state,
      hash,
      takenBy: actor.id,
      takenAt: deps.now(),
    });
    return ok({ number });
  });
}

/**
 * Records what a board decided on the ground of a snapshot, once (`already_decided`). Approved: the
 * draft becomes final, and a comment window that is still open ends now; `invalid` when a newer version
 * has taken its place. Of a final version nothing can be decided any more (`draft_final`), but that one
 * which became final without a decision is approved afterwards. A decision is recorded once it was taken: of a day that
 * has not begun anywhere it is `invalid`. Where the draft stands another way than it was `seen`, it is `changed_since_read`. While an approval of the draft is open it is not approved (`approval_open`). Where a plan asks for it, another organizer
 * confirms it (`confirmDecision`).
 */
export async function recordDecision(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { snapshot, ...said }: z.infer<typeof decisionSchema>,
  seen?: string,
): Promise<Result<undefined, Refusal>> {
  return decide(deps, actor, process, { snapshot, seen, said });
}

/**
 * Records the decision that another organizer asked to have confirmed, as they filled it in; refused as `recordDecision` and
 * `secondOf` do.
 */
export async function confirmDecision(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  confirmed: { readonly snapshot: number; readonly seen: string; readonly asked: string },
): Promise<Result<undefined, Refusal>> {
  return decide(deps, actor, process, { ...confirmed, said: null });
}

type Said = Omit<z.infer<typeof decisionSchema>, "snapshot">;
const saidSchema = decisionSchema.omit({ snapshot: true });
/** A decision as who asked for it filled it in. */
export const saidIn = (form: string): Said => saidSchema.parse(JSON.parse(form));
type Deciding = {
  readonly snapshot: number;
  readonly seen?: string | undefined;
  readonly asked?: string;
  /** Null: as it was asked for. */
  readonly said: Said | null;
};

async function decide(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { snapshot: number, seen, asked, said: filled }: Deciding,
): Promise<Result<undefined, Refusal>> {
  const subject = filled ? `${number} · ${filled.decision}` : String(number);
  const change = { processId: process.id, actor, action: audit["board.decided"], subject } as const;
  return changeProcess(deps, change, async (tx, note) => {
    const found = await findSnapshot(tx, process, String(number));
    if (!found) return fail({ code: "not_found" });
    if (found.decision) return fail({ code: "already_decided" });
    const { snapshot, label } = found;
    const [draft] = await tx.select().from(drafts).where(eq(drafts.id, snapshot.draftId)).for("update");
    if (!draft) return fail({ code: "not_found" });
    if (isStale(seen, decidedUpon(found, draft))) return fail({ code: "changed_since_read" });
    const confirmed = await secondOf(deps, tx, {
      process,
      actor,
      act: "decision",
      thing: String(number),
      since: await secondFor(tx, process.id, "decision", "any"),
      asked,
      seen: () => versionOf(decidedUpon(found, draft)),
    });
    if (!confirmed.ok) return confirmed;
    const request = confirmed.value;
    const input = request ? saidIn(request.form) : filled;
    if (!input) return fail({ code: "not_asked" });
    if (input.decidedOn > lastDay(deps.now()))
      return fail({ code: "invalid", fields: { decidedOn: "errors:field.future" } });
    const isApproval = input.decision === "approved";
    if (draft.state === "final" && (!isApproval || (await isApproved(tx, draft.id))))
      return fail({ code: "draft_final" });
    if (isApproval && (await openApprovalOf(tx, { processId: process.id, draftId: draft.id })))
      return fail({ code: "approval_open" });
    if (isApproval) {
      if (draft.state === "superseded")
        return fail({ code: "invalid", fields: { decision: "errors:field.superseded" } });
      const commentsUntil = earlier(draft.commentsUntil, deps.now());
      await tx.update(drafts).set({ state: "final", commentsUntil }).where(eq(drafts.id, draft.id));
    }
    const stored = await storeTexts(tx, { reasons: ["message", input.reasons] });
    if (!stored.ok) return stored;
    const said = { ...input, ...stored.value };
    await tx.insert(boardDecisions).values({
      snapshotId: snapshot.id,
      ...said,
      recordedBy: request?.by ?? actor.id,
      recordedAt: deps.now(),
    });
    note({ kind: "decision", snapshot: number, hash: decisionHash(number, said) }, request);
    await notifyMembers(deps, tx, process, {
      kind: input.decision === "approved" ? notices["draft-approved"] : notices["draft-sent-back"],
      key: `board-decided ${snapshot.id}`,
      path: `/p/${process.slug}/board/${number}`,
      values: { label },
      except: actor.id,
    });
    return ok();
  });
}

/** By what a decision is held: the snapshot, and how it stands about its draft. */
export const decidedUpon = (
  { snapshot }: SnapshotRow,
  { label, state, commentsUntil }: Pick<typeof drafts.$inferSelect, "label" | "state" | "commentsUntil">,
) => ({
  snapshot: snapshot.number,
  hash: snapshot.hash,
  draft: label,
  state,
  commentsUntil: commentsUntil?.toISOString() ?? null,
});

/** The day that it is where days begin first. */
export const lastDay = (now: Date) =>
  new Date(now.getTime() + 14 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** The end of a window that may be open still. */
function earlier(end: Date | null, now: Date): Date | null {
  return end && end > now ? now : end;
}

async function isApproved(tx: Db, draftId: SnapshotRow["snapshot"]["draftId"]): Promise<boolean> {
  const [row] = await tx
    .select({ decision: boardDecisions.decision })
    .from(boardDecisions)
    .innerJoin(boardSnapshots, eq(boardSnapshots.id, boardDecisions.snapshotId))
    .where(and(eq(boardSnapshots.draftId, draftId), eq(boardDecisions.decision, "approved")))
    .limit(1);
  return row !== undefined;
}
