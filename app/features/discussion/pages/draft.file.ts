import { commentReport } from "~/features/comments/services/commentReport.server";
import { draftAsMarkdown } from "~/features/drafts/domain/draftFile";
import { shortPath } from "~/features/drafts/domain/shortLink";
import { onDraft } from "~/features/drafts/registrations/place.server";
import { asClause, clauseRows } from "~/features/drafts/services/findDraft.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";
import { localize } from "~/kernel/language/localized";

/** The files of a version: its text as Markdown, its comments as CSV. */
export const loader = sends(onDraft, "anyone", async ({ deps, language, params, process, t, draft }) => {
  if (params.file === "comments.csv")
    return fileResponse(`comments-${draft.label}.csv`, "text/csv", await commentReport(deps, draft, t));
  if (params.file !== "draft.md") return null;
  const clauses = (await clauseRows(deps.db, draft.id)).map(asClause);
  const title = `${localize(process.title, language).text} ${draft.label}`;
  const { origin } = deps.settings;
  const text = draftAsMarkdown(title, clauses, {
    version: `${origin}/p/${process.slug}/drafts/${draft.label}`,
    clauseOf: (at) => `${origin}${shortPath(process.slug, clauses[at]?.id ?? "", draft.label)}`,
  });
  return fileResponse(`draft-${draft.label}.md`, "text/markdown", text);
});
