import { eq, max } from "drizzle-orm";
import { mailsOfStrangers } from "~/features/accounts/services/signIn.server";
import { zoneOfAddress } from "~/features/accounts/services/zoneOfAddress.server";
import type { Given } from "~/features/endorsements/contracts/endorsements";
import { claimOf } from "~/features/endorsements/domain/mailDomains";
import {
  type EndorsableDraft,
  type EndorsementRow,
  newestEndorsable,
  standingOf,
} from "~/features/endorsements/services/findEndorsement.server";
import { unconfirmedFor } from "~/features/endorsements/services/forgetUnconfirmed.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { momentInWords } from "~/i18n/momentInWords";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { EndorsementId } from "~/kernel/ids";
import { type ContentLanguage, interfaceFor } from "~/kernel/language/content";
import { defaultLanguage, type Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { spend } from "~/platform/limits/limits.server";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { processes } from "~db/schema/processes";
import { isSuspendedAddress } from "./heldAddress.server";
import { sendLetter, sendWord } from "./letters.server";
import { misleadingField } from "./misleadingField.server";

type ToSend =
  | { readonly endorsement: EndorsementRow; readonly letter: "confirm" | "known" }
  | { readonly endorsement: null; readonly letter: "suspended" | "misleads" };

/**
 * Takes the form of an endorsement and mails a link by which it is confirmed. Until then it is on no
 * page and keeps no name from anybody; sent again from one address, it is renewed. Whoever is
 * already there is mailed the link to what they gave, and nothing is stored under the address of an
 * account that is suspended, or under the name of somebody who leads the process from another address than theirs,
 * which a mail says. The answer is the same for all of them, so that it tells nobody whose an address is, and
 * for robots, whose form is stored nowhere. At most five mails to one address in fifteen minutes,
 * sign-in included (`too_many`); `mail_failed` when the mail server takes none; `invalid` when the
 * form is about another version than the newest that people are asked about.
 */
export async function giveEndorsement(
  deps: Deps,
  process: ProcessRow,
  given: Given,
  spoken: Language = defaultLanguage,
): Promise<Result<undefined, Refusal>> {
  if (given.homepage !== "") return ok();
  // Mails are in the language of the statement where the site speaks it, else in that of the page.
  const mails = languagesOf(given.language, spoken);
  // Nothing that anybody sees changes before it is confirmed: no line in the audit log, no new version.
  const stored = await inTransaction<ToSend>(deps.db, async (tx) => {
    await tx
      .select({ id: processes.id })
      .from(processes)
      .where(eq(processes.id, process.id))
      .for("no key update");
    const draft = await newestEndorsable(tx, process);
    if (draft?.label !== given.draft)
      return fail({ code: "invalid", fields: { draft: "endorsements:problem.newer" } });
    const misled = await misleadingField(tx, process.id, { email: given.email }, given);
    if (misled?.why === "role") return fail({ code: "invalid", fields: misled.problem });
    const may = await spend({ db: tx, now: deps.now }, mailsOfStrangers, given.email);
    if (!may.ok) return may;
    if (await isSuspendedAddress(tx, given.email)) return ok({ endorsement: null, letter: "suspended" });
    if (misled) return ok({ endorsement: null, letter: "misleads" });
    const standing = await standingOf(tx, process, given.email, given.kind);
    if (standing && standing.state !== "sent") return ok({ endorsement: standing, letter: "known" });
    const endorsement = await keep(deps, tx, process, draft, { input: { ...given, ...mails }, standing });
    return ok({ endorsement, letter: "confirm" });
  });
  if (!stored.ok) return stored;
  const { endorsement, letter } = stored.value;
  const until = new Date(deps.now().getTime() + unconfirmedFor);
  const words = {
    draft: given.draft,
    until: momentInWords(mails.language, until, await zoneOfAddress(deps.db, given.email)),
  };
  const isTaken = endorsement
    ? await sendLetter(deps, process, endorsement, letter, words)
    : await sendWord(deps, process, { email: given.email, ...mails }, letter, { draft: given.draft });
  return isTaken ? ok() : fail({ code: "mail_failed" });
}

/** In which language its mails are, and its statement, where that is another one. */
export const languagesOf = (language: ContentLanguage, spoken: Language) => {
  const mails = interfaceFor(language, spoken);
  return { language: mails, statementLanguage: mails === language ? null : language };
};

/** Stores what is to be confirmed, in place of what the address had sent before. */
async function keep(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  draft: EndorsableDraft,
  {
    input: { draft: _, homepage: __, ...given },
    standing,
  }: {
    readonly input: Omit<Given, "language"> & ReturnType<typeof languagesOf>;
    readonly standing: EndorsementRow | null;
  },
): Promise<EndorsementRow> {
  const now = deps.now();
  const values = {
    ...given,
    domain: given.domain && claimOf(given.domain, given.email),
    // The link of an earlier mail confirms what was in the form then, and no longer what is in it now.
    tokenHash: sha256Hex(deps.randomHex(32)),
    createdAt: now,
  };
  const [row] = standing
    ? await tx.update(endorsements).set(values).where(eq(endorsements.id, standing.id)).returning()
    : await tx
        .insert(endorsements)
        .values({
          ...values,
          id: deps.newId() as EndorsementId,
          processId: process.id,
          number: await nextNumber(tx, process),
          state: "sent",
        })
        .returning();
  if (!row) throw new Error("an endorsement was stored and is not there");
  await tx.delete(endorsedVersions).where(eq(endorsedVersions.endorsementId, row.id));
  await tx
    .insert(endorsedVersions)
    .values({ endorsementId: row.id, draftId: draft.id, draftHash: draft.textHash, askedAt: now });
  return row;
}

async function nextNumber(tx: Db, process: ProcessRow): Promise<number> {
  const [row] = await tx
    .select({ last: max(endorsements.number) })
    .from(endorsements)
    .where(eq(endorsements.processId, process.id));
  return (row?.last ?? 0) + 1;
}
