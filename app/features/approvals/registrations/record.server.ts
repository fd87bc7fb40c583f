import { sql } from "drizzle-orm";
import { publicDrafts } from "~/features/drafts/services/publicDrafts.server";
import { revealedRounds } from "~/features/rounds/services/publication.server";
import { exported, type RecordRegistration, recordTable, withheld } from "~/platform/recordTable";
import { approvals } from "~db/schema/approvals";

/** What makes a round an approval. */
export const approvalsRecord = {
  tables: [
    recordTable("approvals", approvals, {
      about: "A vote on a draft as a whole: its rule, and the result by group and region.",
      key: ["roundId"],
      rows: (extent) =>
        sql`${approvals.roundId} in ${revealedRounds(extent)} and ${approvals.draftId} in ${publicDrafts(extent)}`,
      columns: {
        roundId: exported,
        draftId: exported,
        draftHash: exported,
        rule: exported,
        rollSteps: withheld("exact counts"),
        onRoll: exported,
        result: exported,
        resultHash: exported,
      },
    }),
  ],
  withheld: { approval_rolls: "who could take a position, of which groups; deleted as it closes" },
} satisfies RecordRegistration;
