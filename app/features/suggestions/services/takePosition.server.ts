import { and, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Stance, stances } from "~/features/comments/domain/comment";
import { mayWrite } from "~/features/comments/services/maySpeak.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { weighSchema } from "~/features/suggestions/contracts/suggestions";
import { audit, notices } from "~/features/suggestions/feature";
import { suggestionOf } from "~/features/suggestions/services/inner/openSuggestion.server";
import { tellThem } from "~/features/suggestions/services/inner/tell.server";
import { joinProcess } from "~/features/workgroups/services/joinProcess.server";
import { lags, leastTold, stepped } from "~/kernel/figures/roundedToFive";
import type { CommentId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import { type Db, rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { suggestionFigures, suggestionPositions } from "~db/schema/suggestions";

/**
 * Says whether somebody is for a suggestion, against it or neither, or says it anew. Who objects says why (`invalid`), and the author
 * is told. Of one's own suggestion there is nothing to say (`invalid`). `too_many` as for everything that is written.
 */
export function takePosition(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: CommentId,
  { stance, language, reason }: z.infer<typeof weighSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["suggestion.weighed"] } as const;
  return changeProcess(deps, change, async (tx) => {
    const found = await suggestionOf(tx, process, id);
    if (!found.ok) return found;
    const suggestion = found.value;
    if (suggestion.authorId === actor.id) return fail({ code: "invalid" });
    const may = await mayWrite(deps, tx, process, actor);
    if (!may.ok) return may;
    const texts = await storeTexts(tx, { reason: ["message", reason] });
    if (!texts.ok) return texts;
    const position = { stance, language, ...texts.value, at: deps.now() };
    await tx
      .insert(suggestionPositions)
      .values({ commentId: id, userId: actor.id, ...position })
      .onConflictDoUpdate({
        target: [suggestionPositions.commentId, suggestionPositions.userId],
        set: position,
      });
    const joined = await joinProcess(deps, tx, process, actor);
    if (!joined.ok) return joined;
    await countGroups(deps, tx, process, id);
    if (stance === "oppose") {
      const people = [suggestion.authorId];
      const key = `suggestion-objection ${id} ${actor.id}`;
      const what = { kind: notices["suggestion-objection"], key };
      await tellThem(deps, tx, process, { suggestion, actor, people }, what);
    }
    return ok();
  });
}

/**
 * Moves what is shown of each stakeholder group where enough of its own people have come or gone (`stepped`): groups are what people
 * say of themselves in private. They are counted once ten people have taken a position since the last count: who takes one is seen, and a
 * figure that moved with them would tell what they are.
 */
async function countGroups(
  deps: Pick<Deps, "now" | "randomBelow">,
  tx: Db,
  process: ProcessRow,
  commentId: CommentId,
): Promise<void> {
  const known = await tx.select().from(suggestionFigures).where(eq(suggestionFigures.commentId, commentId));
  const last = Math.max(0, ...known.map(({ countedAt }) => countedAt?.getTime() ?? 0));
  const since = and(eq(suggestionPositions.commentId, commentId), gt(suggestionPositions.at, new Date(last)));
  if ((await tx.$count(suggestionPositions, since)) < leastTold) return;
  const countedAt = deps.now();
  const groups = await stakeholderGroupsOf(tx, process.id);
  const counted = await rowsOf<{ group: string; stance: Stance; count: number }>(
    tx,
    sql`select named.key as group, p.stance, count(*)::int as count
      from ${suggestionPositions} p join ${users} u on u.id = p.user_id and u.suspended_at is null,
        unnest(u.stakeholder_groups) named(key)
      where p.comment_id = ${commentId} group by named.key, p.stance`,
  );
  for (const { key } of groups)
    for (const stance of stances) {
      const before = known.find((one) => one.groupKey === key && one.stance === stance);
      const exact = counted.find((one) => one.group === key && one.stance === stance)?.count ?? 0;
      const step = { count: before?.count ?? 0, lag: before?.lag ?? deps.randomBelow(lags) };
      const next = { ...stepped(step, exact, deps.randomBelow), countedAt };
      await tx
        .insert(suggestionFigures)
        .values({ commentId, groupKey: key, stance, ...next })
        .onConflictDoUpdate({
          target: [suggestionFigures.commentId, suggestionFigures.groupKey, suggestionFigures.stance],
          set: next,
        });
    }
}
