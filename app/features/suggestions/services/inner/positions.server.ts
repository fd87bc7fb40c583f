import { and, desc, eq, inArray, ne, type SQL, sql } from "drizzle-orm";
import { type Stance, stances } from "~/features/comments/domain/comment";
import { roundedToFive, type Shown } from "~/kernel/figures/roundedToFive";
import type { CommentId } from "~/kernel/ids";
import type { Actor, Deps } from "~/platform/deps";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { suggestionFigures, suggestionPositions } from "~db/schema/suggestions";

export type Weights = Readonly<Record<Stance, number>>;

/** How many are for a suggestion, against it and neither, of a row of comments. */
export const weightsOfComment: SQL<Weights> = sql<Weights>`(
  select json_build_object(${sql.join(
    stances.map(
      (one) => sql`${sql.raw(`'${one}'`)}, count(*) filter (where position.stance = ${sql.raw(`'${one}'`)})`,
    ),
    sql`, `,
  )}) from suggestion_positions position where position.comment_id = comments.id)`;

/** The same of several suggestions, by their ids, with the side that a reader takes. */
export async function weightsOf(
  db: Db,
  ids: readonly CommentId[],
  reader: Pick<Actor, "id"> | null,
): Promise<ReadonlyMap<string, Weights & { readonly own: Stance | null }>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({
      id: comments.id,
      weights: weightsOfComment,
      own: sql<Stance | null>`(select position.stance from suggestion_positions position
        where position.comment_id = comments.id and position.user_id = ${reader?.id ?? null}::uuid)`,
    })
    .from(comments)
    .where(inArray(comments.id, [...ids]));
  return new Map(rows.map(({ id, weights, own }) => [id, { ...weights, own }]));
}

/** As many reasons as a page shows; the record has all of them. */
const reasonsShown = 50;
const nobody: Weights = { support: 0, neutral: 0, oppose: 0 };

/** Who is for a suggestion, against it or neither: how many, of which groups, and why. */
export async function positionsOn({ db }: Pick<Deps, "db">, id: CommentId, reader: Actor | null) {
  const [[counted], figures, rows] = await Promise.all([
    db
      .select({
        weights: weightsOfComment,
        own: reader
          ? sql<{ stance: Stance; reason: string } | null>`(
              select json_build_object('stance', position.stance, 'reason', position.reason)
              from suggestion_positions position
              where position.comment_id = comments.id and position.user_id = ${reader.id})`
          : sql<null>`null`,
      })
      .from(comments)
      .where(eq(comments.id, id)),
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
      .orderBy(desc(suggestionPositions.at), suggestionPositions.userId)
      .limit(reasonsShown),
  ]);
  await readTexts(db, { message: rows.map(({ reason }) => reason) });
  const shownOf = (group: string, stance: Stance): Shown =>
    roundedToFive(figures.find((one) => one.groupKey === group && one.stance === stance)?.count ?? 0);
  return {
    weights: counted?.weights ?? nobody,
    byGroup: (group: string) => ({
      support: shownOf(group, "support"),
      neutral: shownOf(group, "neutral"),
      oppose: shownOf(group, "oppose"),
    }),
    reasons: rows.map(({ reason, ...one }, index) => ({
      ...one,
      html: renderCached("message", reason, `w${index}-`),
    })),
    own: counted?.own ?? null,
  };
}
