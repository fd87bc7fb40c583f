import { type RoomActName, roomActNames, roomSchemas } from "~/features/live/contracts/room";
import { performAct } from "~/features/live/services/performAct.server";
import type { atTownhall } from "~/features/meetings/registrations/place.server";
import { type Intent, intent } from "~/http/action.server";
import type { RouteContext } from "~/http/route.server";

type AtTownhall = RouteContext<typeof atTownhall, "speaker">;

/** The intents of a room's page: the same acts that sockets ask for, as forms. */
export function roomIntents(): Record<RoomActName, Intent<AtTownhall>> {
  const entries = roomActNames.map((name) => {
    const act = intent(roomSchemas[name], async (context: AtTownhall, input) => {
      const { deps, actor, language, process, standing, townhall } = context;
      return performAct({ deps, actor, standing, process, townhall, language }, name, input as never);
    });
    return [name, act] as const;
  });
  return Object.fromEntries(entries) as Record<RoomActName, Intent<AtTownhall>>;
}
