import { and, eq, ne, or } from "drizzle-orm";
import { heldForm } from "~/features/endorsements/domain/held";
import { audit } from "~/features/endorsements/feature";
import { type ChangeDeps, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { ProcessId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { endorsementFlags, endorsements } from "~db/schema/endorsements";
import { type EndorsementRow, lockEndorsement } from "./findEndorsement.server";

/**
 * Withdraws an endorsement: it is gone from pages, counts and files, what it said about anybody is
 * emptied, its link ends. One that was never confirmed is deleted. Of one that moderators hid, a hash of
 * the address stays: what comes from there again is looked at first. Twice is refused (`not_found`).
 */
export async function withdrawEndorsement(
  deps: Deps,
  process: ProcessRow,
  endorsement: EndorsementRow,
): Promise<Result<undefined, Refusal>> {
  const change = { ...withdrawn(endorsement), processId: process.id };
  return changeProcess(deps, change, async (tx) => {
    const row = await lockEndorsement(tx, endorsement.id);
    if (!row || row.state === "withdrawn") return fail({ code: "not_found" });
    await empty(deps, tx, row);
    return ok();
  });
}

/** Processes with endorsements of a person, by account or address. */
export async function processesEndorsedBy(tx: Db, person: Pick<Actor, "id" | "email">): Promise<ProcessId[]> {
  const rows = await tx
    .selectDistinct({ id: endorsements.processId })
    .from(endorsements)
    .where(ofPerson(person));
  return rows.map(({ id }) => id);
}

/**
 * Withdraws all that a person gave, in a transaction that holds the processes of it. The logs have each as they have one that was
 * withdrawn by hand: which it was and when, and nobody's name. Who erases the account announces it.
 */
export async function withdrawAllOf(
  deps: ChangeDeps & Pick<Deps, "now" | "randomHex">,
  tx: Db,
  person: Pick<Actor, "id" | "email">,
): Promise<void> {
  const rows = await tx.select().from(endorsements).where(ofPerson(person)).for("update");
  for (const row of rows) {
    await empty(deps, tx, row);
    // What was never confirmed was never there.
    if (row.state === "sent") continue;
    const change = { ...withdrawn(row), processId: row.processId };
    await changeProcess(
      { ...deps, publish: () => {} },
      change,
      async () => ok(),
      (inside) => inside(tx),
    );
  }
}

const withdrawn = ({ number }: Pick<EndorsementRow, "number">) =>
  ({ actor: null, action: audit["endorsement.withdrawn"], subject: `${number}` }) as const;

function ofPerson({ id, email }: Pick<Actor, "id" | "email">) {
  return and(
    ne(endorsements.state, "withdrawn"),
    or(eq(endorsements.userId, id), eq(endorsements.email, email)),
  );
}

async function empty(
  deps: Pick<Deps, "now" | "randomHex">,
  tx: Db,
  { id, state, email, hiddenAt, heldAddress }: EndorsementRow,
): Promise<void> {
  if (state === "sent") {
    await tx.delete(endorsements).where(eq(endorsements.id, id));
    return;
  }
  await tx.delete(endorsementFlags).where(eq(endorsementFlags.endorsementId, id));
  await tx
    .update(endorsements)
    .set({
      state: "withdrawn",
      withdrawnAt: deps.now(),
      email: "",
      userId: null,
      name: "",
      affiliation: "",
      country: "",
      statement: "",
      domain: "",
      signatory: "",
      authority: "",
      declinedReason: "",
      hiddenReason: "",
      heldAddress: hiddenAt ? heldForm(email) : heldAddress,
      tokenHash: sha256Hex(deps.randomHex(32)),
      letter: null,
      mail: "sent",
    })
    .where(eq(endorsements.id, id));
}
