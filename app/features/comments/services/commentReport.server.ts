import { and, asc, eq, isNull } from "drizzle-orm";
import type { CommentType } from "~/features/comments/domain/comment";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { anchorsIn } from "~/features/drafts/domain/anchors";
import { type Clause, numberClauses } from "~/features/drafts/domain/clause";
import { fits, refined } from "~/features/drafts/domain/patch";
import { asClause, clauseRows, type DraftRow } from "~/features/drafts/services/findDraft.server";
import { writeCsv } from "~/kernel/csv/write";
import type { Deps, Translate } from "~/platform/deps";
import { plainTextCached } from "~/platform/texts/rendered.server";
import { withoutSearch } from "~db/schema/columns";
import { comments, dispositions } from "~db/schema/comments";
import { translations } from "~db/schema/drafts";

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
  const placeOf = await placesIn(deps, draft, clauses);
  const bodyOf = new Map<string, string>(clauses.map(({ id, body }) => [id, body]));
  const rows = await deps.db
    .select({ comment: withoutSearch(comments), disposition: dispositions })
    .from(comments)
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(and(eq(comments.draftId, draft.id), isNull(comments.rootId), isNull(comments.hiddenAt)))
    .orderBy(asc(comments.number));
  return writeCsv(
    columns,
    rows.map(({ comment, disposition }) => {
      const place = placeOf(comment);
      return {
        "MB/NC": `${comment.speaksAs ?? "—"}-${String(comment.number).padStart(3, "0")}`,
        "Line number": place?.line ?? "",
        "Clause/Subclause": numberOf.get(comment.clauseId ?? "") ?? "",
        "Paragraph/Figure/Table": place?.paragraph ?? "",
        "Type of comment": typeCodes[comment.type],
        Comments: comment.anchor ? `“${comment.anchor.exact}”: ${comment.body}` : comment.body,
        "Proposed change": proposedChange(comment, bodyOf, t),
        "Observations of the secretariat": disposition
          ? t("common:labelled", {
              label: t(`notices:decision.${disposition.decision}`),
              value: disposition.reason,
            })
          : "",
      };
    }),
  );
}

/** What a suggestion changes, a line for each change, as secretariats write it; of what is none, the wording as it was proposed. */
function proposedChange(
  { patch, proposal, clauseId }: Pick<CommentRow, "patch" | "proposal" | "clauseId">,
  bodyOf: ReadonlyMap<string, string>,
  t: Translate,
): string {
  const body = bodyOf.get(clauseId ?? "");
  if (!patch || body === undefined || !fits(body, patch)) return proposal;
  return refined(body, patch)
    .map(({ start, removed, added }) => {
      const words = { removed: removed.trim() || removed, added: added.trim() || added };
      if (removed !== "" && added !== "") return t("comments:change.replaced", words);
      if (removed !== "") return t("comments:change.removed", words);
      const before = body.slice(Math.max(0, start - 40), start);
      const after = (start > 40 ? before.replace(/^\S*\s/u, "") : before).trim();
      return after === ""
        ? t("comments:change.first", words)
        : t("comments:change.added", { ...words, after: after.replace(/\s+/gu, " ") });
    })
    .join("\n");
}

/** In which line and paragraph of its clause a passage begins, in the language in which it was read; null where its words do not stand any more. */
async function placesIn(deps: Pick<Deps, "db">, draft: DraftRow, clauses: readonly Clause[]) {
  const translated = await deps.db.select().from(translations).where(eq(translations.scopeId, draft.id));
  const bodies = new Map<string, string>(clauses.map(({ id, body }) => [id, body]));
  for (const { unitId, language, texts } of translated)
    if (texts.body !== undefined) bodies.set(`${unitId} ${language}`, texts.body);
  const read = new Map<string, { text: string; paragraphs: readonly number[] }>();
  const reading = (body: string) => {
    const known = read.get(body) ?? {
      text: plainTextCached("clause", body),
      paragraphs: body.split(/\n\s*\n/).map((one) => visible(plainTextCached("clause", one))),
    };
    read.set(body, known);
    return known;
  };
  return ({ anchor, clauseId }: Pick<CommentRow, "anchor" | "clauseId">) => {
    const body = bodies.get(`${clauseId} ${anchor?.language}`) ?? bodies.get(clauseId ?? "");
    if (!anchor || body === undefined) return null;
    const { text, paragraphs } = reading(body);
    if (!anchorsIn(text, anchor)) return null;
    let left = visible(text.slice(0, anchor.start));
    const at = paragraphs.findIndex((length) => {
      if (left < length) return true;
      left -= length;
      return false;
    });
    const lines = text.slice(0, anchor.start + 1).split("\n");
    return { line: lines.filter((one) => one.trim() !== "").length, paragraph: Math.max(at, 0) + 1 };
  };
}

const visible = (text: string) => text.replace(/\s+/g, "").length;
