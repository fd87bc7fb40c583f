import { redirect } from "@remix-run/node";
import { isClauseCode, readSpan } from "~/features/drafts/domain/shortLink";
import { clauseAt } from "~/features/drafts/services/inner/files/shortLink.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { sends } from "~/http/route.server";

/** A short address of a clause, or of a passage of it in a version: leads to the page of the clause. */
export const loader = sends(inProcess, "anyone", async ({ deps, params, process, to }) => {
  const { code = "", version, passage } = params;
  const span = readSpan(passage);
  if (!isClauseCode(code) || (passage !== undefined && !span)) return null;
  const found = await clauseAt(deps, process, code, version);
  if (!found) return null;
  const marked = span ? `?from=${span.start}&to=${span.end}` : "";
  return redirect(to(`/p/${process.slug}/drafts/${found.label}/clauses/${found.clauseId}${marked}`));
});
