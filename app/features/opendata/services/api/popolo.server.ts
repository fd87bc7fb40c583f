import { writeFile } from "node:fs/promises";
import { asc, eq, sql } from "drizzle-orm";
import { positions } from "~/features/approvals/domain/position";
import type { Tallied } from "~/features/approvals/domain/result";
import { publicApprovals } from "~/features/opendata/services/record/publicApprovals.server";
import { criteriaOf, type ProcessRow } from "~/features/processes/services/read.server";
import { eachAnswer } from "~/features/results/domain/ballotFiles";
import { collectBallots } from "~/features/results/services/collectBallots.server";
import { publishedResults, resultNames } from "~/features/results/services/resultPage.server";
import { choiceNames } from "~/features/rules/domain/ballotBox";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Deps, OpenedFile } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";
import { boardDecisions, boardSnapshots } from "~db/schema/release";

type Count = { readonly option: string; readonly value: number };
type VoteEvent = {
  readonly id: string;
  readonly identifier: string;
  readonly motion_id: string;
  readonly organization_id: string;
  readonly start_date: string | null;
  readonly end_date: string | null;
  readonly result: string | null;
  readonly counts: readonly Count[];
  readonly group_results?: readonly {
    group: { name: string };
    result: string | null;
    counts: readonly Count[];
  }[];
  readonly votes?: readonly {
    voter: { name: string };
    option: string;
    group: { name: string };
  }[];
};

type Motion = {
  readonly id: string;
  readonly organization_id: string;
  readonly text: string;
  readonly classification: string;
  readonly date: string | null;
  readonly result: string | null;
  readonly vote_event_ids: readonly string[];
};

/** Votes and decisions of a process in the terms of Popolo (https://www.popoloproject.com/specs/). */
type Popolo = {
  readonly organizations: readonly { id: string; name: string; classification: string }[];
  readonly motions: readonly Motion[];
  readonly vote_events: readonly VoteEvent[];
};

/**
 * What was voted on and decided: a motion for each component under each criterion of a published result
 * with the answers seat by seat, one for each approval with counts by group, one for each decision of the
 * board. Voters stand under the names that the rounds show.
 */
async function popolo(deps: Deps, process: ProcessRow, language: Language): Promise<Popolo> {
  const organization = process.id as string;
  const parts = [
    await votesOnComponents(deps, process, language),
    await votesOnDrafts(deps, process),
    { motions: await decisions(deps, process), events: [] },
  ];
  return {
    organizations: [
      { id: organization, name: localize(process.title, language).text, classification: "co-design" },
    ],
    motions: parts.flatMap(({ motions }) => motions),
    vote_events: parts.flatMap(({ events }) => events),
  };
}

const keptFor = 60_000;

/** The same as a file: counted once for each state of the process and language, not for each who asks. */
export function popoloFile(deps: Deps, process: ProcessRow, language: Language): Promise<OpenedFile> {
  return deps.keptFiles.open(deps, {
    process,
    name: `popolo.${language}.json`,
    keptFor,
    make: async (path) => {
      await writeFile(path, `${JSON.stringify(await popolo(deps, process, language))}\n`);
    },
  });
}

type Part = { readonly motions: Motion[]; readonly events: VoteEvent[] };

async function votesOnComponents(deps: Deps, process: ProcessRow, language: Language): Promise<Part> {
  const motions: Motion[] = [];
  const events: VoteEvent[] = [];
  const names = await resultNames(deps, process, language);
  const criteria = new Map(
    (await criteriaOf(deps.db, process.id)).map(({ key, title }) => [key, localize(title, language).text]),
  );
  for (const compilation of await publishedResults(deps, process)) {
    const collected = await collectBallots(deps.db, process.id, compilation.roundIds);
    if (!collected.ok) continue;
    const { box } = collected.value;
    const at = compilation.publishedAt?.toISOString() ?? null;
    const votes = new Map<string, NonNullable<VoteEvent["votes"]>[number][]>();
    for (const { voter, component, criterion, choice } of eachAnswer(box)) {
      const key = `${component}/${criterion}`;
      const group = box.workgroups[voter.workgroup]?.key ?? "";
      const vote = { voter: { name: voter.id }, option: choice, group: { name: group } };
      const given = votes.get(key);
      if (given) given.push(vote);
      else votes.set(key, [vote]);
    }
    for (const { component, band } of compilation.result.components)
      for (const criterion of box.criteria) {
        const id = `result-${compilation.number}/${component}/${criterion}`;
        const given = votes.get(`${component}/${criterion}`) ?? [];
        motions.push({
          id,
          organization_id: process.id,
          text: `${ownValue(names.components, component) ?? component}: ${criteria.get(criterion) ?? criterion}`,
          classification: "component",
          date: at,
          result: band,
          vote_event_ids: [id],
        });
        events.push({
          id,
          identifier: id,
          motion_id: id,
          organization_id: process.id,
          start_date: null,
          end_date: at,
          result: band,
          counts: countOf(given.map(({ option }) => option)),
          votes: given,
        });
      }
  }
  return { motions, events };
}

function countOf(options: readonly string[]): Count[] {
  return choiceNames
    .map((option) => ({ option, value: options.filter((one) => one === option).length }))
    .filter(({ option, value }) => option !== "cannot_judge" || value > 0);
}

async function votesOnDrafts(deps: Pick<Deps, "db" | "now">, process: ProcessRow): Promise<Part> {
  const part: Part = { motions: [], events: [] };
  for (const { round, result } of await publicApprovals(deps, process)) {
    const id = `approval-${round.number}`;
    const closed = round.closedAt?.toISOString() ?? null;
    part.motions.push({
      id,
      organization_id: process.id,
      text: result.draft,
      classification: "approval",
      date: closed,
      result: passOrFail(result.isMet),
      vote_event_ids: [id],
    });
    part.events.push({
      id,
      identifier: id,
      motion_id: id,
      organization_id: process.id,
      start_date: round.openedAt?.toISOString() ?? null,
      end_date: closed,
      result: passOrFail(result.isMet),
      counts: countsIn(result.total),
      group_results: Object.entries(result.groups).map(([name, tallied]) => ({
        group: { name },
        result: tallied.isMet === null ? null : passOrFail(tallied.isMet),
        counts: countsIn(tallied),
      })),
    });
  }
  return part;
}

const passOrFail = (isMet: boolean) => (isMet ? "pass" : "fail");
const countsIn = ({ counts }: Tallied): Count[] =>
  positions.map((option) => ({ option, value: counts[option] }));

async function decisions(deps: Pick<Deps, "db">, process: ProcessRow): Promise<Motion[]> {
  const rows = await deps.db
    .select({ decision: boardDecisions, snapshot: boardSnapshots, label: drafts.label })
    .from(boardDecisions)
    .innerJoin(boardSnapshots, eq(boardSnapshots.id, boardDecisions.snapshotId))
    .innerJoin(drafts, eq(drafts.id, boardSnapshots.draftId))
    .where(sql`${boardSnapshots.processId} = ${process.id} and ${drafts.state} <> 'working'`)
    .orderBy(asc(boardSnapshots.number));
  return rows.map(({ decision, snapshot, label }) => ({
    id: `decision-${snapshot.number}`,
    organization_id: process.id,
    text: `${label}: ${decision.reasons}`,
    classification: "release",
    // Popolo has moments here; of the day alone its beginning is known.
    date: `${decision.decidedOn}T00:00:00.000Z`,
    result: passOrFail(decision.decision === "approved"),
    vote_event_ids: [],
  }));
}
