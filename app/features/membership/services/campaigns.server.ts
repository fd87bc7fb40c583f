import { and, asc, eq, isNull } from "drizzle-orm";
import type { z } from "zod";
import type { campaignSchema } from "~/features/membership/contracts/campaigns";
import { audit } from "~/features/membership/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CampaignId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { campaigns } from "~db/schema/membership";

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
    action: audit["campaign.saved"],
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
    action: audit["campaign.saved"],
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
