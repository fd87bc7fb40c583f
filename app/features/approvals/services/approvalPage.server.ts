import { and, asc, eq, sql } from "drizzle-orm";
import { leastShownPositions } from "~/features/approvals/domain/least";
import { overlapIn } from "~/features/approvals/domain/overlap";
import { placedIn } from "~/features/approvals/domain/position";
import { type ApprovalResult, groupInformedConsensus, shareOf } from "~/features/approvals/domain/result";
import { stateOf } from "~/features/comments/domain/comment";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { ownBallot } from "~/features/rounds/services/ballots.server";
import { extensionsFor, opensAtOf, phaseOf } from "~/features/rounds/services/roundViews.server";
import { toNumber } from "~/kernel/figures/fraction";
import type { RoundId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { regionOf } from "~/kernel/places/regionOf";
import { cut } from "~/kernel/text/cut";
import { databaseNowAgainst, nowAgainst } from "~/platform/clock.server";
import type { Actor, Deps, Translate } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments, dispositions } from "~db/schema/comments";
import { processMembers } from "~db/schema/membership";
import { ballotEntries, ballotVoters } from "~db/schema/rounds";
import { type ApprovalRow, approvalsOf } from "./findApproval.server";
import { offeredTo } from "./takePosition.server";

/** The approvals of a process as its pages list them, the newest first. */
export async function listApprovals(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  language: Language,
  withUnopened: boolean,
) {
  const rows = await approvalsOf(deps.db, process.id, withUnopened);
  const now = await databaseNowAgainst(deps, ...rows.map(({ round }) => round.closesAt));
  return rows.toReversed().map(({ round, approval, draft }) => ({
    number: round.number,
    title: localize(round.title, language),
    draft: draft.label,
    phase: phaseOf(round, now) as "draft" | "open" | "void" | "closing" | "closed",
    opensAt: opensAtOf(round),
    closesAt: round.closesAt,
    closedAt: round.closedAt,
    isMet: approval.result?.isMet ?? null,
  }));
}

/** An approval as everyone sees it; figures only once it has closed. */
export async function approvalPage(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  { round, approval, draft }: ApprovalRow,
  language: Language,
) {
  const { result } = approval;
  const [groups, now, objections, pairs, extensions] = await Promise.all([
    stakeholderGroupsOf(deps.db, process.id),
    databaseNowAgainst(deps, round.closesAt),
    objectionsIn(deps, round.id),
    result ? sharedBetween(deps.db, result) : [],
    extensionsFor(deps.db, round),
  ]);
  return {
    id: round.id,
    number: round.number,
    title: localize(round.title, language),
    draft: draft.label,
    /** A newer version has taken the place of the one that positions are taken on. */
    isReplaced: draft.state === "superseded",
    draftHash: approval.draftHash,
    rule: approval.rule,
    ruleHash: round.ruleHash,
    phase: phaseOf(round, now) as "draft" | "open" | "void" | "closing" | "closed",
    opensAt: opensAtOf(round),
    openedAt: round.openedAt,
    closesAt: round.closesAt,
    closedAt: round.closedAt,
    voidedAt: round.voidedAt,
    extensions,
    groups: groups.map(({ key, title }) => ({ key, title: localize(title, language) })),
    result,
    resultHash: approval.resultHash,
    shares: result && {
      total: shareOf(result.total),
      groups: Object.fromEntries(Object.entries(result.groups).map(([key, one]) => [key, shareOf(one)])),
      regions: Object.fromEntries(Object.entries(result.regions).map(([key, one]) => [key, shareOf(one)])),
      consensus: toNumber(groupInformedConsensus(Object.values(result.groups))),
    },
    ...objections,
    /** Groups that count many of the same positions. */
    pairs,
  };
}

type Previewed = Pick<Awaited<ReturnType<typeof approvalPage>>, "title" | "draft" | "result">;

/** What previews say of an approval: what is asked, and once it is counted, what came of it. */
export function previewOfApproval(t: Translate, { title, draft, result }: Previewed) {
  const outcome = result ? (result.isMet ? "met" : "notMet") : "asked";
  return {
    title: title.text,
    description: t(`approvals:preview.${outcome}`, { label: draft }),
    alt: t(`approvals:preview.${result ? "alt" : "altAsked"}`),
  };
}

/** Every two groups in which five of the same positions count, or more; of a closed log, whose entries are public. */
function sharedBetween(db: Db, { log, overlap }: ApprovalResult): Promise<Pair[]> {
  const { two, more } = overlapIn(overlap);
  if (two + more < leastShownPositions) return Promise.resolve([]);
  return rowsOf<Pair>(
    db,
    sql`select one.key as one, other.key as other, count(*)::int as positions
      from ${ballotVoters} v
        join ${ballotEntries} e on e.log = v.log and e.voter = v.voter and e.leaf = v.last_leaf
        cross join jsonb_object_keys(e.entry::jsonb -> 'choices' -> 'groups') one(key)
        cross join jsonb_object_keys(e.entry::jsonb -> 'choices' -> 'groups') other(key)
      where v.log = ${log} and v.last_kind = 'cast' and one.key < other.key
      group by one.key, other.key having count(*) >= ${leastShownPositions}
      order by positions desc, one.key, other.key`,
  );
}

type Pair = { readonly one: string; readonly other: string; readonly positions: number };

/** The comments that the objections of a closed approval became, where each stands, and how many are hidden. */
async function objectionsIn(deps: Pick<Deps, "db" | "now">, roundId: RoundId) {
  const rows = await deps.db
    .select({
      id: comments.id,
      number: comments.number,
      body: comments.body,
      language: comments.language,
      hiddenAt: comments.hiddenAt,
      disposition: dispositions,
    })
    .from(comments)
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(eq(comments.approvalId, roundId))
    .orderBy(asc(comments.number));
  const shown = rows.filter(({ hiddenAt }) => !hiddenAt);
  return {
    objections: shown.map(({ id, number, body, language, disposition }) => ({
      ...{ id, number, language },
      /** Its first words; empty once its author has erased them. */
      beginning: cut(body.split("\n")[0] ?? "", 200),
      state: stateOf(disposition, nowAgainst(deps, disposition?.answerBy)),
    })),
    hiddenObjections: rows.length - shown.length,
  };
}

/** A person's own position, what they may do, and which groups and region are suggested. */
export async function ownPosition(deps: Pick<Deps, "db">, actor: Actor, row: ApprovalRow) {
  const { round } = row;
  const [own, [person], [member], offered] = await Promise.all([
    ownBallot(deps, actor, round),
    deps.db.select().from(users).where(eq(users.id, actor.id)),
    deps.db
      .select({ joinedAt: processMembers.joinedAt })
      .from(processMembers)
      .where(and(eq(processMembers.processId, round.processId), eq(processMembers.userId, actor.id))),
    offeredTo(deps.db, row, actor),
  ]);
  const isEligible = member !== undefined && round.openedAt !== null && member.joinedAt <= round.openedAt;
  return {
    isEligible,
    person: actor.id,
    prev: own?.prev ?? null,
    taken: own?.cast ? { ...own.cast, placed: placedIn(own.cast.choices) ?? null, choices: undefined } : null,
    kept: own?.saved ? { placed: placedIn(own.saved.choices) ?? null, notes: own.saved.notes } : null,
    /** Where their position may count; null: wherever they say. */
    offered,
    groups: offered?.groups ?? person?.stakeholderGroups ?? [],
    region: offered ? offered.region : regionOf(person?.country ?? ""),
    /** Whether an objection would stand under their name. */
    isNamed: person ? person.showsName && person.displayName !== "" : false,
  };
}
