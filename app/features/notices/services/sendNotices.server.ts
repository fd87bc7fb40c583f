import { and, asc, eq, inArray, isNull, lte, sql } from "drizzle-orm";
import { inLanguage } from "~/i18n/languagePath";
import type { UserId } from "~/kernel/ids";
import { defaultLanguage, isLanguage, type Language } from "~/kernel/language/languages";
import type { Deps, Mail, MailRefusal } from "~/platform/deps";
import { afterRefusal, handOver, notHandedOver } from "~/platform/jobs/mailQueue";
import { severalAtOnce } from "~/platform/jobs/severalAtOnce";
import { users } from "~db/schema/accounts";
import { notices, unsubscribeTokens } from "~db/schema/notices";
import { processes } from "~db/schema/processes";
import { noticeMail } from "./noticeMail";
import { readTodos } from "./readTodos.server";

const mostLines = 100;

type Due = typeof notices.$inferSelect;

/**
 * Sends the mails that are due, one a person and process, whatever it tells of. A mail is marked as
 * taken before it is handed to the mail server: a crash in that moment loses the mail (the notice is
 * still in the app), and nothing is ever sent twice. What the server refuses for now is tried again for three days,
 * and so is a letter that cannot be made: it is thrown once the others are sent. Several go at once (`mailsAtOnce`), and any number of nodes may do
 * this at once. Returns how many mails went out.
 */
export function sendNotices(deps: Deps): Promise<number> {
  let isBroken = false;
  return severalAtOnce({
    most: deps.mailsAtOnce,
    // What handing over throws is no mail's fault: nothing more is taken, and lost, that could be sent later.
    take: async () => (isBroken ? null : takeDue(deps)),
    run: (taken) =>
      send(deps, taken, () => {
        isBroken = true;
      }),
  });
}

/** Takes what is due for one person in one process, in the order in which it happened. */
async function takeDue(deps: Deps): Promise<Due[] | null> {
  return deps.db.transaction(async (tx) => {
    // One node after the other, or what is due for a person would be torn into several mails.
    await tx.execute(sql`select pg_advisory_xact_lock(7263482)`);
    const isDue = and(eq(notices.mail, "due"), lte(notices.mailAfter, deps.now()));
    const [first] = await tx.select().from(notices).where(isDue).orderBy(asc(notices.mailAfter)).limit(1);
    if (!first) return null;
    const rows = tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(isDue, eq(notices.userId, first.userId), eq(notices.processId, first.processId)))
      .orderBy(asc(notices.createdAt), asc(notices.key))
      .limit(mostLines);
    const taken = await tx
      .update(notices)
      .set({ mail: "taken" })
      .where(and(isDue, inArray(notices.id, rows)))
      .returning();
    return taken.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  });
}

async function send(deps: Deps, taken: readonly Due[], broken: () => void): Promise<boolean> {
  const mark = (values: Partial<typeof notices.$inferInsert>, some = taken) =>
    deps.db
      .update(notices)
      .set(values)
      // What was told again meanwhile is due again.
      .where(
        and(
          eq(notices.mail, "taken"),
          inArray(
            notices.id,
            some.map(({ id }) => id),
          ),
        ),
      );
  const putBack = async (refusal: MailRefusal) => {
    // Each notice counts its own attempts: what is new is not given up with what it came with.
    for (const one of taken)
      await mark({ ...afterRefusal(one.attempts, refusal, deps.now()), refusal: refusal.code }, [one]);
  };
  const mail = await letterOf(deps, taken).catch(async (error) => {
    await putBack(notHandedOver);
    throw error;
  });
  if (mail === null) {
    await mark({ mail: "none" });
    return false;
  }
  return handOver(
    deps,
    (handed) => handed(mail),
    (refusal) => (refusal ? putBack(refusal) : mark({ mail: "sent", refusal: "" })),
  ).catch((error) => {
    broken();
    throw error;
  });
}

/** The letter about what is due for one person in one process; null where either is gone. */
async function letterOf(deps: Deps, taken: readonly Due[]): Promise<Mail | null> {
  const [{ userId, processId }] = taken as [Due];
  const [found] = await deps.db
    .select({ person: users, process: processes, token: unsubscribeTokens.token })
    .from(users)
    .innerJoin(processes, eq(processes.id, processId))
    .leftJoin(unsubscribeTokens, whose(userId, processId))
    .where(and(eq(users.id, userId), isNull(users.suspendedAt)));
  if (!found) return null;
  const { person, process } = found;
  const token = found.token ?? (await tokenFor(deps, userId, processId));
  const language: Language = isLanguage(person.locale) ? person.locale : defaultLanguage;
  const stop = `${deps.settings.origin}${inLanguage(language, `/unsubscribe/${token}`)}`;
  return noticeMail(taken as [Due, ...Due[]], {
    to: person.email,
    language,
    zone: person.timeZone,
    t: deps.translator(language),
    origin: deps.settings.origin,
    process,
    stop,
    todos: await readTodos(deps, { id: userId as UserId, email: person.email, suspended: false }),
    now: deps.now(),
  });
}

const whose = (userId: string, processId: Due["processId"]) =>
  and(eq(unsubscribeTokens.userId, userId), eq(unsubscribeTokens.processId, processId));

async function tokenFor(deps: Deps, userId: string, processId: Due["processId"]): Promise<string> {
  await deps.db
    .insert(unsubscribeTokens)
    .values({ token: deps.randomHex(24), userId, processId })
    .onConflictDoNothing();
  const [row] = await deps.db.select().from(unsubscribeTokens).where(whose(userId, processId));
  if (!row) throw new Error("a token was made and is not there");
  return row.token;
}
