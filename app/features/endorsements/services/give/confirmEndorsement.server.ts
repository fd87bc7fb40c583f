import { and, eq, inArray, isNull } from "drizzle-orm";
import { heldForm } from "~/features/endorsements/domain/held";
import { claimedDomain } from "~/features/endorsements/domain/mailDomains";
import { audit, notices } from "~/features/endorsements/feature";
import {
  type EndorsementRow,
  lockEndorsement,
} from "~/features/endorsements/services/findEndorsement.server";
import { tellOrganizers } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { isHeldAddress, isSuspendedAddress } from "./heldAddress.server";

/**
 * Confirms that an address is whose it says: a person is listed from now on; an organization waits
 * for an organizer, and so does whoever gave something before that moderators hid. Organizers are told.
 * It counts for the version that its form was about. Twice is once. Refused with `link_unknown` when it
 * was renewed or is gone, `already_exists` when an organization of that domain was confirmed before,
 * `suspended` for the address of an account that is.
 */
export async function confirmEndorsement(
  deps: Deps,
  process: ProcessRow,
  endorsement: EndorsementRow,
): Promise<Result<undefined, Refusal>> {
  if (endorsement.state !== "sent") return ok();
  const change = {
    processId: process.id,
    actor: null,
    action: audit["endorsement.given"],
    subject: `${endorsement.number}`,
  } as const;
  const done = await changeProcess(deps, change, async (tx) => {
    const row = await lockEndorsement(tx, endorsement.id);
    if (row?.tokenHash !== endorsement.tokenHash) return fail({ code: "link_unknown" });
    if (row.state !== "sent") return fail({ code: "already_used" });
    const domain = claimedDomain(row.domain);
    if (row.kind === "organization" && (await isTaken(tx, row, domain)))
      return fail({ code: "already_exists" });
    if (await isSuspendedAddress(tx, row.email)) return fail({ code: "suspended" });
    const isHeld = await isHeldAddress(tx, process, row.email);
    const waits = row.kind === "organization" || isHeld;
    const now = deps.now();
    const [account] = await tx.select({ id: users.id }).from(users).where(eq(users.email, row.email));
    await tx
      .update(endorsements)
      .set({
        state: waits ? "unchecked" : "listed",
        domain,
        heldAddress: isHeld ? heldForm(row.email) : "",
        verifiedAt: now,
        userId: account?.id ?? null,
      })
      .where(eq(endorsements.id, row.id));
    await tx
      .update(endorsedVersions)
      .set({ answer: "yes", answeredAt: now })
      .where(and(eq(endorsedVersions.endorsementId, row.id), isNull(endorsedVersions.answer)));
    if (waits)
      await tellOrganizers(deps, tx, process, {
        kind: notices["endorsement-waits"],
        key: `endorsement-waits ${row.id}`,
        path: `/p/${process.slug}/manage/endorsements`,
        values: {},
      });
    return ok();
  });
  // Somebody else's click on the same link was faster, with the same outcome.
  return !done.ok && done.error.code === "already_used" ? ok() : done;
}

async function isTaken(tx: Db, row: EndorsementRow, domain: string): Promise<boolean> {
  const [taken] = await tx
    .select({ id: endorsements.id })
    .from(endorsements)
    .where(
      and(
        eq(endorsements.processId, row.processId),
        eq(endorsements.kind, "organization"),
        eq(endorsements.domain, domain),
        inArray(endorsements.state, ["unchecked", "listed"]),
      ),
    );
  return taken !== undefined;
}
