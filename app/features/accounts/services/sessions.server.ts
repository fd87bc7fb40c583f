import { and, desc, eq, gt, isNull } from "drizzle-orm";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { UserId } from "~/kernel/ids";
import { cut } from "~/kernel/text/cut";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { sessions, users } from "~db/schema/accounts";
import { forgetWordsOf } from "./keptWords.server";

const lifetime = 30 * 24 * 60 * 60 * 1000;

/** Starts a session and returns its token (64 hex digits), of which only the hash is stored. */
export async function startSession(
  deps: Pick<Deps, "now" | "randomHex">,
  tx: Db,
  userId: UserId,
  device: string,
): Promise<string> {
  const token = deps.randomHex(32);
  const now = deps.now();
  await tx.insert(sessions).values({
    tokenHash: sha256Hex(token),
    userId,
    device: cut(device, 200),
    createdAt: now,
    seenAt: now,
    expiresAt: new Date(now.getTime() + lifetime),
  });
  return token;
}

/** The person behind a token; null when it is unknown, revoked or over. */
export async function findSession(deps: Pick<Deps, "db" | "now">, token: string): Promise<Actor | null> {
  const [row] = await deps.db
    .select({
      id: users.id,
      email: users.email,
      displayName: users.displayName,
      suspendedAt: users.suspendedAt,
      timeZone: users.timeZone,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        eq(sessions.tokenHash, sha256Hex(token)),
        isNull(sessions.revokedAt),
        gt(sessions.expiresAt, deps.now()),
      ),
    );
  if (!row) return null;
  return {
    id: row.id as UserId,
    email: row.email,
    displayName: row.displayName,
    suspended: row.suspendedAt !== null,
    ...(row.timeZone ? { zone: row.timeZone } : {}),
  };
}

/** The sessions a person could still be using, latest first. `key` names one without letting anyone in. */
export async function listSessions(
  deps: Pick<Deps, "db" | "now">,
  userId: UserId,
  currentToken: string | null,
) {
  const rows = await deps.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, deps.now())))
    .orderBy(desc(sessions.createdAt), desc(sessions.tokenHash));
  const current = currentToken && sha256Hex(currentToken);
  return rows.map((row) => ({
    key: row.tokenHash.slice(0, 16),
    device: row.device,
    createdAt: row.createdAt,
    isCurrent: row.tokenHash === current,
  }));
}

/** Ends a session where it is signed out; what was typed in it and not sent goes with it. */
export async function endSession(deps: Pick<Deps, "db" | "now">, token: string): Promise<void> {
  await deps.db.transaction(async (tx) => {
    // First it is ended: words that a closing window has kept meanwhile are waited for, and none come after.
    const [ended] = await tx
      .update(sessions)
      .set({ revokedAt: deps.now() })
      .where(eq(sessions.tokenHash, sha256Hex(token)))
      .returning({ userId: sessions.userId, tokenHash: sessions.tokenHash });
    if (ended) await forgetWordsOf(tx, ended);
  });
}

/** Ends one of the person's own sessions, or all but the current one. */
export async function revokeSessions(
  deps: Pick<Deps, "db" | "now">,
  userId: UserId,
  which: { key: string } | { exceptToken: string | null },
): Promise<void> {
  const own = await deps.db
    .select({ tokenHash: sessions.tokenHash })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)));
  const kept = "exceptToken" in which && which.exceptToken ? sha256Hex(which.exceptToken) : null;
  for (const { tokenHash } of own) {
    const ends =
      "key" in which ? tokenHash.startsWith(which.key) && which.key.length === 16 : tokenHash !== kept;
    if (ends)
      await deps.db.update(sessions).set({ revokedAt: deps.now() }).where(eq(sessions.tokenHash, tokenHash));
  }
}
