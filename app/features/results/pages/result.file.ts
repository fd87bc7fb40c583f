import { onCompilation } from "~/features/results/registrations/place.server";
import { resultFile } from "~/features/results/services/resultFiles.server";
import { fileResponse, gzippedResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** The files of a result: ballots, roll, components, rule, result and report. */
export const loader = sends(onCompilation, "anyone", async (context) => {
  const { compilation, deps, language, params, process } = context;
  const name = params.file ?? "";
  const file = await resultFile(deps, process, compilation, name, language);
  if (!file) return null;
  const { type } = file;
  return "body" in file
    ? fileResponse(name, type, file.body)
    : gzippedResponse(context, file.gzipped, { name, type });
});
