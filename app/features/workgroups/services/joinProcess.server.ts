import { eq } from "drizzle-orm";
import { openCampaign } from "~/features/membership/services/campaigns.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { mayBeCalled } from "./leaderNames.server";

/** Who says something takes part from then on, and is told of what comes next (`takePart`). */
export async function joinProcess(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  actor: Actor,
): Promise<Result<undefined, Refusal>> {
  const joined = await takePart(deps, tx, process, actor, actor.campaign ?? "");
  return joined.ok ? ok() : joined;
}

/**
 * Lets somebody take part from now on, if they did not: counted with the campaign whose link they followed (empty for
 * none). Who begins under the name of somebody who runs the process is refused (`name_misleads`).
 */
export async function takePart(
  deps: Deps,
  tx: Db,
  process: ProcessRow,
  actor: Actor,
  campaignCode: string,
): Promise<Result<{ isNew: boolean }, Refusal>> {
  const campaign = campaignCode === "" ? null : await openCampaign(tx, process, campaignCode);
  const added = await tx
    .insert(processMembers)
    .values({
      processId: process.id,
      userId: actor.id,
      role: "participant",
      joinedAt: deps.now(),
      campaignId: campaign?.id ?? null,
    })
    .onConflictDoNothing()
    .returning({ userId: processMembers.userId });
  if (added.length === 0) return ok({ isNew: false });
  const [person] = await tx
    .select({ email: users.email, name: users.displayName })
    .from(users)
    .where(eq(users.id, actor.id));
  const may = person ? await mayBeCalled(tx, process.id, person) : ok();
  return may.ok ? ok({ isNew: true }) : may;
}
