import { eq } from "drizzle-orm";
import type { Stream } from "~/features/processes/domain/streams";
import { audit } from "~/features/processes/feature";
import {
  criteriaOf,
  milestonesOf,
  type ProcessRow,
  stakeholderGroupsOf,
} from "~/features/processes/services/read.server";
import type { ContentLanguage } from "~/kernel/language/content";
import { plain, withText } from "~/kernel/language/localized";
import { namedLanguages } from "~/kernel/language/namedLanguage";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { cut } from "~/kernel/text/cut";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { criteria, milestones, processes, stakeholderGroups } from "~db/schema/processes";
import { type Change, changeProcess } from "./changeProcess.server";

/** Edits the process's texts in one language; the source's change leaves translations marked stale. */
export async function editProcess(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: {
    language: ContentLanguage;
    title: string;
    summary: string;
    question: string;
    languages: readonly ContentLanguage[];
    more?: string | undefined;
  },
): Promise<Result<undefined, Refusal>> {
  const more = namedLanguages(input.more ?? "");
  if ("unknown" in more) {
    const problem = { key: "overview:field.unknownLanguage", values: { name: cut(more.unknown, 60) } };
    return fail({ code: "invalid", fields: { more: problem } });
  }
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit["process.edited"], subject: input.language },
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
          languages: [...new Set([now.sourceLanguage, ...input.languages, ...more.languages])],
        })
        .where(eq(processes.id, process.id));
      return ok();
    },
  );
}

export type Term = { readonly key: string; readonly title: string };

/** A process's criteria or stakeholder groups, named in one language. */
export type TermList = {
  readonly kind: "criteria" | "groups";
  readonly language: ContentLanguage;
  readonly terms: readonly Term[];
};

/** What else hangs on a list of terms, inside the transaction that replaces it. */
export type TermsInUse = {
  /** Whether something is held against the list already, so that it has to stay as it is. */
  readonly isHeld: (tx: Db) => Promise<boolean>;
  /** Deletes what nobody can reach any more once only these keys are left. */
  readonly dropped?: (tx: Db, keys: readonly string[]) => Promise<void>;
};

/**
 * Replaces the process's criteria or stakeholder groups by a list. A list that ballots are held against
 * stands (`round_not_draft`).
 */
export async function replaceTerms(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { kind, language, terms }: TermList,
  inUse: TermsInUse,
): Promise<Result<undefined, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit[`${kind}.set` as const],
    subject: terms.map(({ key }) => key).join(", "),
  };
  return changeProcess(deps, change, async (tx) => {
    const table = kind === "criteria" ? criteria : stakeholderGroups;
    const known = await (kind === "criteria"
      ? criteriaOf(tx, process.id)
      : stakeholderGroupsOf(tx, process.id));
    const keys = terms.map(({ key }) => key);
    const same = known.length === keys.length && known.every(({ key }, i) => key === keys[i]);
    if (!same && (await inUse.isHeld(tx))) return fail({ code: "round_not_draft" });
    await tx.delete(table).where(eq(table.processId, process.id));
    await inUse.dropped?.(tx, keys);
    await insertMany(
      tx,
      table,
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

export type Milestone = {
  readonly stream: Stream;
  readonly title: string;
  /** In which language the title is, where not in that of who adds it. */
  readonly in?: ContentLanguage | undefined;
  readonly startsOn: string;
  readonly endsOn: string | null;
};

/** Adds a line to the process's timeline. */
export async function addMilestone(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: ContentLanguage,
  input: Milestone,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit["timeline.added"], subject: input.title },
    async (tx) => {
      const { title, in: written = language, ...when } = input;
      await tx
        .insert(milestones)
        .values({ id: deps.newId(), processId: process.id, title: plain(title, written), ...when });
      return ok();
    },
  );
}

/** Takes a date away, and hands over what it was. */
export async function removeMilestone(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  id: string,
): Promise<Result<typeof milestones.$inferSelect, Refusal>> {
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit["timeline.removed"] },
    async (tx) => {
      const known = (await milestonesOf(tx, process.id)).find((one) => one.id === id);
      if (!known) return fail({ code: "not_found" });
      await tx.delete(milestones).where(eq(milestones.id, id));
      return ok(known);
    },
  );
}
