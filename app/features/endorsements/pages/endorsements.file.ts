import { appendixFile } from "~/features/endorsements/services/appendixFiles.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { fileResponse } from "~/http/files";
import { sends } from "~/http/route.server";

/** Who endorses a version, for the press: Markdown, HTML, CSV. */
export const loader = sends(
  inProcess,
  "anyone",
  async ({ deps, language, params, process, standing, url }) => {
    const reader = { isOrganizer: standing.organizer };
    const file = await appendixFile(deps, process, reader, {
      file: params.file ?? "",
      draft: url.searchParams.get("draft"),
      language,
    });
    return file && fileResponse(file.name, file.type, file.body);
  },
);
