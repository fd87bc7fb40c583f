import { and, count, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type { Language } from "~/contracts/languages";
import { localize } from "~/contracts/localized";
import { shareOf } from "~/domain/approvals/result";
import { approvalsOf } from "~/services/approving/findApproval.server";
import { publishedCompilations, resultNames } from "~/services/compiling/resultPage.server";
import type { Deps } from "~/services/deps";
import { listDrafts } from "~/services/drafting/findDraft.server";
import type { ProcessRow } from "~/services/people/scope.server";
import { representationPage } from "~/services/representing/representationPage.server";
import { reviewBoard, ruleFor } from "~/services/reviewing/board.server";
import { reviewedVersions } from "~/services/reviewing/reviewedVersions.server";
import type { Db } from "~db/client";
import { stakeholderGroupsOf } from "~db/queries";
import { ballotLogs, ballotVoters, comments, records, rounds, townhalls } from "~db/schema";
import { snapshotLine } from "./boardPage.server";
import { snapshotsOf } from "./decide.server";
import { drawTimeline, timelineOf } from "./timeline.server";

/** A process from its start to its release on one page: what there is of it in public, with its figures. */
export async function processReport(
  deps: Pick<Deps, "db" | "now" | "translator">,
  process: ProcessRow,
  language: Language,
) {
  const [figures, entries, drafts, compilations, approvals, snapshots, people, groups, versions, names] =
    await Promise.all([
      figuresOf(deps.db, process),
      timelineOf(deps, process, language),
      listDrafts(deps, process, false),
      publishedCompilations(deps, process),
      approvalsOf(deps.db, process.id, false),
      snapshotsOf(deps.db, process),
      representationPage(deps, process, language),
      stakeholderGroupsOf(deps.db, process.id),
      reviewedVersions(deps.db, process),
      resultNames(deps, process, language),
    ]);
  // The version that was released; before there is one, the newest that is out.
  const shown = drafts.filter(({ state }) => state === "final").at(-1) ?? drafts.at(-1) ?? null;
  const at = versions.find(({ draft }) => draft.id === shown?.id);
  const board = at ? await reviewBoard(deps, process, at, versions) : [];
  const rule = ruleFor(process);
  const approval = approvals.filter((one) => one.approval.result !== null).at(-1);
  const result = approval?.approval.result ?? null;
  return {
    figures: { ...figures, registered: people.snapshot?.total.registered ?? null },
    from: entries[0]?.from ?? null,
    drawn: drawTimeline(entries),
    shown: shown && { label: shown.label, state: shown.state, hash: shown.textHash ?? "" },
    drafts: drafts.map(({ label, state, publishedAt, textHash, note }) => ({
      label,
      state,
      publishedAt,
      hash: textHash ?? "",
      note: localize(note, language),
    })),
    results: compilations.map(({ number, title, result: counted, rule: declared }) => ({
      number,
      title: localize(title, language),
      voters: counted.voters,
      components: counted.components.length,
      rule: declared.name,
    })),
    approval: approval &&
      result && {
        number: approval.round.number,
        title: localize(approval.round.title, language),
        draft: approval.draft.label,
        isMet: result.isMet,
        rows: groups.flatMap(({ key, title }) => {
          const tallied = result.groups[key];
          return tallied
            ? [{ key, label: localize(title, language).text, tallied, share: shareOf(tallied) }]
            : [];
        }),
      },
    columns: (at?.version.items ?? [])
      .filter(({ level }) => rule.levels.includes(level))
      .map(({ component }) => ({ key: component, label: names.components[component] ?? component })),
    systems: board.map(({ system, assessed }) => ({ key: system.key, name: system.name, assessed })),
    snapshots: snapshots.map(snapshotLine).toReversed(),
    groups: people.snapshot?.groups ?? [],
    total: people.snapshot?.total ?? null,
  };
}

/** How much was done: numbers of public things. */
async function figuresOf(db: Db, process: Pick<ProcessRow, "id">) {
  const [[votes], [said], [met], [decided], [held]] = await Promise.all([
    db
      .select({ rounds: sql<number>`count(distinct ${rounds.id})::int`, ballots: count(ballotVoters.voter) })
      .from(rounds)
      .innerJoin(ballotLogs, eq(ballotLogs.roundId, rounds.id))
      .leftJoin(ballotVoters, and(eq(ballotVoters.log, ballotLogs.log), eq(ballotVoters.lastKind, "cast")))
      .where(
        and(eq(rounds.processId, process.id), eq(rounds.state, "closed"), eq(rounds.kind, "components")),
      ),
    db
      .select({ count: count(), disposed: count(comments.dispositionId) })
      .from(comments)
      .where(
        and(
          eq(comments.processId, process.id),
          eq(comments.kind, "comment"),
          isNull(comments.rootId),
          isNull(comments.hiddenAt),
        ),
      ),
    db
      .select({ count: count() })
      .from(townhalls)
      .where(and(eq(townhalls.processId, process.id), inArray(townhalls.state, ["ended"]))),
    db
      .select({ count: count() })
      .from(records)
      .where(and(eq(records.processId, process.id), eq(records.kind, "decision"))),
    db
      .select({ count: count() })
      .from(comments)
      .where(
        and(
          eq(comments.processId, process.id),
          ne(comments.kind, "comment"),
          isNull(comments.rootId),
          isNull(comments.hiddenAt),
          isNotNull(comments.number),
        ),
      ),
  ]);
  return {
    rounds: votes?.rounds ?? 0,
    ballots: votes?.ballots ?? 0,
    comments: said?.count ?? 0,
    disposed: said?.disposed ?? 0,
    townhalls: met?.count ?? 0,
    decisions: decided?.count ?? 0,
    topics: held?.count ?? 0,
  };
}
