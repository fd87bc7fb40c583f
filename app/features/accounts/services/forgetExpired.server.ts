import { isNotNull, lt, or } from "drizzle-orm";
import type { Deps } from "~/platform/deps";
import { forgetLimits } from "~/platform/limits/limits.server";
import { forgetOldSent } from "~/platform/sent/sent.server";
import { sessions, signInRequests } from "~db/schema/accounts";
import { forgetOldWords } from "./keptWords.server";

const day = 24 * 60 * 60 * 1000;

/**
 * Deletes sign-in requests that ended a day ago (until then they say why they are over), sessions that are over or were
 * ended, and what no longer counts against a limit. Any node may, as often as it likes.
 */
export async function forgetExpired(deps: Pick<Deps, "db" | "now">): Promise<void> {
  const now = deps.now();
  await deps.db.delete(signInRequests).where(lt(signInRequests.expiresAt, new Date(now.getTime() - day)));
  await deps.db.delete(sessions).where(or(lt(sessions.expiresAt, now), isNotNull(sessions.revokedAt)));
  await forgetLimits(deps);
  await forgetOldSent(deps);
  await forgetOldWords(deps);
}
