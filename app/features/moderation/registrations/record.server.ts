import { sql } from "drizzle-orm";
import { ofEndorsements } from "~/features/moderation/services/moderate.server";
import { isAfterEmbargo } from "~/features/processes/services/embargo.server";
import {
  exported,
  ofProcess,
  type RecordRegistration,
  recordTable,
  unnamedPerson,
  withheld,
} from "~/platform/recordTable";
import { moderationActions } from "~db/schema/moderation";

export const moderationRecord = {
  tables: [
    recordTable("moderation", moderationActions, {
      about:
        "What moderators did, and why. Without a comment, to hide and to restore is about an endorsement.",
      key: ["id"],
      loose: { commentId: "comments" },
      rows: (extent) =>
        sql`${ofProcess(moderationActions.processId)(extent)} and (not (${ofEndorsements}) or ${isAfterEmbargo(extent)})`,
      columns: {
        id: exported,
        processId: exported,
        action: exported,
        commentId: exported,
        endorsementId: withheld("whose name it was; pages do not say so either"),
        userId: withheld("whom it concerned; pages do not say so either"),
        reason: exported,
        until: exported,
        actorId: unnamedPerson,
        at: exported,
      },
    }),
  ],
  withheld: {},
} satisfies RecordRegistration;
