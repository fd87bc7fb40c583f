import { numberClauses } from "~/features/drafts/domain/clause";
import { comparisonAsMarkdown } from "~/features/drafts/domain/comparisonAsMarkdown";
import { compareDrafts } from "~/features/drafts/services/compareDrafts.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** A comparison as Markdown, with what went out struck through and what came in bold. */
export const loader = sends(inProcess, "anyone", async ({ deps, params, process, standing, t }) => {
  const [from, to] = await Promise.all([
    findDraft(deps, process, params.from, standing.organizer),
    findDraft(deps, process, params.to, standing.organizer),
  ]);
  if (!from || !to) return null;
  const { before, after, changes } = await compareDrafts(deps, from, to);
  const text = comparisonAsMarkdown(
    `${from.label} → ${to.label}`,
    changes,
    { before: numberClauses(before), after: numberClauses(after) },
    (what) => t(`drafts:change.${what}`),
  );
  return fileResponse(`comparison-${from.label}-${to.label}.md`, "text/markdown", text);
});
