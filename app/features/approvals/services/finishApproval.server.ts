import { and, desc, eq, inArray } from "drizzle-orm";
import { type Placed, placedIn } from "~/features/approvals/domain/position";
import { approvalResultHash, countApproval } from "~/features/approvals/domain/result";
import { publishedRoll } from "~/features/approvals/domain/roll";
import type { RollCount } from "~/features/approvals/domain/rule";
import { notices } from "~/features/approvals/feature";
import { insertComment } from "~/features/comments/services/addComment.server";
import { placeComments } from "~/features/comments/services/placeComments.server";
import { notifyMembers } from "~/features/notices/services/notify.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { LogBallot } from "~/features/rounds/domain/verify";
import { appendUnderLock } from "~/features/rounds/services/appender.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { ClosedLog } from "~/features/rounds/services/roundKind";
import type { CommentId } from "~/kernel/ids";
import { isLanguage } from "~/kernel/language/languages";
import { regions } from "~/kernel/places/regions";
import type { Deps } from "~/platform/deps";
import { storeAsShown } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { approvalRolls, approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { processes } from "~db/schema/processes";
import { ballotNotes, seats } from "~db/schema/rounds";
import { countEligible, publicRoll } from "./countRoll.server";
import { type ApprovalRow, findApproval } from "./findApproval.server";

/**
 * Counts an approval that has just closed, under the lock of its log: the result is stored and its hash
 * is the log's next entry, objections become comments on the draft, members are told. One that is void is over without being counted: what
 * its log holds cannot be shown to be what was said, and everybody concerned was told so.
 */
export async function finishApproval(
  deps: Pick<Deps, "now" | "newId" | "randomHex" | "translator">,
  tx: Db,
  round: RoundRow,
  { log, size, ballots }: ClosedLog,
): Promise<void> {
  const found = await findApproval({ db: tx }, round, false);
  const [process] = await tx.select().from(processes).where(eq(processes.id, round.processId));
  if (!found || !process) throw new Error("an approval without its draft or process");
  const onRoll = found.round.voidedAt ? null : await rollOf(tx, found, ballots);
  await tx.delete(approvalRolls).where(eq(approvalRolls.roundId, round.id));
  if (onRoll === null) return;
  const result = await countOf(tx, process, found, log, { ballots, onRoll });
  const resultHash = approvalResultHash(result);
  await appendUnderLock(deps, tx, log, size, {
    kind: "result",
    log,
    result: resultHash,
    nonce: deps.randomHex(32),
  });
  await tx.update(approvals).set({ onRoll, result, resultHash }).where(eq(approvals.roundId, round.id));
  await publishObjections(deps, tx, process, found, { log, ballots });
  await notifyMembers(deps, tx, process, {
    kind: notices["approval-closed"],
    key: `approval-closed ${round.id}`,
    path: `/p/${process.slug}/approvals/${round.number}`,
    values: { label: found.draft.label },
    except: null,
  });
}

/** Who could have taken part, as it is published. Rolls of version 1 grow by positions that name what no profile did. */
async function rollOf(
  tx: Db,
  { round, approval: { rule, onRoll, rollSteps } }: ApprovalRow,
  ballots: readonly LogBallot[],
): Promise<RollCount> {
  if (rule.version === 1) return publicRoll(tx, round, onRoll ?? (await countEligible(tx, round)), ballots);
  const counts = rollSteps?.counts ?? onRoll;
  if (!counts) throw new Error("an approval that opened without its roll");
  const groups = (await stakeholderGroupsOf(tx, round.processId)).map(({ key }) => key);
  return publishedRoll(counts, { groups, regions }, placedOf(ballots));
}

function placedOf(ballots: readonly LogBallot[]): Placed[] {
  return ballots.flatMap(({ choices }) => placedIn(choices) ?? []);
}

/** The result that a log, a roll and the declared rule add up to. */
export async function countOf(
  db: Db,
  process: Pick<ProcessRow, "id" | "slug">,
  { round, approval, draft }: ApprovalRow,
  log: string,
  { ballots, onRoll }: { readonly ballots: readonly LogBallot[]; readonly onRoll: RollCount },
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
    placedOf(ballots),
  );
}

/**
 * The objections that count, each a comment on the draft that needs a disposition like any other. They are
 * numbered by lot and say no group, so that the ballots in the log do not tell whose they are.
 */
async function publishObjections(
  deps: Pick<Deps, "now" | "newId" | "randomHex" | "translator">,
  tx: Db,
  process: Pick<ProcessRow, "sourceLanguage">,
  { round, draft }: ApprovalRow,
  { log, ballots }: { readonly log: string; readonly ballots: readonly LogBallot[] },
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
  const byLot = objecting
    .map((ballot) => ({ ...ballot, lot: deps.randomHex(16) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1));
  const made: CommentId[] = [];
  for (const { index, voter } of byLot) {
    const notes = notesAt.get(index);
    if (!notes) continue;
    const language = isLanguage(notes.language) ? notes.language : "en";
    const wanted = deps.translator(language)("approvals:objection.wouldChange");
    const texts = await storeAsShown(tx, {
      body: ["message", `${notes.reason}\n\n**${wanted}**\n\n${notes.change}`],
    });
    const { id } = await insertComment(deps, tx, held, {
      clauseId: null,
      authorId: personOf.get(voter) ?? null,
      speaksAs: null,
      language,
      type: "general",
      stance: "oppose",
      ...texts,
      anchor: null,
      approvalId: round.id,
    });
    made.push(id);
  }
  const [current] = await tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.processId, draft.processId), inArray(drafts.state, ["published", "final"])))
    .orderBy(desc(drafts.number))
    .limit(1);
  if (current) await placeComments(tx, current, process.sourceLanguage, { only: made });
}
