import { and, asc, eq, inArray, notInArray } from "drizzle-orm";
import type { z } from "zod";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type {
  groupQuestionsSchema,
  selfQuestionsSchema,
  targetsSchema,
} from "~/features/representation/contracts/representation";
import { audit } from "~/features/representation/feature";
import type { ProcessId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { type Knowing, versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { processes, stakeholderGroups } from "~db/schema/processes";
import { selfAnswers, selfQuestions, targets } from "~db/schema/representation";

/** What a process asks people about themselves beyond groups, country and languages, in order. */
export function selfQuestionsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(selfQuestions)
    .where(eq(selfQuestions.processId, processId))
    .orderBy(asc(selfQuestions.position));
}

export function targetsOf(db: Db, processId: ProcessId) {
  return db
    .select()
    .from(targets)
    .where(eq(targets.processId, processId))
    .orderBy(asc(targets.breakdown), asc(targets.key));
}

/** Deletes the targets of stakeholder groups that are not among these. */
export async function dropGroupTargets(tx: Db, processId: ProcessId, keys: readonly string[]): Promise<void> {
  await tx
    .delete(targets)
    .where(
      and(
        eq(targets.processId, processId),
        eq(targets.breakdown, "group"),
        notInArray(targets.key, [...keys]),
      ),
    );
}

/** What a form that is opened now knows of the questions and targets. */
export async function seenNow(db: Db, process: Pick<ProcessRow, "id">) {
  const [questions, wanted, [row]] = await Promise.all([
    selfQuestionsOf(db, process.id),
    targetsOf(db, process.id),
    db.select({ note: processes.targetsNote }).from(processes).where(eq(processes.id, process.id)),
  ]);
  return { questions: versionOf(questions), targets: versionOf([wanted, row?.note ?? null]) };
}

/**
 * Sets the targets of representation, and the note that says where they come from. `edited_meanwhile` where they
 * are not what the form knew.
 */
export async function setTargets(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  { language, note, targets: wanted, seen }: Knowing<z.infer<typeof targetsSchema>>,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(deps, { processId: process.id, actor, action: audit["targets.set"] }, async (tx) => {
    if (seen && seen !== (await seenNow(tx, process)).targets) return fail({ code: "edited_meanwhile" });
    const groups = (await stakeholderGroupsOf(tx, process.id)).map(({ key }) => key);
    if (wanted.some(({ breakdown, key }) => breakdown === "group" && !groups.includes(key)))
      return fail({ code: "invalid", fields: { targets: "errors:field.targets" } });
    await tx.delete(targets).where(eq(targets.processId, process.id));
    await insertMany(
      tx,
      targets,
      wanted.map((one) => ({ processId: process.id, ...one })),
    );
    const [now] = await tx.select().from(processes).where(eq(processes.id, process.id));
    const before = now?.targetsNote;
    await tx
      .update(processes)
      .set({ targetsNote: before ? withText(before, language, note) : plain(note, language) })
      .where(eq(processes.id, process.id));
    return ok();
  });
}

/** Stores what each stakeholder group asks people, in one language. */
export async function setGroupQuestions(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  { language, questions }: z.infer<typeof groupQuestionsSchema>,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(deps, { processId: process.id, actor, action: audit["questions.set"] }, async (tx) => {
    for (const { key, question } of await stakeholderGroupsOf(tx, process.id)) {
      const text = ownValue(questions, key);
      if (text === undefined) continue;
      await tx
        .update(stakeholderGroups)
        .set({ question: question ? withText(question, language, text) : plain(text, language) })
        .where(and(eq(stakeholderGroups.processId, process.id), eq(stakeholderGroups.key, key)));
    }
    return ok();
  });
}

/**
 * Replaces the process's own questions. Answers to what is not asked any more are deleted: so
 * `edited_meanwhile` where the questions are not what the form knew.
 */
export async function setSelfQuestions(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  { language, questions, seen }: Knowing<z.infer<typeof selfQuestionsSchema>>,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(deps, { processId: process.id, actor, action: audit["questions.set"] }, async (tx) => {
    if (seen && seen !== (await seenNow(tx, process)).questions) return fail({ code: "edited_meanwhile" });
    const known = await selfQuestionsOf(tx, process.id);
    await tx.delete(selfQuestions).where(eq(selfQuestions.processId, process.id));
    await insertMany(
      tx,
      selfQuestions,
      questions.map((one, position) => {
        const before = known.find(({ key }) => key === one.key);
        return {
          processId: process.id,
          key: one.key,
          title: named(before?.title, one.title, language),
          options: one.options.map((option) => ({
            key: option.key,
            title: named(
              before?.options.find(({ key }) => key === option.key)?.title,
              option.title,
              language,
            ),
          })),
          position,
        };
      }),
    );
    await forgetOthers(tx, process.id, questions);
    return ok();
  });
}

function named(before: ReturnType<typeof plain> | undefined, text: string, language: Language) {
  return before ? withText(before, language, text) : plain(text, language);
}

async function forgetOthers(
  tx: Db,
  processId: ProcessId,
  questions: readonly { readonly key: string; readonly options: readonly { readonly key: string }[] }[],
): Promise<void> {
  const ofProcess = eq(selfAnswers.processId, processId);
  const keys = questions.map(({ key }) => key);
  await tx
    .delete(selfAnswers)
    .where(keys.length > 0 ? and(ofProcess, notInArray(selfAnswers.question, keys)) : ofProcess);
  for (const { key, options } of questions)
    await tx.delete(selfAnswers).where(
      and(
        ofProcess,
        inArray(selfAnswers.question, [key]),
        notInArray(
          selfAnswers.option,
          options.map((option) => option.key),
        ),
      ),
    );
}
