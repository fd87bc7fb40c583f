import { commentReport } from "~/features/comments/services/commentReport.server";
import { draftAsMarkdown } from "~/features/drafts/domain/clause";
import { asClause, clauseRows, findDraft } from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";
import { localize } from "~/kernel/language/localized";

/** The files of a version: its text as Markdown, its comments as CSV. */
export const loader = sends("anyone", async ({ deps, language, params, scope, standing, t }) => {
  const process = scope.process as ProcessRow;
  const draft = await findDraft(deps, process, params.draft, standing.organizer);
  if (!draft) return null;
  if (params.file === "comments.csv")
    return fileResponse(`comments-${draft.label}.csv`, "text/csv", await commentReport(deps, draft, t));
  if (params.file !== "draft.md") return null;
  const clauses = (await clauseRows(deps.db, draft.id)).map(asClause);
  const title = `${localize(process.title, language).text} ${draft.label}`;
  return fileResponse(`draft-${draft.label}.md`, "text/markdown", draftAsMarkdown(title, clauses));
});
