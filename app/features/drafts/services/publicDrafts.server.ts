import { type SQL, sql } from "drizzle-orm";
import type { ExportScope } from "~/platform/recordTable";
import { drafts } from "~db/schema/drafts";

/** Versions that are out; what is still being written is its editors'. */
export const publicDrafts = ({ processId }: ExportScope): SQL =>
  sql`(select ${drafts.id} from ${drafts} where ${drafts.processId} = ${processId} and ${drafts.state} <> 'working')`;
