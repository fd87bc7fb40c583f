import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { processMembers } from "~db/schema/membership";
import { openCampaign } from "./campaigns.server";

/**
 * Who says something takes part from then on, and is told of what comes next: counted with the campaign whose link
 * they followed, if they are new.
 */
export async function joinProcess(deps: Deps, tx: Db, process: ProcessRow, actor: Actor): Promise<void> {
  const campaign = actor.campaign ? await openCampaign(tx, process, actor.campaign) : null;
  await tx
    .insert(processMembers)
    .values({
      processId: process.id,
      userId: actor.id,
      role: "participant",
      joinedAt: deps.now(),
      campaignId: campaign?.id ?? null,
    })
    .onConflictDoNothing();
}
