import { and, count, eq, inArray, isNotNull, isNull, ne, sql } from "drizzle-orm";
import { shareOf } from "~/features/approvals/domain/result";
import { type ApprovalRow, approvalsOf } from "~/features/approvals/services/findApproval.server";
import { type DraftRow, listDrafts } from "~/features/drafts/services/findDraft.server";
import { publicEndorsements } from "~/features/endorsements/services/publicEndorsements.server";
import { listTownhalls } from "~/features/meetings/services/findTownhall.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { gatesShown, groupTitles, snapshotLine } from "~/features/release/services/boardPage.server";
import { boardState } from "~/features/release/services/boardState.server";
import { type SnapshotRow, snapshotsOf } from "~/features/release/services/decide.server";
import { representationPage } from "~/features/representation/services/representationPage.server";
import { newestResults, type ResultNames, resultNames } from "~/features/results/services/resultPage.server";
import { byVerdict } from "~/features/reviews/domain/conclusion";
import { requiredOf } from "~/features/reviews/domain/held";
import { ruleFor } from "~/features/reviews/services/board.server";
import { heldSystems } from "~/features/reviews/services/heldSystems.server";
import { reviewedVersions } from "~/features/reviews/services/reviewedVersions.server";
import { roundIs } from "~/features/rounds/services/read.server";
import { namedRule } from "~/features/rules/services/namedRule";
import { drawTimeline } from "~/features/timeline/domain/draw";
import { timelineBegins, timelinePage } from "~/features/timeline/services/timeline.server";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { today } from "~/platform/clock.server";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { townhalls } from "~db/schema/meetings";
import { records } from "~db/schema/records";
import { ballotLogs, ballotVoters, rounds } from "~db/schema/rounds";

/** A report has room for the newest of each kind: the pages that its titles lead to have all of them. */
const mostShown = 40;
const resultsShown = 3;
const approvalsShown = 5;
const systemsShown = 100;

/**
 * A process from its start to its release on one page: what there is of it in public, with its figures.
 * It is the report of the released version (before there is one, of the newest), and of the decision by
 * which it was released: the gates are those that the decision was made on. All else is as of now.
 */
export async function processReport(
  deps: Pick<Deps, "db" | "now" | "translator" | "work">,
  process: ProcessRow,
  language: Language,
) {
  const [
    figures,
    entries,
    begins,
    drafts,
    compilations,
    approvals,
    snapshots,
    people,
    groups,
    meetings,
    names,
  ] = await Promise.all([
    figuresOf(deps.db, process),
    timelinePage(deps, process, language, { onDay: today(deps) }),
    timelineBegins(deps, process),
    listDrafts(deps, process, false),
    newestResults(deps, process, resultsShown),
    approvalsOf(deps.db, process.id, false),
    snapshotsOf(deps.db, process),
    representationPage(deps, process, language),
    stakeholderGroupsOf(deps.db, process.id),
    listTownhalls(deps, process),
    resultNames(deps, process, language),
  ]);
  const shown = drafts.filter(({ state }) => state === "final").at(-1) ?? drafts.at(-1) ?? null;
  const decided = snapshots.find(
    ({ snapshot, decision }) => snapshot.draftId === shown?.id && decision?.decision === "approved",
  );
  const titles = new Map(groups.map(({ key, title }) => [key, localize(title, language).text]));
  return {
    figures: { ...figures, registered: people.snapshot?.total.registered ?? null },
    from: begins,
    entries: entries.rows,
    today: today(deps),
    drawn: drawTimeline(entries.rows, today(deps)),
    shown: shown && { label: shown.label, state: shown.state, hash: shown.textHash ?? "" },
    decision: decided ? snapshotLine(decided) : null,
    drafts: drafts.slice(-mostShown).map(({ label, state, publishedAt, textHash, note }) => ({
      label,
      state,
      publishedAt,
      hash: textHash ?? "",
      note: localize(note, language),
    })),
    names,
    results: compilations.map(({ number, title, result }) => ({
      number,
      title: localize(title, language),
      rule: namedRule(result.rule),
      result,
    })),
    approvals: approvals
      .filter(({ draft }) => draft.id === shown?.id)
      .slice(-approvalsShown)
      .flatMap((row) => countedApproval(row, titles, language)),
    otherApprovals: approvals
      .filter(
        ({ round, draft, approval }) =>
          round.state !== "draft" && (draft.id !== shown?.id || approval.result === null),
      )
      .slice(-mostShown)
      .map(({ round, approval, draft }) => ({
        number: round.number,
        title: localize(round.title, language),
        draft: draft.label,
        isMet: approval.result?.isMet ?? null,
      })),
    ...(await reviewsFor(deps, process, shown, names)),
    ...(await gatesFor(deps, process, language, shown, decided ?? null)),
    endorsements: shown && (await endorsedVersion(deps, process, language, shown.label)),
    townhalls: meetings
      .filter(({ state }) => state === "ended")
      .slice(-mostShown)
      .map(({ number, title, startsAt }) => ({ number, title: localize(title, language), startsAt })),
    snapshots: snapshots.slice(-mostShown).map(snapshotLine).toReversed(),
    people: people.snapshot && {
      takenAt: people.snapshot.takenAt,
      groups: people.snapshot.groups,
      regions: people.snapshot.regions,
      total: people.snapshot.total,
    },
  };
}

/** A counted approval with its groups; nothing while it is open. */
function countedApproval(
  { round, approval }: ApprovalRow,
  titles: ReadonlyMap<string, string>,
  language: Language,
) {
  const { result } = approval;
  if (!result) return [];
  const rows = [...titles].flatMap(([key, label]) => {
    const tallied = ownValue(result.groups, key);
    return tallied ? [{ key, label, tallied, share: shareOf(tallied) }] : [];
  });
  const { v: version, isMet } = result;
  return [{ number: round.number, title: localize(round.title, language), version, isMet, rows }];
}

/** The systems held against a version, with the components that its checklist requires. */
async function reviewsFor(
  deps: Pick<Deps, "db" | "work">,
  process: ProcessRow,
  shown: DraftRow | null,
  names: ResultNames,
) {
  const versions = await reviewedVersions(deps.db, process);
  const at = versions.find(({ draft }) => draft.id === shown?.id);
  if (!at) return { columns: [], criteria: [], systems: [] };
  const rule = ruleFor(process);
  const { items } = at.version;
  const { criteria, systems } = await heldSystems(deps, process, at, versions);
  return {
    criteria,
    columns: items
      .filter(({ level }) => rule.levels.includes(level))
      .map(({ component }) => ({
        key: component,
        label: ownValue(names.components, component) ?? component,
      })),
    systems: byVerdict(systems, ({ held }) => held.verdict)
      .slice(0, systemsShown)
      .map(({ system, held: { letters, verdict } }) => ({
        key: system.key,
        name: system.name,
        verdict,
        letters: requiredOf(letters, items, criteria.length, rule).letters,
      })),
  };
}

/** The gates as the approval of a version was decided on them; as they are now where none was. */
async function gatesFor(
  deps: Pick<Deps, "db" | "now" | "work">,
  process: ProcessRow,
  language: Language,
  shown: DraftRow | null,
  decided: SnapshotRow | null,
) {
  const state = decided?.snapshot.state ?? (shown && (await boardState(deps, process, shown)));
  return {
    gates: state ? gatesShown(state, language) : [],
    gateGroups: await groupTitles(deps, process, language, state),
  };
}

/** How many endorse a version and how that grew, as the public sees it; null where nobody was asked. */
async function endorsedVersion(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  language: Language,
  draft: string,
) {
  const reader = { isOrganizer: false };
  const asked = { language, draft, kind: null, country: null, page: 1 };
  const wall = await publicEndorsements(deps, process, reader, asked);
  if (!wall) return null;
  const { embargoUntil, shown } = wall;
  return {
    embargoUntil,
    shown: shown && { counts: shown.counts, points: shown.points, curves: shown.curves },
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
      .where(and(eq(rounds.processId, process.id), roundIs("closed"), eq(rounds.kind, "components"))),
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
