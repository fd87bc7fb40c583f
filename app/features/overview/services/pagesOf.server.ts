import { eq, type SQL, sql } from "drizzle-orm";
import { roundIs } from "~/features/rounds/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import { type ProcessPage, pageGroups, type ShownPage } from "~/kernel/places/processPages";
import type { Deps } from "~/platform/deps";
import { comments } from "~db/schema/comments";
import { components } from "~db/schema/components";
import { drafts } from "~db/schema/drafts";
import { endorsements } from "~db/schema/endorsements";
import { faqEntries } from "~db/schema/faq";
import { townhalls } from "~db/schema/meetings";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { records } from "~db/schema/records";
import { boardSnapshots, gates } from "~db/schema/release";
import { representationSnapshots } from "~db/schema/representation";
import { compilations } from "~db/schema/results";
import { systems } from "~db/schema/reviews";
import { rounds } from "~db/schema/rounds";
import { glossaryTerms, glossaryWords } from "~db/schema/translation";
import { workgroups } from "~db/schema/workgroups";

type Found = Awaited<ReturnType<typeof contentOf>>;

/** When each page has something to show, and what its entry in the navigation says then. */
const when: Readonly<Record<ProcessPage, (found: Found) => Omit<ShownPage, "page"> | false>> = {
  votes: ({ rounds, openRounds, results }) => rounds + results > 0 && { count: openRounds },
  approvals: ({ approvals, openApprovals }) => approvals > 0 && { count: openApprovals },
  board: ({ gates, snapshots }) => gates + snapshots > 0 && { count: gates },
  drafts: ({ draft }) => draft !== null && { label: draft },
  faq: ({ faq }) => faq > 0 && { count: faq },
  glossary: ({ glossary }) => glossary > 0 && { count: glossary },
  records: ({ records }) => records > 0 && { count: records },
  townhalls: ({ townhalls, nextTownhall }) =>
    townhalls > 0 && (nextTownhall ? { day: new Date(nextTownhall) } : { count: townhalls }),
  threads: ({ threads }) => threads > 0 && { count: threads },
  systems: ({ systems }) => systems > 0 && { count: systems },
  components: ({ components }) => components > 0 && { count: components },
  data: ({ rounds, draft, records, townhalls, systems }) =>
    rounds + records + townhalls + systems > 0 || draft !== null ? {} : false,
  workgroups: ({ workgroups }) => workgroups > 0 && { count: workgroups },
  people: ({ participants, figures }) => participants + figures > 0 && {},
  endorsements: ({ endorsable, endorsements }) => endorsable + endorsements > 0 && {},
};

/** The pages of a process that have something to show to everybody, in the order of its navigation. */
export async function pagesOf(deps: Pick<Deps, "db">, id: ProcessId): Promise<ShownPage[]> {
  const found = await contentOf(deps, id);
  return Object.values(pageGroups)
    .flat()
    .flatMap((page) => {
      const shown = when[page](found);
      return shown ? [{ page, ...shown }] : [];
    });
}

/** What of rounds and approvals everyone is shown: what has opened, and what opens by itself. */
const isShown = sql`(r.state <> 'draft' or (r.opens_at is not null and r.opening_refused is null))`;

/** What the pages of a process have, in one statement. */
async function contentOf(deps: Pick<Deps, "db">, id: ProcessId) {
  const some = (from: SQL) => sql<number>`(select count(*)::int ${from})`;
  const any = (from: SQL) => sql<number>`(select exists (select 1 ${from}))::int`;
  const [found] = await deps.db
    .select({
      rounds: any(sql`from ${rounds} r where r.process_id = ${id} and r.kind = 'components' and ${isShown}`),
      openRounds: some(
        sql`from ${rounds} r where r.process_id = ${id} and r.kind = 'components' and ${roundIs("open", "r")}`,
      ),
      results: any(sql`from ${compilations} r where r.process_id = ${id} and r.published_at is not null`),
      approvals: any(sql`from ${rounds} r where r.process_id = ${id} and r.kind = 'approval' and ${isShown}`),
      openApprovals: some(
        sql`from ${rounds} r where r.process_id = ${id} and r.kind = 'approval' and ${roundIs("open", "r")}`,
      ),
      gates: some(sql`from ${gates} r where r.process_id = ${id}`),
      snapshots: any(sql`from ${boardSnapshots} r where r.process_id = ${id}`),
      draft: sql<
        string | null
      >`(select r.label from ${drafts} r where r.process_id = ${id} and r.state <> 'working'
        order by r.number desc limit 1)`,
      endorsable: any(sql`from ${drafts} r where r.process_id = ${id} and r.endorsable_since is not null`),
      endorsements: any(sql`from ${endorsements} r where r.process_id = ${id} and r.state = 'listed'`),
      glossary: some(sql`from ${glossaryTerms} r where r.process_id = ${id} and cardinality((
        select w.wanted from ${glossaryWords} w where w.term_id = r.id and w.language = (
          select p.source_language from ${processes} p where p.id = ${id})
        order by w.revision desc limit 1)) > 0`),
      faq: some(sql`from ${faqEntries} r where r.process_id = ${id}`),
      records: some(sql`from ${records} r where r.process_id = ${id}`),
      townhalls: some(sql`from ${townhalls} r where r.process_id = ${id} and r.state <> 'cancelled'`),
      nextTownhall: sql<string | null>`(select min(r.starts_at)::text from ${townhalls} r
        where r.process_id = ${id} and r.state in ('planned', 'live'))`,
      threads:
        some(sql`from ${comments} r where r.process_id = ${id} and r.kind <> 'comment' and r.root_id is null
        and r.title <> '' and r.hidden_at is null and (r.body <> '' or r.posts > 0)`),
      systems: some(sql`from ${systems} r where r.process_id = ${id}`),
      components: some(sql`from ${components} r where r.process_id = ${id} and r.retired_version is null`),
      workgroups: some(sql`from ${workgroups} r where r.process_id = ${id}`),
      participants: any(sql`from ${processMembers} r where r.process_id = ${id} and r.role = 'participant'`),
      figures: any(sql`from ${representationSnapshots} r where r.process_id = ${id}`),
    })
    .from(processes)
    .where(eq(processes.id, id));
  if (!found) throw new Error("the process is gone");
  return found;
}
