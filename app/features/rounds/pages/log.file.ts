import { onAnyRound } from "~/features/rounds/registrations/place.server";
import { logFile, termsText } from "~/features/rounds/services/logFiles.server";
import { fileResponse, gzippedResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/**
 * Files of a round's log: its terms from the opening on, and its entries, one JSON text a line, once
 * they may be read.
 */
export const loader = sends(onAnyRound, "anyone", async (context) => {
  const { deps, params, round, process, workgroup } = context;
  switch (params.file) {
    case "terms.json": {
      const terms = await termsText(deps, process, round, workgroup);
      return terms === null ? null : fileResponse("terms.json", "application/json", terms);
    }
    case "entries.jsonl": {
      const file = await logFile(deps, round);
      return file && gzippedResponse(context, file, { name: "entries.jsonl", type: "application/jsonl" });
    }
    default:
      return null;
  }
});
