import { sql } from "drizzle-orm";
import { cellChange, settledChange } from "~/features/reviews/contracts/cellChange";
import type { ChangesRegistration } from "~/platform/changes";
import type { ExportScope } from "~/platform/recordTable";
import { drafts } from "~db/schema/drafts";
import { changes } from "~db/schema/processes";
import { reviews } from "~db/schema/reviews";

/** Ids in a subject are compared as texts: those of other kinds need not be ids. */
const ofPublicDraft = ({ processId }: ExportScope) =>
  sql`split_part(${changes.subject}, '/', 2) in (select ${drafts.id}::text from ${drafts} where ${drafts.processId} = ${processId} and ${drafts.state} <> 'working')`;

export const reviewsChanges = {
  kinds: [
    {
      kind: cellChange,
      table: "review_cells",
      rows: (extent) =>
        sql`${ofPublicDraft(extent)} and split_part(${changes.subject}, '/', 1) in (select ${reviews.id}::text from ${reviews} where ${reviews.state} = 'confirmed')`,
    },
    { kind: settledChange, table: "settled_cells", rows: ofPublicDraft },
  ],
} satisfies ChangesRegistration;
