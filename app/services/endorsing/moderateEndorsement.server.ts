import { eq } from "drizzle-orm";
import type { Refusal } from "~/domain/refusals";
import { fail, ok, type Result } from "~/domain/result";
import { changeProcess } from "~/services/changes.server";
import type { Actor, Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import type { Db } from "~db/client";
import { endorsements } from "~db/schema";
import { type EndorsementRow, lockNumbered } from "./findEndorsement.server";

type Done = Promise<Result<undefined, Refusal>>;

/** Takes a listed endorsement out of the wall, counts and files; the reason is public, the name is not. */
export function hideEndorsement(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { number, reason }: { number: number; reason: string },
): Done {
  return moderate(deps, actor, process, `${number} −: ${reason}`, async (tx) => {
    const row = await lockNumbered(tx, process, number);
    if (row?.state !== "listed") return null;
    return row.hiddenAt ? null : { row, set: { hiddenAt: deps.now(), hiddenReason: reason } };
  });
}

/** Puts a hidden endorsement back where it was. */
export function restoreEndorsement(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { number, reason }: { number: number; reason: string },
): Done {
  return moderate(deps, actor, process, `${number} +: ${reason}`, async (tx) => {
    const row = await lockNumbered(tx, process, number);
    return row?.hiddenAt && row.state === "listed"
      ? { row, set: { hiddenAt: null, hiddenReason: "" } }
      : null;
  });
}

async function moderate(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  subject: string,
  decide: (
    tx: Db,
  ) => Promise<{ row: EndorsementRow; set: Pick<EndorsementRow, "hiddenAt" | "hiddenReason"> } | null>,
): Done {
  const change = { processId: process.id, actor, action: "endorsement.moderated", subject } as const;
  return changeProcess(deps, change, async (tx) => {
    const decided = await decide(tx);
    if (!decided) return fail({ code: "not_found" });
    await tx.update(endorsements).set(decided.set).where(eq(endorsements.id, decided.row.id));
    return ok();
  });
}
