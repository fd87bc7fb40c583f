import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { isSameDevice } from "~/features/accounts/domain/browser";
import { isDemoSeat } from "~/features/accounts/domain/demoDomain";
import { inLanguage } from "~/i18n/languagePath";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { UserId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Deps } from "~/platform/deps";
import { isSpent, type Limit, spend, take } from "~/platform/limits/limits.server";
import type { Db } from "~db/client";
import { sessions, signInRequests, users } from "~db/schema/accounts";
import { startSession } from "./sessions.server";
import { type Elsewhere, tellElsewhere } from "./tellElsewhere.server";

const lifetime = 15 * 60 * 1000;
const mostFailedCodes = 5;
/**
 * Wrong codes for one address, of all requests together. Who asks for one mail after another could guess on for as long as they like
 * else: five guesses a mail and five mails in a quarter of an hour find one code in a million within a year. The links still sign in.
 */
const wrongCodes: Limit = { name: "wrong codes", most: 20, seconds: 24 * 3600 };

/** Mails to one address that strangers can bring about, whatever they are about. */
export const mailsOfStrangers: Limit = { name: "mails of strangers", most: 5, seconds: 15 * 60 };

/**
 * Sends a link and a six-digit code. Known and unknown addresses get the same answer at the same
 * cost: an account is made when the address is confirmed, not before. At most five mails to one
 * address in fifteen minutes (`too_many`); `mail_failed` when the mail server takes none.
 */
export async function requestSignIn(
  deps: Deps,
  input: { email: string; redirectTo: string; language: Language },
): Promise<Result<{ request: string }, Refusal>> {
  const now = deps.now();
  const may = await spend(deps, mailsOfStrangers, input.email);
  if (!may.ok) return may;
  const id = deps.newId();
  const token = deps.randomHex(32);
  const code = String(deps.randomBelow(1_000_000)).padStart(6, "0");
  await deps.db.insert(signInRequests).values({
    id,
    email: input.email,
    tokenHash: sha256Hex(token),
    codeHash: sha256Hex(`${id}\n${code}`),
    redirectTo: input.redirectTo,
    language: input.language,
    createdAt: now,
    expiresAt: new Date(now.getTime() + lifetime),
  });
  const t = deps.translator(input.language);
  const path = inLanguage(input.language, `/sign-in/link/${token}`);
  const isSent = await deps.mail({
    to: input.email,
    subject: t("mail:signIn.subject", { code }),
    text: t("mail:signIn.body", { code, link: `${deps.settings.origin}${path}` }),
  });
  return isSent ? ok({ request: id }) : fail({ code: "mail_failed" });
}

export type SignedIn = { readonly token: string; readonly redirectTo: string };

/** Signs in with the link's token. Two requests at once start one session: the second is refused (`link_used`). */
export async function signInByLink(
  deps: Deps,
  token: string,
  device: string,
  zone: string | null = null,
): Promise<Result<SignedIn, Refusal>> {
  if (!/^[0-9a-f]{64}$/.test(token)) return fail({ code: "link_expired" });
  const entered = await deps.db.transaction(async (tx): Promise<Result<Entered, Refusal>> => {
    const [used] = await tx
      .update(signInRequests)
      .set({ consumedAt: deps.now() })
      .where(
        and(
          eq(signInRequests.tokenHash, sha256Hex(token)),
          isNull(signInRequests.consumedAt),
          gt(signInRequests.expiresAt, deps.now()),
        ),
      )
      .returning();
    if (!used) return fail({ code: await whyOver(tx, sha256Hex(token)) });
    return ok(await enterAs(deps, tx, used, { device, zone }));
  });
  return afterEntering(deps, entered);
}

/** Signs in with the code. A request takes five wrong codes, then it is over, and an address twenty a day (`codes_spent`). */
export async function signInByCode(
  deps: Deps,
  input: { request: string; code: string; device: string; zone?: string | null },
): Promise<Result<SignedIn, Refusal>> {
  const entered = await deps.db.transaction(async (tx): Promise<Result<Entered, Refusal>> => {
    const [request] = await tx
      .select()
      .from(signInRequests)
      .where(eq(signInRequests.id, input.request))
      .for("update");
    const isOver =
      !request ||
      request.consumedAt ||
      request.expiresAt <= deps.now() ||
      request.failedCodes >= mostFailedCodes;
    if (isOver) return fail({ code: request?.consumedAt ? "link_used" : "link_expired" });
    if (await isSpent({ ...deps, db: tx }, wrongCodes, request.email)) return fail({ code: "codes_spent" });
    if (request.codeHash !== sha256Hex(`${request.id}\n${input.code}`)) {
      await tx
        .update(signInRequests)
        .set({ failedCodes: sql`${signInRequests.failedCodes} + 1` })
        .where(eq(signInRequests.id, request.id));
      await take({ ...deps, db: tx }, wrongCodes, request.email);
      return fail({ code: "code_wrong" });
    }
    await tx.update(signInRequests).set({ consumedAt: deps.now() }).where(eq(signInRequests.id, request.id));
    return ok(await enterAs(deps, tx, request, { device: input.device, zone: input.zone ?? null }));
  });
  return afterEntering(deps, entered);
}

/** The demo's ready seats: signs in as one of the people that the demo made, and as nobody else. */
export async function signInAsDemo(
  deps: Deps,
  email: string,
  device: string,
  redirectTo: string,
): Promise<Result<SignedIn, Refusal>> {
  if (!deps.settings.isDemo || !isDemoSeat(email)) return fail({ code: "not_found" });
  const [person] = await deps.db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (!person) return fail({ code: "not_found" });
  return ok({ token: await startSession(deps, deps.db, person.id as UserId, device), redirectTo });
}

/** A link that was used says so: whoever used it may still be signed in. */
async function whyOver(tx: Db, tokenHash: string): Promise<"link_used" | "link_expired"> {
  const [request] = await tx
    .select({ consumedAt: signInRequests.consumedAt })
    .from(signInRequests)
    .where(eq(signInRequests.tokenHash, tokenHash));
  return request?.consumedAt ? "link_used" : "link_expired";
}

type Entered = SignedIn & { readonly elsewhere: Elsewhere | null };
type From = { readonly device: string; readonly zone: string | null };

/** Tells of a sign-in on another device once it stands. */
async function afterEntering(
  deps: Deps,
  entered: Result<Entered, Refusal>,
): Promise<Result<SignedIn, Refusal>> {
  if (!entered.ok) return entered;
  const { elsewhere, ...signedIn } = entered.value;
  if (elsewhere) await tellElsewhere(deps, elsewhere);
  return ok(signedIn);
}

/**
 * Signs in who confirmed an address. A newcomer's account speaks the language of the page that they asked on; the time zone of the
 * browser is kept where none is known. It is another device where they are signed in already, and nowhere on such a one: who
 * is signed in nowhere has nothing to compare it with.
 */
async function enterAs(
  deps: Deps,
  tx: Db,
  {
    email,
    redirectTo,
    language,
  }: Pick<typeof signInRequests.$inferSelect, "email" | "redirectTo" | "language">,
  { device, zone }: From,
): Promise<Entered> {
  await tx
    .insert(users)
    .values({ id: deps.newId(), email, locale: language, createdAt: deps.now() })
    .onConflictDoNothing();
  const [user] = await tx.select().from(users).where(eq(users.email, email));
  if (!user) throw new Error("an account was made and is not there");
  const timeZone = user.timeZone ?? zone;
  if (timeZone !== user.timeZone) await tx.update(users).set({ timeZone }).where(eq(users.id, user.id));
  const known = await tx
    .select({ device: sessions.device })
    .from(sessions)
    .where(and(eq(sessions.userId, user.id), isNull(sessions.revokedAt), gt(sessions.expiresAt, deps.now())));
  const isElsewhere = known.length > 0 && !known.some((one) => isSameDevice(one.device, device));
  return {
    token: await startSession(deps, tx, user.id as UserId, device),
    redirectTo,
    elsewhere: isElsewhere ? { person: { ...user, timeZone }, device } : null,
  };
}
