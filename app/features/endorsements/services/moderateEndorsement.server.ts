import { eq } from "drizzle-orm";
import { audit } from "~/features/endorsements/feature";
import { isOwnMatter } from "~/features/moderation/services/ownMatter.server";
import { tellConcerned } from "~/features/moderation/services/tell.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { endorsements } from "~db/schema/endorsements";
import { moderationActions } from "~db/schema/moderation";
import { lockByNumber } from "./findEndorsement.server";
import { settleFlags } from "./flagEndorsement.server";

type Act = { readonly number: number; readonly reason: string };
type Done = Promise<Result<undefined, Refusal>>;

/** Takes a listed endorsement out of the wall, counts and files; act and reason are public, the name is not. */
export function hideEndorsement(deps: Deps, actor: Actor, process: ProcessRow, act: Act): Done {
  return moderate(deps, actor, process, "hide", act);
}

/** Puts a hidden endorsement back where it was. A moderator's own is for another to look at (`own_words`). */
export function restoreEndorsement(deps: Deps, actor: Actor, process: ProcessRow, act: Act): Done {
  return moderate(deps, actor, process, "restore", act);
}

/** Hides or restores, with its line in the log of moderation; whoever endorsed with an account is told. Refused with `not_found` when it is so already. */
async function moderate(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  action: "hide" | "restore",
  { number, reason }: Act,
): Done {
  const isHiding = action === "hide";
  const subject = `${number} ${isHiding ? "−" : "+"}: ${reason}`;
  const change = { processId: process.id, actor, action: audit["endorsement.moderated"], subject } as const;
  return changeProcess(deps, change, async (tx) => {
    const row = await lockByNumber(tx, process, number);
    if (row?.state !== "listed" || (row.hiddenAt !== null) === isHiding) return fail({ code: "not_found" });
    if (await isOwnMatter(tx, process, actor, row.userId)) return fail({ code: "own_words" });
    const at = deps.now();
    await tx
      .update(endorsements)
      .set(isHiding ? { hiddenAt: at, hiddenReason: reason } : { hiddenAt: null, hiddenReason: "" })
      .where(eq(endorsements.id, row.id));
    await settleFlags(deps, tx, row.id);
    const id = deps.newId();
    await tellConcerned(deps, tx, process, actor, { id, action, userId: row.userId, reason });
    await tx.insert(moderationActions).values({
      id,
      processId: process.id,
      action,
      endorsementId: row.id,
      userId: row.userId,
      reason,
      actorId: actor.id,
      at,
    });
    return ok();
  });
}
