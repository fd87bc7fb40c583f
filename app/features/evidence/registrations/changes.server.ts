import { sql } from "drizzle-orm";
import { dispositionChange } from "~/features/evidence/contracts/dispositionChange";
import type { ChangesRegistration } from "~/platform/changes";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { changes } from "~db/schema/processes";

export const evidenceChanges = {
  kinds: [
    {
      kind: dispositionChange,
      table: "dispositions",
      rows: ({ processId }) =>
        sql`${changes.scope} in (select ${comments.id} from ${comments} join ${drafts} on ${drafts.id} = ${comments.draftId} where ${comments.processId} = ${processId} and ${drafts.state} <> 'working')`,
    },
  ],
} satisfies ChangesRegistration;
