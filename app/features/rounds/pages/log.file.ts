import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { logLines } from "~/features/rounds/services/log/logView.server";
import { termsText } from "~/features/rounds/services/log/terms.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/**
 * Files of a round's log: its terms from the opening on, and its entries, one JSON text a line, once
 * they may be read.
 */
export const loader = sends(onAnyRound, "anyone", async ({ deps, params, round, process, workgroup }) => {
  switch (params.file) {
    case "terms.json": {
      const terms = await termsText(deps, process, round, workgroup);
      return terms === null ? null : fileResponse("terms.json", "application/json", terms);
    }
    case "entries.jsonl": {
      const lines = await logLines(deps, round);
      return lines === null ? null : fileResponse("entries.jsonl", "application/jsonl", lines);
    }
    default:
      return null;
  }
});
