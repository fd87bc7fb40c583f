import { onDraft } from "~/features/drafts/registrations/place.server";
import { citationOf, draftDocx, draftHtml } from "~/features/drafts/services/inner/files/draftTexts.server";
import { fileOf } from "~/http/files";
import { sends } from "~/http/route.server";

/** The text of a version to take along: for a browser and for print, for word processors; and how it, or a clause of it, is cited. */
export const loader = sends(onDraft, "anyone", async (context) => {
  const { draft, params } = context;
  if (params.file === "citation.bib") return fileOf(await citationOf(context, draft, params.clause, "bib"));
  if (params.file === "citation.json") return fileOf(await citationOf(context, draft, params.clause, "json"));
  if (params.clause !== undefined) return null;
  if (params.file === "draft.html") return fileOf(await draftHtml(context, draft));
  return params.file === "draft.docx" ? fileOf(await draftDocx(context, draft)) : null;
});
