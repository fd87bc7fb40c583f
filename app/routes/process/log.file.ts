import { fileResponse } from "~/http/files";
import { reads, refuse } from "~/http/route.server";
import type { RoundRow } from "~/services/people/scope.server";
import { logLines } from "~/services/voting/logView.server";

/** The entries of a round's log, one JSON text a line, once they may be read. */
export const loader = reads("anyone", async ({ deps, params, scope }) => {
  const lines = params.file === "entries.jsonl" ? await logLines(deps, scope.round as RoundRow) : null;
  if (lines === null) throw refuse("not_found");
  return fileResponse("entries.jsonl", "application/jsonl", lines);
});
