import { logFile } from "~/features/recordlog/services/logFile.server";
import { fileForAnyPage } from "~/http/api.server";
import { anywhere, canBeName } from "~/http/place.server";
import { sends } from "~/http/route.server";

/** Files of record logs, for programs that follow them: checkpoint, tiles, keys. */
export const loader = sends(anywhere, "anyone", async ({ deps, params, request }) => {
  const { log = "", "*": path = "" } = params;
  if (!canBeName(path)) return null;
  const file = await logFile(deps.db, log, path);
  return file && fileForAnyPage(request, file);
});
