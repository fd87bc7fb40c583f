import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";
import { resultFile } from "~/services/compiling/resultFiles.server";
import { findCompilation } from "~/services/compiling/resultPage.server";
import type { ProcessRow } from "~/services/people/scope.server";

/** The files of a result: ballots, roll, components, rule, result and report. */
export const loader = sends("anyone", async ({ deps, language, params, scope, standing }) => {
  const process = scope.process as ProcessRow;
  const compilation = await findCompilation(deps, process, params.result, standing.organizer);
  const name = params.file ?? "";
  const file = compilation && (await resultFile(deps, process, compilation, name, language));
  return file ? fileResponse(name, file.type, file.body) : null;
});
