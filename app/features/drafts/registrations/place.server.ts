import { findDraft } from "~/features/drafts/services/findDraft.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { holding } from "~/http/place.server";

/** On a version of the text; a working one is there for organizers only. */
export const onDraft = holding(inProcess, {
  params: ["draft"],
  find: async ({ deps, params, process, standing }) => {
    const draft = await findDraft(deps, process, params.draft, standing.organizer);
    return draft && { draft };
  },
});
