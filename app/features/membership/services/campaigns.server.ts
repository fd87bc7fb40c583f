import { and, asc, count, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { campaignSchema } from "~/features/representation/contracts/representation";
import { everyone, inFives } from "~/features/representation/domain/figures";
import { newestSnapshot } from "~/features/representation/services/snapshots.server";
import type { ProcessRow } from "~/features/rounds/registrations/place.server";
import type { CampaignId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { stakeholderGroupsOf } from "~db/queries";
import { campaigns } from "~db/schema/membership";
import { invitations } from "~db/schema/workgroups";

export type CampaignRow = typeof campaigns.$inferSelect;

export function campaignsOf(db: Db, process: Pick<ProcessRow, "id">): Promise<CampaignRow[]> {
  return db
    .select()
    .from(campaigns)
    .where(eq(campaigns.processId, process.id))
    .orderBy(asc(campaigns.createdAt), asc(campaigns.code));
}

/** The campaign of a link that still counts; null for none. */
export async function openCampaign(
  db: Db,
  process: Pick<ProcessRow, "id">,
  code: string,
): Promise<CampaignRow | null> {
  const [row] = await db
    .select()
    .from(campaigns)
    .where(and(eq(campaigns.processId, process.id), eq(campaigns.code, code), isNull(campaigns.endedAt)));
  return row ?? null;
}

/** Begins a campaign under a code of its own (`already_exists`). */
export async function beginCampaign(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  { code, name }: z.infer<typeof campaignSchema>,
): Promise<Result<{ id: CampaignId }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: "campaign.saved",
    subject: name,
    isQuiet: true,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    if ((await campaignsOf(tx, process)).some((one) => one.code === code))
      return fail({ code: "already_exists", fields: { code: "errors:field.taken" } });
    const id = deps.newId() as CampaignId;
    await tx.insert(campaigns).values({ id, processId: process.id, code, name, createdAt: deps.now() });
    return ok({ id });
  });
}

/** Ends a campaign: its link still leads to the process, and counts for it no more. */
export async function endCampaign(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  code: string,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: "campaign.saved",
    subject: code,
    isQuiet: true,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [ended] = await tx
      .update(campaigns)
      .set({ endedAt: deps.now() })
      .where(and(eq(campaigns.processId, process.id), eq(campaigns.code, code), isNull(campaigns.endedAt)))
      .returning({ id: campaigns.id });
    return ended ? ok() : fail({ code: "not_found" });
  });
}

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
    const cells = snapshot?.basis?.[`campaign:${one.id}`] ?? {};
    const shown = (key: string) => inFives(cells[key]?.registered ?? 0);
    return {
      code: one.code,
      name: one.name,
      isOver: one.endedAt !== null,
      invited: invited.find(({ id }) => id === one.id)?.count ?? 0,
      joined: shown(everyone),
      groups: Object.fromEntries(groups.map(({ key }) => [key, shown(key)])),
    };
  });
}
