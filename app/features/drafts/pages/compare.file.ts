import { numberClauses } from "~/features/drafts/domain/clause";
import { comparisonAsMarkdown } from "~/features/drafts/domain/files/comparisonAsMarkdown";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { comparisonDocx } from "~/features/drafts/services/inner/files/draftTexts.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { fileOf, fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** A comparison as Markdown, with what went out and what came in marked, or as a document of a word processor that tracks the changes. */
export const loader = sends(inProcess, "anyone", async (context) => {
  const { deps, params, process, standing, t } = context;
  const [from, to] = await Promise.all([
    findDraft(deps, process, params.from, standing.organizer),
    findDraft(deps, process, params.to, standing.organizer),
  ]);
  if (!from || !to) return null;
  if (params.file === "comparison.docx") return fileOf(await comparisonDocx(context, from, to));
  if (params.file !== "comparison.md") return null;
  const { before, after, changes } = await compareDrafts(deps, from, to);
  const text = comparisonAsMarkdown(
    `${from.label} → ${to.label}`,
    changes,
    { before: numberClauses(before), after: numberClauses(after) },
    (what) => t(`drafts:change.${what}`),
  );
  return fileResponse(`comparison-${from.label}-${to.label}.md`, "text/markdown", text);
});
