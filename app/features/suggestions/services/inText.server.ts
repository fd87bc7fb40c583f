import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import { clauseHere, standsIn } from "~/features/comments/services/commentRows.server";
import { applyPatch, fits, mergeWhatFits, type Patch, refined } from "~/features/drafts/domain/patch";
import { clausesOf, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { groupedBy } from "~/kernel/keyed";
import { cut } from "~/kernel/text/cut";
import type { Deps, Shared } from "~/platform/deps";
import { compareCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import { commentPlaces, comments, dispositions } from "~db/schema/comments";

/** As many of a clause are held against one another; more nobody reads in one text. */
const mostInText = 50;

export type InText = {
  readonly clause: string;
  /** The clause with what goes out and what comes in. */
  readonly html: string;
  readonly shown: number;
  /** How many change words that another one changes too, and so stand in their cards alone. */
  readonly rivals: number;
};

/** Clauses of a version as open suggestions would have them: all that do not touch, the earlier first. */
export async function suggestedTexts(
  { db }: Pick<Deps, "db">,
  shared: Shared,
  draft: DraftRow,
  clauseIds: readonly string[],
): Promise<readonly InText[]> {
  if (clauseIds.length === 0) return [];
  const rows = await db
    .select({
      clause: clauseHere,
      patch: sql<Patch | null>`case when ${commentPlaces.commentId} is null then ${comments.patch} else ${commentPlaces.patch} end`,
    })
    .from(comments)
    .leftJoin(
      commentPlaces,
      and(eq(commentPlaces.commentId, comments.id), eq(commentPlaces.draftId, draft.id)),
    )
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(
      and(
        standsIn(draft.id),
        isNotNull(comments.patch),
        isNull(comments.hiddenAt),
        inArray(clauseHere, [...clauseIds]),
        or(isNull(dispositions.id), eq(dispositions.decision, "deferred")),
      ),
    )
    .orderBy(asc(comments.createdAt), asc(comments.number), asc(comments.id));
  if (rows.length === 0) return [];
  const bodies = new Map((await shared(clausesOf, draft.id)).map(({ clauseId, body }) => [clauseId, body]));
  const texts = [...groupedBy(rows, ({ clause }) => clause ?? "")].flatMap(([clause, all]) => {
    const id = all[0]?.clause;
    const body = id ? bodies.get(id) : undefined;
    if (body === undefined) return [];
    const patches = all.flatMap(({ patch }) =>
      patch && patch.length > 0 && fits(body, patch) ? [refined(body, patch)] : [],
    );
    const { merged, left } = mergeWhatFits(patches.slice(0, mostInText));
    const shown = patches.length - left.length;
    return [{ clause, body, text: applyPatch(body, merged), shown, rivals: left.length }];
  });
  await readTexts(db, { clause: texts.flatMap(({ body, text }) => [body, text]) });
  return texts.map(({ body, text, ...one }) => ({
    ...one,
    html: compareCached(body, text, `t${cut(one.clause, 8)}-`),
  }));
}
