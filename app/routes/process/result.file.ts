import { fileResponse } from "~/http/files";
import { reads, refuse } from "~/http/route.server";
import { resultFile } from "~/services/compiling/resultFiles.server";
import { findCompilation } from "~/services/compiling/resultPage.server";
import type { ProcessRow } from "~/services/people/scope.server";

/** The files of a result: ballots, roll, components, rule, result and report. */
export const loader = reads("anyone", async ({ deps, language, params, scope, standing }) => {
  const process = scope.process as ProcessRow;
  const compilation = await findCompilation(deps, process, params.result, standing.organizer);
  const name = params.file ?? "";
  const file = compilation && (await resultFile(deps, process, compilation, name, language));
  if (!file) throw refuse("not_found");
  return fileResponse(name, file.type, file.body);
});
