import { appendixFile } from "~/features/endorsements/services/appendixFiles.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** Who endorses a version, for the press: Markdown, HTML, CSV. */
export const loader = sends("anyone", async ({ deps, language, params, scope, standing, url }) => {
  const reader = { isOrganizer: standing.organizer };
  const file = await appendixFile(deps, scope.process as ProcessRow, reader, {
    file: params.file ?? "",
    draft: url.searchParams.get("draft"),
    language,
  });
  return file && fileResponse(file.name, file.type, file.body);
});
