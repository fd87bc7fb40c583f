import { type SQL, sql } from "drizzle-orm";
import type { ExportScope } from "~/platform/recordTable";
import { townhalls } from "~db/schema/meetings";

/** The townhalls of a process, as a condition. */
export const townhallsOf = ({ processId }: ExportScope): SQL =>
  sql`(select ${townhalls.id} from ${townhalls} where ${townhalls.processId} = ${processId})`;
