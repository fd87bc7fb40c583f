import { and, eq, ne, notInArray } from "drizzle-orm";
import type { ProcessRow } from "~/features/rounds/registrations/place.server";
import type { Stream } from "~/features/timeline/domain/timeline";
import type { ProcessId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { type Localized, plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { criteriaOf, milestonesOf, stakeholderGroupsOf } from "~db/queries";
import { processMembers } from "~db/schema/membership";
import { criteria, milestones, processes, stakeholderGroups } from "~db/schema/processes";
import { targets } from "~db/schema/representation";
import { rounds } from "~db/schema/rounds";
import { type Change, changeProcess, recordChange, refusable } from "./changeProcess.server";

/** Starts a process with the model's criteria and stakeholder groups; the founder organizes it. */
export async function startProcess(
  deps: Deps,
  actor: Actor,
  input: {
    slug: string;
    title: string;
    summary: string;
    question: string;
    language: Language;
    isDemo?: boolean;
  },
): Promise<Result<{ slug: string; id: ProcessId }, Refusal>> {
  return refusable(deps.db, async (tx) => {
    const id = deps.newId() as ProcessId;
    const [started] = await tx
      .insert(processes)
      .values({
        id,
        slug: input.slug,
        title: plain(input.title, input.language),
        summary: plain(input.summary, input.language),
        question: plain(input.question, input.language),
        sourceLanguage: input.language,
        languages: [input.language],
        isDemo: input.isDemo ?? false,
        createdAt: deps.now(),
      })
      .onConflictDoNothing({ target: processes.slug })
      .returning({ id: processes.id });
    if (!started) return fail({ code: "already_exists", fields: { slug: "errors:field.taken" } });
    await tx
      .insert(processMembers)
      .values({ processId: id, userId: actor.id, role: "organizer", joinedAt: deps.now() });
    await tx
      .insert(criteria)
      .values(usual(deps, id, input.language, "criterion", ["use", "study", "modify", "share"]));
    await tx
      .insert(stakeholderGroups)
      .values(usual(deps, id, input.language, "group", ["developer", "deployer", "end-user", "subject"]));
    await recordChange(deps, tx, { processId: id, actor, action: "process.started", subject: input.slug });
    return ok({ slug: input.slug, id });
  });
}

/** The model's keys with their names in every shipped language. */
function usual(
  deps: Pick<Deps, "translator">,
  processId: ProcessId,
  source: Language,
  kind: "criterion" | "group",
  keys: readonly string[],
) {
  return keys.map((key, position) => {
    const named = (language: Language) => deps.translator(language)(`process:${kind}.${key}`);
    const text = { en: named("en"), es: named("es"), fr: named("fr"), ar: named("ar") };
    return { processId, key, position, title: { source, text } satisfies Localized };
  });
}

/** Edits the process's texts in one language; the source's change leaves translations marked stale. */
export async function editProcess(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: {
    language: Language;
    title: string;
    summary: string;
    question: string;
    languages: readonly Language[];
  },
): Promise<Result<undefined, Refusal>> {
  return changeProcess(
    deps,
    { processId: process.id, actor, action: "process.edited", subject: input.language },
    async (tx) => {
      // As they are now: somebody else may have edited another language since the form was opened.
      const [now] = await tx.select().from(processes).where(eq(processes.id, process.id));
      if (!now) return fail({ code: "not_found" });
      await tx
        .update(processes)
        .set({
          title: withText(now.title, input.language, input.title),
          summary: withText(now.summary, input.language, input.summary),
          question: withText(now.question, input.language, input.question),
          languages: [...new Set([now.sourceLanguage, ...input.languages])],
        })
        .where(eq(processes.id, process.id));
      return ok();
    },
  );
}

export type Term = { readonly key: string; readonly title: string };

/**
 * Replaces the process's criteria or stakeholder groups by a list. Criteria stand once a round of
 * votes has opened, groups once an approval has: ballots are held against them (`round_not_draft`).
 */
export async function setTerms(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  kind: "criteria" | "groups",
  language: Language,
  terms: readonly Term[],
): Promise<Result<undefined, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: `${kind}.set`,
    subject: terms.map(({ key }) => key).join(", "),
  };
  return changeProcess(deps, change, async (tx) => {
    const table = kind === "criteria" ? criteria : stakeholderGroups;
    const known = await (kind === "criteria"
      ? criteriaOf(tx, process.id)
      : stakeholderGroupsOf(tx, process.id));
    const keys = terms.map(({ key }) => key);
    const same = known.length === keys.length && known.every(({ key }, i) => key === keys[i]);
    const heldAgainst = kind === "criteria" ? "components" : "approval";
    if (!same && (await hasOpened(tx, process.id, heldAgainst))) return fail({ code: "round_not_draft" });
    await tx.delete(table).where(eq(table.processId, process.id));
    // Nobody can reach a target of a group that is gone.
    if (kind === "groups")
      await tx
        .delete(targets)
        .where(
          and(
            eq(targets.processId, process.id),
            eq(targets.breakdown, "group"),
            notInArray(targets.key, keys),
          ),
        );
    await tx.insert(table).values(
      terms.map(({ key, title }, position) => {
        const before = known.find((one) => one.key === key);
        const named = before ? withText(before.title, language, title) : plain(title, language);
        const kept = before && "question" in before ? { question: before.question } : {};
        return { processId: process.id, key, title: named, position, ...kept };
      }),
    );
    return ok();
  });
}

async function hasOpened(tx: Db, processId: ProcessId, kind: "components" | "approval"): Promise<boolean> {
  const [opened] = await tx
    .select({ id: rounds.id })
    .from(rounds)
    .where(and(eq(rounds.processId, processId), eq(rounds.kind, kind), ne(rounds.state, "draft")))
    .limit(1);
  return opened !== undefined;
}

export type Milestone = {
  readonly stream: Stream;
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
};

/** Adds a line to the process's timeline. */
export async function addMilestone(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  input: Milestone,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(
    deps,
    { processId: process.id, actor, action: "timeline.added", subject: input.title },
    async (tx) => {
      const { title, ...when } = input;
      await tx
        .insert(milestones)
        .values({ id: deps.newId(), processId: process.id, title: plain(title, language), ...when });
      return ok();
    },
  );
}

export async function removeMilestone(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: string,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(deps, { processId: process.id, actor, action: "timeline.removed" }, async (tx) => {
    const known = (await milestonesOf(tx, process.id)).some((one) => one.id === id);
    if (!known) return fail({ code: "not_found" });
    await tx.delete(milestones).where(eq(milestones.id, id));
    return ok();
  });
}
