import { type GuardFault, guardFault } from "~/features/recordlog/domain/guard";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { witnessAhead } from "./askWitnesses.server";
import { newestEntry, recordEntryAt } from "./read.server";
import { SignerAway } from "./recordLogDeps";

/** A signer that is away holds up nobody: it refuses by itself, once it is back, what did not grow from what it signed. */
function unknownWhileAway(error: unknown): null {
  if (error instanceof SignerAway) return null;
  throw error;
}

/**
 * Why nothing more is signed of a log as far as this server knows, and how much was signed or seen; null where nothing speaks against
 * it.
 */
export async function guardedFault(
  deps: { readonly db: Db } & Pick<Deps, "recordLog">,
  origin: string,
): Promise<{ readonly fault: GuardFault; readonly signed: number } | null> {
  const { db, recordLog } = deps;
  const told = await witnessAhead(deps, origin);
  if (told !== null) return { fault: "witness", signed: told };
  const signed = await recordLog.signer.last(origin).catch(unknownWhileAway);
  if (!signed || signed.size === 0) return null;
  const size = ((await newestEntry(db, origin))?.index ?? -1) + 1;
  const at = signed.size > size ? undefined : await recordEntryAt(db, origin, signed.size - 1);
  const fault = guardFault(signed, { size, frontierAt: at?.frontier ?? null });
  return fault && { fault, signed: signed.size };
}
