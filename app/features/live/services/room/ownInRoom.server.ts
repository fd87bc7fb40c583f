import { and, eq, inArray } from "drizzle-orm";
import type { OwnInRoom } from "~/features/live/contracts/roomState";
import { hasAgreed } from "~/features/meetings/services/agreements.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { TownhallId } from "~/kernel/ids";
import type { Actor, Deps } from "~/platform/deps";
import { commentReactions, comments } from "~db/schema/comments";
import { hands, temperatureAnswers, temperatureChecks } from "~db/schema/live";

/** What in a room is one person's own. */
export async function ownInRoom(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  id: TownhallId,
  actor: Actor | null,
): Promise<OwnInRoom> {
  if (!actor) return { hand: null, votes: [], answers: {}, hasAgreed: false };
  const [hand] = await deps.db
    .select({ id: hands.id, state: hands.state, about: hands.about, speaksAs: hands.speaksAs })
    .from(hands)
    .where(
      and(
        eq(hands.townhallId, id),
        eq(hands.userId, actor.id),
        inArray(hands.state, ["waiting", "speaking"]),
      ),
    );
  const votes = await deps.db
    .select({ id: commentReactions.commentId })
    .from(commentReactions)
    .innerJoin(comments, eq(comments.id, commentReactions.commentId))
    .where(
      and(
        eq(comments.townhallId, id),
        eq(commentReactions.userId, actor.id),
        eq(commentReactions.kind, "up"),
      ),
    );
  const answers = await deps.db
    .select({ check: temperatureAnswers.checkId, option: temperatureAnswers.option })
    .from(temperatureAnswers)
    .innerJoin(temperatureChecks, eq(temperatureChecks.id, temperatureAnswers.checkId))
    .where(and(eq(temperatureChecks.townhallId, id), eq(temperatureAnswers.userId, actor.id)));
  return {
    hand: hand ?? null,
    votes: votes.map((one) => one.id as string),
    answers: Object.fromEntries(answers.map(({ check, option }) => [check as string, option])),
    hasAgreed: await hasAgreed(deps.db, process.id, actor),
  };
}
