import { inProcess } from "~/features/membership/registrations/place.server";
import { findSystem } from "~/features/reviews/services/findSystem.server";
import { holding } from "~/http/place.server";

/** On a system that is reviewed. */
export const onSystem = holding(inProcess, {
  params: ["system"],
  find: async ({ deps, params, process }) => {
    const system = await findSystem(deps, process, params.system);
    return system && { system };
  },
});
