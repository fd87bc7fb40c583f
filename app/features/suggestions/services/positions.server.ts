import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Stance } from "~/features/comments/domain/comment";
import { roundedToFive, type Shown } from "~/kernel/figures/roundedToFive";
import type { CommentId } from "~/kernel/ids";
import type { Actor, Deps } from "~/platform/deps";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { suggestionFigures, suggestionPositions } from "~db/schema/suggestions";

export type Weights = Readonly<Record<Stance, number>>;
const nobody: Weights = { support: 0, neutral: 0, oppose: 0 };

/** How many are for each of some suggestions, against it and neither. */
export async function weightsOf(db: Db, ids: readonly CommentId[]): Promise<(id: string) => Weights> {
  const rows =
    ids.length === 0
      ? []
      : await db
          .select({
            id: suggestionPositions.commentId,
            stance: suggestionPositions.stance,
            count: sql<number>`count(*)::int`,
          })
          .from(suggestionPositions)
          .where(inArray(suggestionPositions.commentId, [...ids]))
          .groupBy(suggestionPositions.commentId, suggestionPositions.stance);
  const weights = new Map<string, Weights>();
  for (const { id, stance, count } of rows)
    weights.set(id, { ...(weights.get(id) ?? nobody), [stance]: count });
  return (id) => weights.get(id) ?? nobody;
}

/** As many reasons as a page shows; the record has all of them. */
const reasonsShown = 50;

/** Who is for a suggestion, against it or neither: how many, of which groups, and why. */
export async function positionsOn({ db }: Pick<Deps, "db">, id: CommentId, reader: Actor | null) {
  const [weights, figures, rows, own] = await Promise.all([
    weightsOf(db, [id]),
    db.select().from(suggestionFigures).where(eq(suggestionFigures.commentId, id)),
    db
      .select({
        stance: suggestionPositions.stance,
        reason: suggestionPositions.reason,
        language: suggestionPositions.language,
        at: suggestionPositions.at,
        name: sql<string | null>`case when ${users.showsName} then nullif(${users.displayName}, '') end`,
      })
      .from(suggestionPositions)
      .innerJoin(users, eq(users.id, suggestionPositions.userId))
      .where(and(eq(suggestionPositions.commentId, id), ne(suggestionPositions.reason, sql`''`)))
      .orderBy(desc(suggestionPositions.at))
      .limit(reasonsShown),
    reader
      ? db
          .select()
          .from(suggestionPositions)
          .where(and(eq(suggestionPositions.commentId, id), eq(suggestionPositions.userId, reader.id)))
      : [],
  ]);
  await readTexts(db, { message: rows.map(({ reason }) => reason) });
  const shownOf = (group: string, stance: Stance): Shown =>
    roundedToFive(figures.find((one) => one.groupKey === group && one.stance === stance)?.count ?? 0);
  return {
    weights: weights(id),
    byGroup: (group: string) => ({
      support: shownOf(group, "support"),
      neutral: shownOf(group, "neutral"),
      oppose: shownOf(group, "oppose"),
    }),
    reasons: rows.map(({ reason, ...one }, index) => ({
      ...one,
      html: renderCached("message", reason, `w${index}-`),
    })),
    own: own[0] ? { stance: own[0].stance, reason: own[0].reason as string } : null,
  };
}
