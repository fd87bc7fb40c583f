import { and, eq, gt, inArray, lt, or, sql } from "drizzle-orm";
import { sha256Hex } from "~/kernel/hash/canonical";
import { ok } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { sentAmong, sentId } from "~/platform/sent/sent.server";
import { keptWords } from "~db/schema/sentForms";

/** So many unfinished forms of one person are kept, and so many bytes of all of them; what was touched longest ago goes first. */
const mostPlaces = 100;
const mostBytes = 4_000_000;
const sixWeeks = 42 * 24 * 60 * 60 * 1000;

type Words = Readonly<Record<string, unknown>>;

/** Keeps what somebody typed and did not send yet, instead of what was kept of that form before. */
export async function keepWords(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  token: string | null,
  { place, words }: { readonly place: string; readonly words: Words },
) {
  const row = { words, session: token ? sha256Hex(token) : "", at: deps.now() };
  await deps.db.transaction(async (tx) => {
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
  });
  return ok();
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

/** Forgets what was typed in a session that is ended where it was typed. */
export async function forgetWordsOf(deps: Pick<Deps, "db">, token: string): Promise<void> {
  await deps.db.delete(keptWords).where(eq(keptWords.session, sha256Hex(token)));
}

/** Forgets what nobody came back for. */
export async function forgetOldWords(deps: Pick<Deps, "db" | "now">): Promise<void> {
  await deps.db.delete(keptWords).where(lt(keptWords.at, new Date(deps.now().getTime() - sixWeeks)));
}
