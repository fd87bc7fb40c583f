import { sql } from "drizzle-orm";
import type { OwnInRoom } from "~/features/live/contracts/roomState";
import { hasAgreed } from "~/features/meetings/services/agreements.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { TownhallId } from "~/kernel/ids";
import type { Actor, Deps } from "~/platform/deps";
import { rowsOf } from "~db/client";
import { commentReactions, comments } from "~db/schema/comments";
import { hands, temperatureAnswers, temperatureChecks } from "~db/schema/live";

/** What in a room is for one person alone. */
export async function ownInRoom(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  id: TownhallId,
  actor: Actor | null,
): Promise<OwnInRoom> {
  if (!actor) return { hand: null, votes: [], asked: [], answers: {}, hasAgreed: false };
  const hand = sql`(select jsonb_build_object('id', id, 'state', state, 'about', about, 'speaksAs', speaks_as) from ${hands}
    where townhall_id = ${id} and user_id = ${actor.id} and state in ('waiting', 'speaking'))`;
  const votes = sql`(select coalesce(jsonb_agg(comment_id), '[]') from ${commentReactions} reaction
    join ${comments} question on question.id = reaction.comment_id
    where question.townhall_id = ${id} and reaction.user_id = ${actor.id} and reaction.kind = 'up')`;
  const asked = sql`(select coalesce(jsonb_agg(id), '[]') from ${comments} question
    where townhall_id = ${id} and author_id = ${actor.id} and kind = 'question' and root_id is null
      and hidden_at is null and answered_at is null
      and not exists (select 1 from ${comments} reply where reply.root_id = question.id))`;
  const answers = sql`(select coalesce(jsonb_object_agg(check_id, option), '{}') from ${temperatureAnswers} answer
    join ${temperatureChecks} asked on asked.id = answer.check_id
    where asked.townhall_id = ${id} and answer.user_id = ${actor.id})`;
  const [[own], agreed] = await Promise.all([
    rowsOf<Omit<OwnInRoom, "hasAgreed">>(
      deps.db,
      sql`select ${hand} as hand, ${votes} as votes, ${asked} as asked, ${answers} as answers`,
    ),
    hasAgreed(deps.db, process.id, actor),
  ]);
  return { hand: null, votes: [], asked: [], answers: {}, ...own, hasAgreed: agreed };
}
