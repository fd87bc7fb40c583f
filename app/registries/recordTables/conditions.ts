import { type SQL, sql } from "drizzle-orm";
import type { ExportScope } from "~/platform/recordTable";
import { comments } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { townhalls } from "~db/schema/meetings";
import { processes } from "~db/schema/processes";
import { compilations } from "~db/schema/results";
import { systems } from "~db/schema/reviews";
import { rounds } from "~db/schema/rounds";

/** A round whose log may be read by anyone; what the pages of the log ask, as a condition. */
const isRevealed = sql`${rounds.state} = 'closed' and (${rounds.reveal} = 'at-close' or exists (
  select 1 from ${compilations} where ${compilations.publishedAt} is not null
  and ${compilations.processId} = ${rounds.processId} and ${rounds.id} = any(${compilations.roundIds})))`;

export const revealedRounds = ({ processId }: ExportScope): SQL =>
  sql`(select ${rounds.id} from ${rounds} where ${rounds.processId} = ${processId} and ${isRevealed})`;

/** Versions that are out; what is still being written is its editors'. */
export const publicDrafts = ({ processId }: ExportScope): SQL =>
  sql`(select ${drafts.id} from ${drafts} where ${drafts.processId} = ${processId} and ${drafts.state} <> 'working')`;

/** That endorsements are no longer under embargo. */
export const isAfterEmbargo = ({ processId, now }: ExportScope): SQL =>
  sql`exists (select 1 from ${processes} where ${processes.id} = ${processId}
    and (${processes.embargoUntil} is null or ${processes.embargoUntil} <= ${now.toISOString()}::timestamptz))`;

export const townhallsOf = ({ processId }: ExportScope): SQL =>
  sql`(select ${townhalls.id} from ${townhalls} where ${townhalls.processId} = ${processId})`;

export const systemsOf = ({ processId }: ExportScope): SQL =>
  sql`(select ${systems.id} from ${systems} where ${systems.processId} = ${processId})`;

export const shownComments = ({ processId }: ExportScope): SQL =>
  sql`(select ${comments.id} from ${comments} where ${comments.processId} = ${processId} and ${comments.hiddenAt} is null)`;
