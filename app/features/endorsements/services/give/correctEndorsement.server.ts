import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { correctSchema } from "~/features/endorsements/contracts/endorsements";
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
import { endorsements } from "~db/schema/endorsements";
import { languagesOf } from "./giveEndorsement.server";
import { misleadingField } from "./misleadingField.server";

/**
 * Changes what somebody says with their endorsement, and how they are called. What an organizer looked at under another
 * name – every organization, and who was hidden before – waits for an organizer anew; organizers are told.
 */
export async function correctEndorsement(
  deps: Deps,
  process: ProcessRow,
  endorsement: EndorsementRow,
  input: z.infer<typeof correctSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor: null,
    action: audit["endorsement.given"],
    subject: `${endorsement.number}`,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const row = await lockEndorsement(tx, endorsement.id);
    if (row?.state !== "listed" && row?.state !== "unchecked") return fail({ code: "not_found" });
    const names = namesOf(row, input);
    const isRenamed = Object.entries(names).some(([field, now]) => now !== row[field as keyof typeof names]);
    const { statement } = input;
    const said = languagesOf(input.language, row.language);
    const own = row.kind === "person" ? { affiliation: input.affiliation } : {};
    const misled = await misleadingField(tx, process.id, row, { ...names, ...own });
    if (misled) return fail({ code: "invalid", fields: misled.problem });
    const isChecked = row.kind === "organization" || row.heldAddress !== "";
    const anew = isRenamed && isChecked ? { state: "unchecked" as const } : {};
    await tx
      .update(endorsements)
      .set({ statement, ...said, ...own, ...names, ...anew })
      .where(eq(endorsements.id, row.id));
    if (isRenamed && isChecked)
      await tellOrganizers(deps, tx, process, {
        kind: notices["endorsement-waits"],
        key: `endorsement-waits ${row.id} ${deps.now().getTime()}`,
        path: `/p/${process.slug}/manage/endorsements`,
        values: {},
      });
    return ok();
  });
}

/** How an endorsement is called from now on; a person has nobody who signs for them. */
function namesOf(row: EndorsementRow, { name, signatory, authority }: z.infer<typeof correctSchema>) {
  const called = { name: name ?? row.name };
  if (row.kind === "person") return { ...called, signatory: row.signatory, authority: row.authority };
  return { ...called, signatory: signatory || row.signatory, authority: authority || row.authority };
}
