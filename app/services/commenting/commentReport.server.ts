import { and, asc, eq, isNull } from "drizzle-orm";
import type { CommentType } from "~/domain/comments/comment";
import { writeCsv } from "~/domain/csv/write";
import { numberClauses } from "~/domain/drafts/clause";
import { plainText } from "~/domain/drafts/markdown";
import type { Deps, Translate } from "~/services/deps";
import { asClause, clauseRows, type DraftRow } from "~/services/drafting/findDraft.server";
import { comments, dispositions } from "~db/schema";

/** Columns of the ISO/IEC template for comments, as its secretariats use it. */
const columns = [
  "MB/NC",
  "Line number",
  "Clause/Subclause",
  "Paragraph/Figure/Table",
  "Type of comment",
  "Comments",
  "Proposed change",
  "Observations of the secretariat",
] as const;
const typeCodes: Record<CommentType, string> = { general: "ge", technical: "te", editorial: "ed" };

/**
 * All comments made on a version as CSV in the ISO/IEC commenting template. The first column holds
 * the group for which somebody speaks with the comment's number; observations are the disposition.
 */
export async function commentReport(deps: Pick<Deps, "db">, draft: DraftRow, t: Translate): Promise<string> {
  const clauses = (await clauseRows(deps.db, draft.id)).map(asClause);
  const numbers = numberClauses(clauses);
  const numberOf = new Map(clauses.map(({ id }, at) => [id, numbers[at] as string]));
  const textOf = new Map<string, string>();
  const rows = await deps.db
    .select({ comment: comments, disposition: dispositions })
    .from(comments)
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(and(eq(comments.draftId, draft.id), isNull(comments.rootId), isNull(comments.hiddenAt)))
    .orderBy(asc(comments.number));
  return writeCsv(
    columns,
    rows.map(({ comment, disposition }) => {
      const clause = clauses.find(({ id }) => id === comment.clauseId);
      if (clause && !textOf.has(clause.id)) textOf.set(clause.id, plainText(clause.body));
      const before = comment.anchor
        ? (textOf.get(clause?.id ?? "") ?? "").slice(0, comment.anchor.start)
        : null;
      return {
        "MB/NC": `${comment.speaksAs ?? "—"}-${String(comment.number).padStart(3, "0")}`,
        "Line number": before === null ? "" : String(before.split("\n").filter(Boolean).length || 1),
        "Clause/Subclause": numberOf.get(comment.clauseId ?? "") ?? "",
        "Paragraph/Figure/Table": before === null ? "" : String(before.split(/\n\n+/).length),
        "Type of comment": typeCodes[comment.type],
        Comments: comment.anchor ? `“${comment.anchor.exact}”: ${comment.body}` : comment.body,
        "Proposed change": comment.proposal,
        "Observations of the secretariat": disposition
          ? `${t(`comments:decision.${disposition.decision}`)}: ${disposition.reason}`
          : "",
      };
    }),
  );
}
