import { and, count, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { isLanguage } from "~/contracts/languages";
import { type Placed, placedIn } from "~/domain/approvals/position";
import { approvalResultHash, countApproval } from "~/domain/approvals/result";
import type { RollCount } from "~/domain/approvals/rule";
import { type LogBallot, verifyLog } from "~/domain/log/verify";
import { regionOf } from "~/domain/regionOf";
import { regions } from "~/domain/regions";
import { upInFives } from "~/domain/representation/figures";
import { insertComment } from "~/services/commenting/addComment.server";
import type { Deps } from "~/services/deps";
import { tellMembers } from "~/services/notifying/notify.server";
import type { ProcessRow, RoundRow } from "~/services/people/scope.server";
import { appendUnderLock } from "~/services/voting/appendUnderLock.server";
import type { Db } from "~db/client";
import { logRows, stakeholderGroupsOf } from "~db/queries";
import { approvals, ballotNotes, drafts, processes, processMembers, seats, users } from "~db/schema";
import { type ApprovalRow, findApproval } from "./findApproval.server";

/**
 * Counts an approval that has just closed, under the lock of its log: the result is stored and its hash
 * is the log's next entry, objections become comments on the draft, members are told.
 */
export async function finishApproval(
  deps: Pick<Deps, "now" | "newId" | "randomHex" | "translator">,
  tx: Db,
  round: RoundRow,
  log: string,
): Promise<void> {
  const found = await findApproval({ db: tx }, round, false);
  const [process] = await tx.select().from(processes).where(eq(processes.id, round.processId));
  if (!found || !process) throw new Error("an approval without its draft or process");
  const rows = await logRows(tx, log);
  const { ballots } = verifyLog(log, rows);
  const onRoll = await countRoll(tx, found.round);
  const result = await countOf(tx, process, found, log, ballots, onRoll);
  const resultHash = approvalResultHash(result);
  await appendUnderLock(deps, tx, log, rows.length, {
    kind: "result",
    log,
    result: resultHash,
    nonce: deps.randomHex(32),
  });
  await tx.update(approvals).set({ onRoll, result, resultHash }).where(eq(approvals.roundId, round.id));
  await publishObjections(deps, tx, found, log, ballots);
  await tellMembers(deps, tx, process, {
    kind: "approval-closed",
    key: `approval-closed ${round.id}`,
    path: `/p/${process.slug}/approvals/${round.number}`,
    values: { label: found.draft.label },
    except: null,
  });
}

/** The result that a log, a roll and the declared rule add up to. */
export async function countOf(
  db: Db,
  process: Pick<ProcessRow, "id" | "slug">,
  { round, approval, draft }: ApprovalRow,
  log: string,
  ballots: readonly LogBallot[],
  onRoll: RollCount,
) {
  const groups = (await stakeholderGroupsOf(db, process.id)).map(({ key }) => key);
  return countApproval(
    {
      process: process.slug,
      approval: round.number,
      log,
      draft: draft.label,
      draftHash: approval.draftHash,
      rule: approval.rule,
    },
    { groups, regions },
    onRoll,
    ballots.flatMap(({ choices }): Placed[] => {
      const placed = placedIn(choices);
      return placed ? [placed] : [];
    }),
  );
}

/** Who could have taken a position: by group and region, rounded up to fives so that nobody is told from it. */
async function countRoll(tx: Db, round: RoundRow): Promise<RollCount> {
  const eligible = and(
    eq(processMembers.processId, round.processId),
    lte(processMembers.joinedAt, round.openedAt as Date),
    isNull(users.suspendedAt),
  );
  const people = tx.select({ count: count() }).from(processMembers);
  const [all] = await people.innerJoin(users, eq(users.id, processMembers.userId)).where(eligible);
  const byGroup = await tx
    .select({ key: sql<string>`named.key`, count: count() })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .crossJoin(sql`unnest(${users.stakeholderGroups}) as named(key)`)
    .where(eligible)
    .groupBy(sql`named.key`);
  const byCountry = await tx
    .select({ country: users.country, count: count() })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(eligible)
    .groupBy(users.country);
  const byRegion = new Map<string, number>();
  for (const { country, count: here } of byCountry) {
    const region = regionOf(country);
    if (region) byRegion.set(region, (byRegion.get(region) ?? 0) + here);
  }
  const known = new Set((await stakeholderGroupsOf(tx, round.processId)).map(({ key }) => key));
  return {
    total: upInFives(all?.count ?? 0),
    groups: Object.fromEntries(
      byGroup.filter(({ key }) => known.has(key)).map((one) => [one.key, upInFives(one.count)]),
    ),
    regions: Object.fromEntries([...byRegion].map(([key, here]) => [key, upInFives(here)])),
  };
}

/** The objections that count, each a comment on the draft that needs a disposition like any other. */
async function publishObjections(
  deps: Pick<Deps, "now" | "newId" | "translator">,
  tx: Db,
  { round, draft }: ApprovalRow,
  log: string,
  ballots: readonly LogBallot[],
): Promise<void> {
  const objecting = ballots.filter(({ choices }) => placedIn(choices)?.position === "object");
  if (objecting.length === 0) return;
  const indexes = objecting.map(({ index }) => index);
  const [held] = await tx.select().from(drafts).where(eq(drafts.id, draft.id)).for("update");
  if (!held) throw new Error("an approval's draft is not there");
  const noted = await tx
    .select()
    .from(ballotNotes)
    .where(and(eq(ballotNotes.log, log), inArray(ballotNotes.index, indexes)));
  const notesAt = new Map(noted.map(({ index, notes }) => [index, notes]));
  const taken = await tx.select().from(seats).where(eq(seats.roundId, round.id));
  const personOf = new Map(taken.map(({ voter, userId }) => [voter, userId]));
  for (const { index, voter, choices } of objecting) {
    const notes = notesAt.get(index);
    if (!notes) continue;
    const language = isLanguage(notes.language) ? notes.language : "en";
    const wanted = deps.translator(language)("approvals:objection.wouldChange");
    await insertComment(deps, tx, held, {
      clauseId: null,
      authorId: personOf.get(voter) ?? null,
      speaksAs: placedIn(choices)?.groups[0] ?? null,
      language,
      type: "general",
      stance: "oppose",
      body: `${notes.reason}\n\n**${wanted}**\n\n${notes.change}`,
      proposal: "",
      anchor: null,
      approvalId: round.id,
    });
  }
}
