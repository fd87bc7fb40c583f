import { inProcess } from "~/features/membership/registrations/place.server";
import { findCompilation } from "~/features/results/services/resultPage.server";
import { holding } from "~/http/place.server";

/** On a compilation of votes; one that is not published is there for organizers only. */
export const onCompilation = holding(inProcess, {
  params: ["result"],
  find: async ({ deps, params, process, standing }) => {
    const compilation = await findCompilation(deps, process, params.result, standing.organizer);
    return compilation && { compilation };
  },
});
