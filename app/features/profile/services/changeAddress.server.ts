import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { isDemoSeat } from "~/features/accounts/domain/demoDomain";
import { mailsOfStrangers } from "~/features/accounts/services/signIn.server";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import { shownAddress } from "~/features/workgroups/services/shownAddress.server";
import { inLanguage } from "~/i18n/languagePath";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { type Limit, spend } from "~/platform/limits/limits.server";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { addressChanges, signInRequests, users } from "~db/schema/accounts";
import { restraints } from "~db/schema/membership";

const lifetime = 24 * 60 * 60 * 1000;

/** What one person asks for reaches an address that is not known to be theirs. */
const asked: Limit = { name: "changes of address", most: 5, seconds: 24 * 3600 };

/**
 * Asks for another address of one's account. Both addresses are told, each by a mail with a link that works once within a
 * day, and the address changes once both have said so: neither a lost device nor a typing error moves an account. Whether
 * another account has the address is told to that address alone.
 */
export async function requestAddress(
  deps: Deps,
  actor: Actor,
  { email, language }: { readonly email: string; readonly language: Language },
): Promise<Result<undefined, Refusal>> {
  if (email === actor.email) return fail({ code: "invalid", fields: { email: "errors:field.sameAddress" } });
  if (deps.settings.isDemo && isDemoSeat(actor.email)) return fail({ code: "not_found" });
  const may = await spend(deps, asked, actor.id);
  if (!may.ok) return may;
  const mayMail = await spend(deps, mailsOfStrangers, email);
  if (!mayMail.ok) return mayMail;
  const now = deps.now();
  const tokens = { old: deps.randomHex(32), new: deps.randomHex(32) };
  await inTransaction(deps.db, async (tx) => {
    await tx.delete(addressChanges).where(eq(addressChanges.userId, actor.id));
    await tx.insert(addressChanges).values({
      id: deps.newId(),
      userId: actor.id,
      email,
      oldTokenHash: sha256Hex(tokens.old),
      newTokenHash: sha256Hex(tokens.new),
      createdAt: now,
      expiresAt: new Date(now.getTime() + lifetime),
    });
    return ok();
  });
  const isTaken = await isAddressOf(deps.db, email);
  const t = deps.translator(language);
  const words = { from: shownAddress(actor.email), to: shownAddress(email) };
  const send = (to: string, mail: "old" | "new" | "taken", token: string) =>
    deps.mail({
      to,
      subject: t(`mail:address.${mail}.subject`, words),
      text: t(`mail:address.${mail}.body`, {
        ...words,
        link: `${deps.settings.origin}${inLanguage(language, `/profile/address/${token}`)}`,
      }),
    });
  const sent = [
    await send(actor.email, "old", tokens.old),
    await send(email, isTaken ? "taken" : "new", tokens.new),
  ];
  return sent.every(Boolean) ? ok() : fail({ code: "mail_failed" });
}

async function isAddressOf(db: Db, email: string): Promise<boolean> {
  const [row] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  return row !== undefined;
}

type ChangeRow = typeof addressChanges.$inferSelect;

/** The change behind a link: `link_used` where it was confirmed by it, `link_expired` where there is none any more. */
export async function findAddressChange(
  deps: Pick<Deps, "db" | "now">,
  token: string,
): Promise<Result<{ change: ChangeRow; from: string; side: "old" | "new" }, Refusal>> {
  if (!/^[0-9a-f]{64}$/.test(token)) return fail({ code: "link_expired" });
  const hash = sha256Hex(token);
  const [row] = await deps.db
    .select({ change: addressChanges, from: users.email })
    .from(addressChanges)
    .innerJoin(users, eq(users.id, addressChanges.userId))
    .where(
      and(
        or(eq(addressChanges.oldTokenHash, hash), eq(addressChanges.newTokenHash, hash)),
        gt(addressChanges.expiresAt, deps.now()),
      ),
    );
  if (!row) return fail({ code: "link_expired" });
  const side = row.change.oldTokenHash === hash ? "old" : "new";
  const isUsed = (side === "old" ? row.change.oldConfirmedAt : row.change.newConfirmedAt) !== null;
  return isUsed ? fail({ code: "address_confirmed" }) : ok({ ...row, side });
}

/** Confirms a change for the address whose mail had the link. Returns whether the address is changed now, as both have said so. */
export async function confirmAddress(
  deps: Pick<Deps, "db" | "now">,
  token: string,
): Promise<Result<{ isChanged: boolean }, Refusal>> {
  return inTransaction<{ isChanged: boolean }>(deps.db, async (tx) => {
    const found = await findAddressChange({ ...deps, db: tx }, token);
    if (!found.ok) return found;
    const { change, from, side } = found.value;
    const column = side === "old" ? "oldConfirmedAt" : "newConfirmedAt";
    const [now] = await tx
      .update(addressChanges)
      .set({ [column]: deps.now() })
      .where(and(eq(addressChanges.id, change.id), isNull(addressChanges[column])))
      .returning();
    if (!now) return fail({ code: "address_confirmed" });
    if (!now.oldConfirmedAt || !now.newConfirmedAt) return ok({ isChanged: false });
    if (await isAddressOf(tx, now.email)) return fail({ code: "address_taken" });
    await tx.update(users).set({ email: now.email }).where(eq(users.id, now.userId));
    // What was mailed to the old address lets nobody in any more.
    await tx.delete(signInRequests).where(eq(signInRequests.email, from));
    await moveRestraints(tx, now);
    return ok({ isChanged: true });
  });
}

/** A restraint holds the address that the person has now; of two, the harder one, and of two alike the longer one. */
async function moveRestraints(tx: Db, { userId, email }: ChangeRow): Promise<void> {
  const held = await tx.select().from(restraints).where(eq(restraints.userId, userId));
  for (const one of held) {
    const { kind, until } = one;
    const isHarder = sql`(${kind} = 'suspend') > (${restraints.kind} = 'suspend') or ${restraints.kind} = ${kind} and
      coalesce(${until?.toISOString() ?? null}::timestamptz, 'infinity') > coalesce(${restraints.until}, 'infinity')`;
    await tx
      .insert(restraints)
      .values({ ...one, address: restrainedAddress(email) })
      .onConflictDoUpdate({
        target: [restraints.processId, restraints.address],
        set: {
          userId,
          kind: sql`case when ${isHarder} then ${kind} else ${restraints.kind} end`,
          until: sql`case when ${isHarder} then ${until?.toISOString() ?? null}::timestamptz else ${restraints.until} end`,
        },
      });
    await tx
      .delete(restraints)
      .where(and(eq(restraints.processId, one.processId), eq(restraints.address, one.address)));
  }
}
