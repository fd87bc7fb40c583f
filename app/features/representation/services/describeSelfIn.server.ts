import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { describeSelf, withGroups } from "~/features/accounts/services/profile.server";
import { writeAudit } from "~/features/processes/services/changeProcess.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import type { placeSchema } from "~/features/representation/contracts/representation";
import { audit } from "~/features/representation/feature";
import { takePart } from "~/features/workgroups/services/joinProcess.server";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { selfAnswers } from "~db/schema/representation";
import { selfQuestionsOf } from "./questions.server";

/** The questions by which people place themselves in a process, and what this person said. For their eyes alone. */
export async function placeOf(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  actor: Actor | null,
  language: Language,
) {
  const [groups, questions] = await Promise.all([
    stakeholderGroupsOf(deps.db, process.id),
    selfQuestionsOf(deps.db, process.id),
  ]);
  const [person] = actor ? await deps.db.select().from(users).where(eq(users.id, actor.id)) : [];
  const answers = actor ? await answersOf(deps.db, process, actor) : [];
  const [member] = actor
    ? await deps.db
        .select({ joinedAt: processMembers.joinedAt })
        .from(processMembers)
        .where(and(eq(processMembers.processId, process.id), eq(processMembers.userId, actor.id)))
    : [];
  return {
    joinedAt: member?.joinedAt ?? null,
    groups: groups.map(({ key, title, question }) => ({
      key,
      title: localize(title, language),
      question: question ? localize(question, language) : null,
      isMine: person?.stakeholderGroups.includes(key) ?? false,
    })),
    country: person?.country ?? "",
    languages: person?.languages ?? [],
    questions: questions.map(({ key, title, options }) => ({
      key,
      title: localize(title, language),
      options: options.map((one) => ({ key: one.key, title: localize(one.title, language) })),
      answer: answers.find(({ question }) => question === key)?.option ?? "",
    })),
  };
}

function answersOf(db: Db, process: Pick<ProcessRow, "id">, actor: Pick<Actor, "id">) {
  return db
    .select()
    .from(selfAnswers)
    .where(and(eq(selfAnswers.processId, process.id), eq(selfAnswers.userId, actor.id)));
}

/**
 * Stores where somebody places themselves, and lets them take part from now on: counted with the
 * campaign whose link they followed, if they are new. Groups of other processes stay as they were. The audit log
 * has who joined, and nothing of what they change later. A name that misleads is refused as it is everywhere (`name_misleads`).
 */
export async function describeSelfIn(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: z.infer<typeof placeSchema>,
): Promise<Result<undefined, Refusal>> {
  return inTransaction(deps.db, async (tx) => {
    // Questions and groups stay as they are meanwhile.
    await tx
      .select({ id: processes.id })
      .from(processes)
      .where(eq(processes.id, process.id))
      .for("no key update");
    const [groups, questions, [person], before] = await Promise.all([
      stakeholderGroupsOf(tx, process.id),
      selfQuestionsOf(tx, process.id),
      tx.select().from(users).where(eq(users.id, actor.id)),
      answersOf(tx, process, actor),
    ]);
    if (!person) return fail({ code: "not_found" });
    const own = groups.map(({ key }) => key);
    if (input.groups.some((key) => !own.includes(key))) return fail({ code: "invalid" });
    const answers = Object.entries(input.self).filter(([, option]) => option !== "");
    const isKnown = ([question, option]: [string, string]) =>
      questions.find(({ key }) => key === question)?.options.some(({ key }) => key === option) ?? false;
    if (!answers.every(isKnown)) return fail({ code: "invalid" });
    const isOther =
      (await describeSelf(deps, tx, person, {
        stakeholderGroups: withGroups(person.stakeholderGroups, own, input.groups),
        country: input.country,
        languages: input.languages,
      })) || !isSameAnswers(before, answers);
    if (isOther) await answer(deps, tx, process, actor, answers);
    const joined = await takePart(deps, tx, process, actor, input.campaign);
    if (!joined.ok) return joined;
    if (joined.value.isNew)
      await writeAudit(deps, tx, { processId: process.id, actor, action: audit["people.placed"] });
    return ok();
  });
}

const isSameAnswers = (
  before: readonly { readonly question: string; readonly option: string }[],
  answers: readonly (readonly [string, string])[],
) =>
  before.length === answers.length &&
  answers.every(([key, option]) => before.some((one) => one.question === key && one.option === option));

async function answer(
  deps: Pick<Deps, "now">,
  tx: Db,
  process: Pick<ProcessRow, "id">,
  { id: userId }: Pick<Actor, "id">,
  answers: readonly (readonly [string, string])[],
): Promise<void> {
  await tx
    .delete(selfAnswers)
    .where(and(eq(selfAnswers.processId, process.id), eq(selfAnswers.userId, userId)));
  await insertMany(
    tx,
    selfAnswers,
    answers.map(([question, option]) => ({ processId: process.id, userId, question, option })),
  );
  await tx.update(users).set({ placedAt: deps.now() }).where(eq(users.id, userId));
}
