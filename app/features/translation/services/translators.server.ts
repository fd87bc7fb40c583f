import { and, asc, eq, sql } from "drizzle-orm";
import { notify } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit, notices } from "~/features/translation/feature";
import type { UserId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { rowsOf } from "~db/client";
import { insertMany } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { drafts } from "~db/schema/drafts";
import { faqEntries } from "~db/schema/faq";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { translators } from "~db/schema/translation";

/** Whether somebody may translate into a language here: its translators, and organizers. */
export async function mayTranslate(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  actor: Actor | null,
  isOrganizer: boolean,
  language: ContentLanguage,
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
        eq(translators.language, language),
      ),
    );
  return row !== undefined && !actor.suspended;
}

/** A page of the people of a process with the languages they translate into, those who translate first. */
export function listTranslators({ db }: Pick<Deps, "db">, process: ProcessRow, asked: number) {
  const where = eq(processMembers.processId, process.id);
  const own = sql`${translators.processId} = ${process.id} and ${translators.userId} = ${users.id}`;
  const languages = sql<
    ContentLanguage[]
  >`array(select ${translators.language} from ${translators} where ${own}
    order by ${translators.language})`;
  return pageFrom(
    db.$count(processMembers, where),
    ({ limit, offset }) =>
      db
        .select({ userId: users.id, name: users.displayName, email: users.email, languages })
        .from(processMembers)
        .innerJoin(users, eq(users.id, processMembers.userId))
        .where(where)
        .orderBy(
          sql`not exists (select 1 from ${translators} where ${own})`,
          asc(users.displayName),
          asc(users.email),
        )
        .limit(limit)
        .offset(offset),
    { asked },
  );
}

/** Sets the languages into which a participant translates; none takes the role away. */
export async function setTranslator(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  userId: UserId,
  languages: readonly ContentLanguage[],
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
    if (userId !== actor.id)
      await notify(deps, tx, process, [userId], {
        kind: notices["translator-changed"],
        key: `translator-changed ${deps.newId()}`,
        path: `/p/${process.slug}/drafts`,
        values: { tongues: wanted.join(" ") },
      });
    return ok();
  });
}

/** The process in which something is translated, a version or an entry of the FAQ, and whether it is still written by organizers alone. */
export async function translatedAt(
  db: Deps["db"],
  scopeId: string,
): Promise<{ slug: string; isWorking: boolean } | null> {
  const [found] = await rowsOf<{ slug: string; working: boolean }>(
    db,
    sql`select p.slug, s.working from (
        select process_id, state = 'working' as working from ${drafts} where id = ${scopeId}
        union all select process_id, false from ${faqEntries} where id = ${scopeId}
      ) s join ${processes} p on p.id = s.process_id`,
  );
  return found ? { slug: found.slug, isWorking: found.working } : null;
}
