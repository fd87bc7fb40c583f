import { and, eq, inArray, lt } from "drizzle-orm";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { UserId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { type SentAnswer, sentForms } from "~db/schema/sentForms";

/** A form that is being carried out. */
export type Sending = {
  /** By which it is known when it comes again. */
  readonly id: string;
  readonly userId: UserId;
  readonly intent: string;
  readonly said: string;
  /** Whether a change was stored for it. */
  isNoted: boolean;
};

/** How a form is known by the key that it was sent with. */
export const sentId = (userId: UserId | "", key: string) => sha256Hex(`${userId} ${key}`);

type Clocked = { readonly db: Db; readonly now: () => Date };

/**
 * Notes in the transaction of a change for which form it is made. False where the change of that form is stored already:
 * of many that are sent at once, on whatever node, one is carried out.
 */
export async function noteSent({ now }: Pick<Clocked, "now">, tx: Db, sending: Sending): Promise<boolean> {
  const { isNoted: _, ...row } = sending;
  const noted = await tx
    .insert(sentForms)
    .values({ ...row, at: now() })
    .onConflictDoNothing()
    .returning({ id: sentForms.id });
  return noted.length > 0;
}

/** What a form was answered whose change is stored; `answer` is null until then. */
export async function findSent({ db }: Pick<Clocked, "db">, id: string) {
  const [row] = await db
    .select({ intent: sentForms.intent, said: sentForms.said, answer: sentForms.answer, at: sentForms.at })
    .from(sentForms)
    .where(eq(sentForms.id, id));
  return row ?? null;
}

/** Those of some forms whose change is stored. */
export async function sentAmong({ db }: Pick<Clocked, "db">, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .select({ id: sentForms.id })
    .from(sentForms)
    .where(inArray(sentForms.id, [...ids]));
  return rows.map(({ id }) => id);
}

/**
 * Keeps what a form was answered whose change is noted nowhere, under a key that nobody can guess: by it alone the page that its
 * browser is led to says so.
 */
export async function noteAnswered(
  { db, now }: Clocked,
  { id, userId, intent, value }: Pick<Sending, "id" | "intent"> & { userId: UserId | null; value: unknown },
): Promise<void> {
  await db.insert(sentForms).values({ id, userId, intent, said: "", answer: { value }, at: now() });
}

/** As much of an answer is kept (characters). */
const longestAnswer = 20_000;

/** Keeps what a form was answered. What is too long is answered again without it. */
export async function keepAnswer({ db }: Pick<Clocked, "db">, id: string, answer: SentAnswer): Promise<void> {
  const kept = JSON.stringify(answer).length > longestAnswer ? {} : answer;
  await db.update(sentForms).set({ answer: kept }).where(eq(sentForms.id, id));
}

/** Forgets a form whose change was stored and that was refused all the same: it may be sent again. */
export async function forgetSent({ db }: Pick<Clocked, "db">, { id, userId }: Sending): Promise<void> {
  await db.delete(sentForms).where(and(eq(sentForms.id, id), eq(sentForms.userId, userId)));
}

const twoDays = 48 * 60 * 60 * 1000;

/** Forgets forms that nobody sends again any more. */
export async function forgetOldSent({ db, now }: Clocked): Promise<void> {
  await db.delete(sentForms).where(lt(sentForms.at, new Date(now().getTime() - twoDays)));
}
