import { onCompilation } from "~/features/results/registrations/place.server";
import { resultFile } from "~/features/results/services/resultFiles.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** The files of a result: ballots, roll, components, rule, result and report. */
export const loader = sends(
  onCompilation,
  "anyone",
  async ({ compilation, deps, language, params, process }) => {
    const name = params.file ?? "";
    const file = await resultFile(deps, process, compilation, name, language);
    return file ? fileResponse(name, file.type, file.body) : null;
  },
);
