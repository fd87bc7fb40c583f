import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { TownhallId } from "~/kernel/ids";
import type { RefusalCode } from "~/kernel/refusals";
import type { Deps } from "~/platform/deps";
import { sessions, users } from "~db/schema/accounts";
import { townhalls } from "~db/schema/meetings";
import { restraints } from "~db/schema/membership";

/**
 * Which of some sessions may not go on, and why: signed out, suspended, or suspended from the
 * discussion of a process in one of whose rooms this node has people.
 */
export async function endedSessions(
  deps: Pick<Deps, "db" | "now">,
  tokens: readonly string[],
  rooms: readonly TownhallId[],
): Promise<ReadonlyMap<string, RefusalCode>> {
  const ended = new Map<string, RefusalCode>();
  if (tokens.length === 0) return ended;
  const byHash = new Map(tokens.map((token) => [sha256Hex(token), token]));
  const valid = await deps.db
    .select({
      hash: sessions.tokenHash,
      userId: users.id,
      email: users.email,
      suspendedAt: users.suspendedAt,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        inArray(sessions.tokenHash, [...byHash.keys()]),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, deps.now()),
      ),
    );
  const silenced = await silencedIn(deps, rooms);
  const known = new Map(valid.map((row) => [row.hash, row]));
  for (const [hash, token] of byHash) {
    const row = known.get(hash);
    if (!row) ended.set(token, "sign_in_needed");
    else if (row.suspendedAt) ended.set(token, "suspended");
    else if (silenced.has(row.userId) || silenced.has(restrainedAddress(row.email)))
      ended.set(token, "restrained");
  }
  return ended;
}

async function silencedIn(deps: Pick<Deps, "db" | "now">, rooms: readonly TownhallId[]) {
  if (rooms.length === 0) return new Set<string>();
  const rows = await deps.db
    .selectDistinct({ userId: restraints.userId, address: restraints.address })
    .from(restraints)
    .innerJoin(townhalls, eq(townhalls.processId, restraints.processId))
    .where(
      and(
        inArray(townhalls.id, [...rooms]),
        eq(restraints.kind, "suspend"),
        or(isNull(restraints.until), gt(restraints.until, deps.now())),
      ),
    );
  return new Set(rows.flatMap(({ userId, address }) => (userId ? [userId, address] : [address])));
}
