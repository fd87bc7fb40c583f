import { findTownhall } from "~/features/meetings/services/findTownhall.server";
import { inProcess } from "~/features/membership/registrations/place.server";
import { holding } from "~/http/place.server";

/** At a townhall. */
export const atTownhall = holding(inProcess, {
  params: ["townhall"],
  find: async ({ deps, params, process }) => {
    const townhall = await findTownhall(deps, process, params.townhall);
    return townhall && { townhall };
  },
});
