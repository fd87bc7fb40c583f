import { and, eq, isNull } from "drizzle-orm";
import { receiptFile } from "~/features/rounds/services/log/receiptFile.server";
import { logHead, type RoundRow } from "~/features/rounds/services/read.server";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { type Limit, spend } from "~/platform/limits/limits.server";
import { ballotEntries, seats } from "~db/schema/rounds";
import { findReceipt } from "./findReceipt.server";

/** Enough for every revision of some rounds. */
const mailed: Limit = { name: "mailed receipts", most: 20, seconds: 24 * 3600 };

/** Whether an entry is of the seat that somebody has. */
export async function isOwnEntry(
  { db }: Pick<Deps, "db">,
  actor: Pick<Actor, "id"> | null,
  round: Pick<RoundRow, "id">,
  leaf: string,
): Promise<boolean> {
  const head = actor && (await logHead(db, round.id));
  if (!actor || !head) return false;
  const [own] = await db
    .select({ voter: seats.voter })
    .from(ballotEntries)
    .innerJoin(seats, and(eq(seats.roundId, round.id), eq(seats.voter, ballotEntries.voter)))
    .where(
      and(
        eq(ballotEntries.log, head.log),
        eq(ballotEntries.leaf, leaf),
        eq(seats.userId, actor.id),
        isNull(seats.givenUpAt),
      ),
    );
  return own !== undefined;
}

/**
 * Sends somebody the signed receipt of a ballot of theirs, to the address of their account: only because they asked, for whoever reads the mailbox can
 * find the ballot. Refused with `nothing_cast` for what is not theirs, and with `unavailable` until the record log is signed.
 */
export async function mailReceipt(
  deps: Deps,
  actor: Actor,
  round: RoundRow,
  { leaf, language, path }: { readonly leaf: string; readonly language: Language; readonly path: string },
): Promise<Result<undefined, Refusal>> {
  const head = await logHead(deps.db, round.id);
  if (!head || !(await isOwnEntry(deps, actor, round, leaf))) return fail({ code: "nothing_cast" });
  const found = await findReceipt(deps, round, leaf);
  const file = found && (await receiptFile(deps, round.processId, head.log, found));
  if (!file) return fail({ code: "unavailable" });
  const may = await spend(deps, mailed, actor.id);
  if (!may.ok) return may;
  const t = deps.translator(language);
  const link = `${deps.settings.origin}${path}?leaf=${leaf}`;
  const isSent = await deps.mail({
    to: actor.email,
    subject: t("mail:receipt.subject"),
    text: t("mail:receipt.body", { receipt: file.receipt, link }),
  });
  return isSent ? ok() : fail({ code: "mail_failed" });
}
