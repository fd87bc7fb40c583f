import { and, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { sha256Hex } from "~/kernel/hash/canonical";
import { fail, ok } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { sentAmong, sentId } from "~/platform/sent/sent.server";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { sessions } from "~db/schema/accounts";
import { keptWords } from "~db/schema/sentForms";

/** So many unfinished forms of one person are kept, and so many bytes of all of them; what was touched longest ago goes first. */
const mostPlaces = 100;
const mostBytes = 4_000_000;
const sixWeeks = 42 * 24 * 60 * 60 * 1000;

type Words = Readonly<Record<string, unknown>>;

/**
 * Keeps what somebody typed and did not send yet, instead of what was kept of that form before. A session that has ended meanwhile keeps nothing
 * (`sign_in_needed`): what its person typed was forgotten as they left.
 */
export async function keepWords(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  token: string,
  { place, words }: { readonly place: string; readonly words: Words },
) {
  const row = { words, session: sha256Hex(token), at: deps.now() };
  return inTransaction(deps.db, async (tx) => {
    // Whoever ends the session waits for this, and forgets it then.
    const [session] = await tx
      .select({ tokenHash: sessions.tokenHash })
      .from(sessions)
      .where(and(eq(sessions.tokenHash, row.session), isNull(sessions.revokedAt)))
      .for("share");
    if (!session) return fail({ code: "sign_in_needed" });
    await holdWordsOf(tx, actor.id);
    await tx
      .insert(keptWords)
      .values({ userId: actor.id, place, ...row })
      .onConflictDoUpdate({ target: [keptWords.userId, keptWords.place], set: row });
    const newest = sql`order by ${keptWords.at} desc, ${keptWords.place} desc`;
    const own = tx
      .select({
        place: keptWords.place,
        nth: sql<number>`row_number() over (${newest})`.as("nth"),
        bytes: sql<number>`sum(octet_length(${keptWords.words}::text)) over (${newest})`.as("bytes"),
      })
      .from(keptWords)
      .where(eq(keptWords.userId, actor.id))
      .as("own");
    const old = tx
      .select({ place: own.place })
      .from(own)
      .where(or(gt(own.nth, mostPlaces), gt(own.bytes, mostBytes)));
    await tx.delete(keptWords).where(and(eq(keptWords.userId, actor.id), inArray(keptWords.place, old)));
    return ok();
  });
}

/** Keeping a form may push out others: what changes several forms of one person does so one after the other. */
async function holdWordsOf(tx: Db, userId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`words kept of ${userId}`}, 0))`);
}

/** What somebody has not sent yet of some forms, by their places; a form whose key was stored since was sent. */
export async function wordsAt(
  deps: Pick<Deps, "db">,
  actor: Pick<Actor, "id">,
  places: readonly string[],
): Promise<Readonly<Record<string, Words>>> {
  if (places.length === 0) return {};
  const rows = await deps.db
    .select({ place: keptWords.place, words: keptWords.words })
    .from(keptWords)
    .where(and(eq(keptWords.userId, actor.id), inArray(keptWords.place, [...places])));
  const keys = rows.map(({ words }) => sentId(actor.id, String(words.once ?? "")));
  const stored = rows.length === 0 ? [] : await sentAmong(deps, keys);
  return Object.fromEntries(
    rows.filter((_, at) => !stored.includes(keys[at] ?? "")).map(({ place, words }) => [place, words]),
  );
}

/** Forgets what was kept of a form: it was sent, or thrown away. */
export async function forgetWords(deps: Pick<Deps, "db">, actor: Pick<Actor, "id">, place: string) {
  await deps.db.delete(keptWords).where(and(eq(keptWords.userId, actor.id), eq(keptWords.place, place)));
  return ok();
}

/** Forgets what was typed in a session that was ended where it was typed, in the transaction that ends it. */
export async function forgetWordsOf(
  tx: Db,
  { userId, tokenHash }: Pick<typeof sessions.$inferSelect, "userId" | "tokenHash">,
): Promise<void> {
  await holdWordsOf(tx, userId);
  await tx.delete(keptWords).where(eq(keptWords.session, tokenHash));
}

/** Forgets what nobody came back for. */
export async function forgetOldWords(deps: Pick<Deps, "db" | "now">): Promise<void> {
  await deps.db.delete(keptWords).where(lt(keptWords.at, new Date(deps.now().getTime() - sixWeeks)));
}
