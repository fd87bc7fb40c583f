import { and, eq, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { standingAs } from "~/features/membership/domain/roles";
import { holds } from "~/features/membership/services/restraints.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { anywhere, canBeName, type Ground, type Place, type PlaceQuery, within } from "~/http/place.server";
import type { RouteContext } from "~/http/route.server";
import type { Need } from "~/kernel/access";
import { processMembers, restraints } from "~db/schema/membership";
import { processes } from "~db/schema/processes";

/** In a process, as whoever has a part in it. What is in preparation is there for those who have one, and for nobody else. */
export const inProcess = within(anywhere, {
  params: ["process"],
  find: async (asked) => {
    const { deps, params, standing } = asked;
    const [found] = await deps.db
      .select({ process: processes, role: processMembers.role, restraint: restraints })
      .from(processes)
      .leftJoin(
        processMembers,
        and(eq(processMembers.processId, processes.id), isTheirs(processMembers.userId, asked)),
      )
      .leftJoin(
        restraints,
        and(
          eq(restraints.processId, processes.id),
          eq(restraints.kind, "suspend"),
          asked.actor && !asked.actor.suspended ? holds(asked.actor) : sql`false`,
        ),
      )
      .where(eq(processes.slug, params.process ?? ""));
    if (!found) return null;
    const { process, role, restraint } = found;
    if (!process.openedAt && !role) return null;
    return {
      process,
      standing: {
        ...standing,
        silenced: restraint !== null && (!restraint.until || restraint.until > deps.now()),
        ...(role && standingAs[role]),
      },
    };
  },
});

/** What handlers in a process are given. */
export type InProcess<N extends Need = "anyone"> = RouteContext<typeof inProcess, N>;

/** Around every page: in the process of the address where there is one. */
export const everywhere: Place<Ground & { readonly process: ProcessRow | null }> = {
  params: [],
  load: async (asked) => {
    const { process: slug } = asked.params;
    const found = slug !== undefined && canBeName(slug) ? await inProcess.load(asked) : null;
    const ground = found ?? (await anywhere.load(asked));
    return ground && { process: null, ...ground };
  },
  isAround: true,
};

/** Whether a row is of the person who asks. Who is suspended keeps their roles for later, and has none of them now. */
export function isTheirs(column: PgColumn, { actor }: Pick<PlaceQuery, "actor">): SQL {
  return actor && !actor.suspended ? eq(column, actor.id) : sql`false`;
}
