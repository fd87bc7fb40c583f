import { and, eq } from "drizzle-orm";
import { type DraftRow, listDrafts } from "~/features/drafts/services/findDraft.server";
import { audit } from "~/features/endorsements/feature";
import { endorsableDrafts, newestEndorsable } from "~/features/endorsements/services/findEndorsement.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";

/**
 * Asks people to endorse a version; whoever endorsed an earlier one is asked by mail from now on.
 * For good: what was endorsed stays endorsed. Refused with `not_found` for versions that are not
 * there or whose text may change, `invalid` for those older than one that people were asked about.
 */
export async function openToEndorsements(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  label: string,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["endorsement.opened"],
    subject: label,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [draft] = await tx
      .select()
      .from(drafts)
      .where(and(eq(drafts.processId, process.id), eq(drafts.label, label)))
      .for("update");
    if (!draft || !isGiven(draft)) return fail({ code: "not_found" });
    const newest = await newestEndorsable(tx, process);
    if (newest && newest.number >= draft.number)
      return fail({ code: "invalid", fields: { draft: "endorsements:problem.older" } });
    await tx.update(drafts).set({ endorsableSince: deps.now() }).where(eq(drafts.id, draft.id));
    return ok();
  });
}

/** Versions that people could be asked about: given, and newer than all that they were asked about. */
export async function openableDrafts(deps: Pick<Deps, "db">, process: ProcessRow): Promise<DraftRow[]> {
  const [all, [newest]] = await Promise.all([
    listDrafts(deps, process, false),
    endorsableDrafts(deps.db, process),
  ]);
  return all.filter((draft) => isGiven(draft) && draft.number > (newest?.number ?? 0)).reverse();
}

function isGiven({ state, textHash }: DraftRow): boolean {
  return (state === "published" || state === "final") && textHash !== null;
}
