import { type SQL, sql } from "drizzle-orm";
import type { ExportScope } from "~/platform/recordTable";
import { rounds } from "~db/schema/rounds";

/** The rounds whose log may be read by anyone; what the pages of the log ask, as a condition. */
export const revealedRounds = ({ processId }: ExportScope): SQL =>
  sql`(select ${rounds.id} from ${rounds} where ${rounds.processId} = ${processId} and ${isRevealed})`;

const isRevealed = sql`${rounds.state} = 'closed' and (${rounds.reveal} = 'at-close' or ${rounds.publishedAt} is not null)`;
