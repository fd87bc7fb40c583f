import { findSession } from "~/features/accounts/services/sessions.server";
import { readToken } from "~/http/session.server";
import type { Actor, Deps } from "~/platform/deps";

/** Who sent the request, or null. */
export async function readSession(deps: Deps, request: Request): Promise<Actor | null> {
  const token = await readToken(request);
  return token ? findSession(deps, token) : null;
}
