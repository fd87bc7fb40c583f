import { type SQL, sql } from "drizzle-orm";
import type { ExportScope } from "~/platform/recordTable";
import { drafts } from "~db/schema/drafts";

/** Versions that are published; what is still being written is for its editors alone. */
export const publicDrafts = ({ processId }: ExportScope): SQL =>
  sql`(select ${drafts.id} from ${drafts} where ${drafts.processId} = ${processId} and ${drafts.state} <> 'working')`;
