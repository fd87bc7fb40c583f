import { and, eq } from "drizzle-orm";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/translation/feature";
import type { UserId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { insertMany } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { translators } from "~db/schema/translation";

/** Whether somebody may translate into a language here: its translators, and organizers. */
export async function mayTranslate(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  actor: Actor | null,
  isOrganizer: boolean,
  language: string,
): Promise<boolean> {
  if (!actor || !process.languages.includes(language) || language === process.sourceLanguage) return false;
  if (isOrganizer) return true;
  const [row] = await deps.db
    .select()
    .from(translators)
    .where(
      and(
        eq(translators.processId, process.id),
        eq(translators.userId, actor.id),
        eq(translators.language, language as Language),
      ),
    );
  return row !== undefined && !actor.suspended;
}

/** People of a process with the languages they translate into. */
export async function listTranslators(deps: Pick<Deps, "db">, process: ProcessRow) {
  const people = await deps.db
    .select({ userId: users.id, name: users.displayName, email: users.email })
    .from(processMembers)
    .innerJoin(users, eq(users.id, processMembers.userId))
    .where(eq(processMembers.processId, process.id))
    .limit(500);
  const rows = await deps.db.select().from(translators).where(eq(translators.processId, process.id));
  return people.map((one) => ({
    ...one,
    languages: rows.filter(({ userId }) => userId === one.userId).map(({ language }) => language),
  }));
}

/** Sets the languages into which a participant translates; none takes the role away. */
export async function setTranslator(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  userId: UserId,
  languages: readonly Language[],
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["translator.changed"],
    subject: languages.join(", "),
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [member] = await tx
      .select()
      .from(processMembers)
      .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, userId)));
    if (!member) return fail({ code: "not_found" });
    const own = and(eq(translators.processId, process.id), eq(translators.userId, userId));
    await tx.delete(translators).where(own);
    const wanted = languages.filter((one) => process.languages.includes(one));
    await insertMany(
      tx,
      translators,
      wanted.map((language) => ({ processId: process.id, userId, language })),
    );
    return ok();
  });
}
