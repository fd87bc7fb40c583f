import type { ProcessRow } from "~/features/processes/services/read.server";
import { resultFile } from "~/features/results/services/resultFiles.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** The files of a result: ballots, roll, components, rule, result and report. */
export const loader = sends("anyone", async ({ deps, language, params, scope, standing }) => {
  const process = scope.process as ProcessRow;
  const compilation = await findCompilation(deps, process, params.result, standing.organizer);
  const name = params.file ?? "";
  const file = compilation && (await resultFile(deps, process, compilation, name, language));
  return file ? fileResponse(name, file.type, file.body) : null;
});
