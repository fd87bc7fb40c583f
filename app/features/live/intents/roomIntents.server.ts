import { type RoomActName, roomActNames, roomSchemas } from "~/features/live/contracts/room";
import { performAct } from "~/features/live/services/performAct.server";
import { findTownhall } from "~/features/meetings/services/findTownhall.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Intent, intent } from "~/http/route.server";
import type { Actor } from "~/platform/deps";

/** The intents of a room's page: the same acts that sockets ask for, as forms. */
export function roomIntents(): Record<RoomActName, Intent> {
  const entries = roomActNames.map((name) => {
    const act = intent(roomSchemas[name], async (context, input) => {
      const { deps, actor, language, params, scope, standing } = context;
      const process = scope.process as ProcessRow;
      const townhall = await findTownhall(deps, process, params.townhall);
      if (!townhall) return { ok: false, error: { code: "not_found" } };
      const acting = { deps, actor: actor as Actor, standing, process, townhall, language };
      return performAct(acting, name, input as never);
    });
    return [name, act] as const;
  });
  return Object.fromEntries(entries) as Record<RoomActName, Intent>;
}
