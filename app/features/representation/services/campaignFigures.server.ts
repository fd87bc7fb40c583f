import { and, count, eq, isNotNull } from "drizzle-orm";
import { campaignsOf } from "~/features/membership/services/campaigns.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { allPeople } from "~/features/representation/domain/figures";
import { roundedToFive } from "~/kernel/figures/roundedToFive";
import { ownValue } from "~/kernel/keyed";
import type { Deps } from "~/platform/deps";
import { invitations } from "~db/schema/workgroups";
import { newestSnapshot } from "./snapshots.server";

/**
 * Which outreach reached whom: how many were invited, and of the people who came by it all and each group in
 * fives, as they were counted last. For organizers, who may know who came when.
 */
export async function campaignFigures(deps: Pick<Deps, "db">, process: Pick<ProcessRow, "id">) {
  const [rows, invited, snapshot, groups] = await Promise.all([
    campaignsOf(deps.db, process),
    deps.db
      .select({ id: invitations.campaignId, count: count() })
      .from(invitations)
      .where(and(eq(invitations.processId, process.id), isNotNull(invitations.campaignId)))
      .groupBy(invitations.campaignId),
    newestSnapshot(deps.db, process.id),
    stakeholderGroupsOf(deps.db, process.id),
  ]);
  return rows.map((one) => {
    const cells = ownValue(snapshot?.basis, `campaign:${one.id}`) ?? {};
    const shown = (key: string) => roundedToFive(ownValue(cells, key)?.registered ?? 0);
    return {
      code: one.code,
      name: one.name,
      isOver: one.endedAt !== null,
      invited: invited.find(({ id }) => id === one.id)?.count ?? 0,
      joined: shown(allPeople),
      groups: Object.fromEntries(groups.map(({ key }) => [key, shown(key)])),
    };
  });
}
