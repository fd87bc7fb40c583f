import { findApproval } from "~/features/approvals/services/findApproval.server";
import { onRound } from "~/features/rounds/registrations/place.server";
import { holding } from "~/http/place.server";

/** On an approval; one that is not yet open is there for organizers only. */
export const onApproval = holding(onRound("approval"), {
  params: [],
  find: async ({ deps, round, standing }) => {
    const approval = await findApproval(deps, round, standing.organizer);
    return approval && { approval };
  },
});
