import { audit } from "~/features/membership/feature";
import { recordChange } from "~/features/processes/services/changeProcess.server";
import { beginRecord } from "~/features/recordlog/services/appendRecord.server";
import type { ProcessId } from "~/kernel/ids";
import { type ContentLanguage, interfaceFor } from "~/kernel/language/content";
import { defaultLanguage, inEachLanguage } from "~/kernel/language/languages";
import { type Localized, plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import { insertMany } from "~db/insertMany";
import { processMembers } from "~db/schema/membership";
import { criteria, processes, stakeholderGroups } from "~db/schema/processes";

/** With what a process begins: keys that have words in every shipped language, and a ready rule. */
export type Beginning = {
  readonly criteria: readonly string[];
  readonly groups: readonly string[];
  readonly rule: string | null;
};

const usual: Beginning = {
  criteria: ["use", "study", "modify", "share"],
  groups: ["developer", "deployer", "end-user", "subject"],
  rule: null,
};

/**
 * Starts a process with criteria and stakeholder groups; the founder organizes it. It is in preparation: there for those who take
 * part in it, and for nobody else until it is opened (`openProcess`).
 */
export async function startProcess(
  deps: Deps,
  actor: Actor,
  input: {
    slug: string;
    title: string;
    summary: string;
    question: string;
    language: ContentLanguage;
    isDemo?: boolean;
  },
  { criteria: by, groups, rule }: Beginning = usual,
): Promise<Result<{ slug: string; id: ProcessId }, Refusal>> {
  return inTransaction(deps.db, async (tx) => {
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
        usualRule: rule,
      })
      .onConflictDoNothing({ target: processes.slug })
      .returning({ id: processes.id });
    if (!started) return fail({ code: "already_exists", fields: { slug: "errors:field.taken" } });
    await tx.insert(processMembers).values({
      processId: id,
      userId: actor.id,
      role: "organizer",
      joinedAt: deps.now(),
      organizerSince: deps.now(),
    });
    const named = (kind: "criterion" | "group", keys: readonly string[]) =>
      keys.map((key, position) => ({
        processId: id,
        key,
        position,
        title: beginningWords(deps, input.language, kind, key),
      }));
    await insertMany(tx, criteria, named("criterion", by));
    await insertMany(tx, stakeholderGroups, named("group", groups));
    await recordChange(deps, tx, {
      processId: id,
      actor,
      action: audit["process.started"],
      subject: input.slug,
    });
    await beginRecord(deps, tx, { id, slug: input.slug }, "no");
    return ok({ slug: input.slug, id });
  });
}

/** The words of what processes begin with, in every shipped language; the source is that of the process where it is one of these. */
export function beginningWords(
  deps: Pick<Deps, "translator">,
  written: ContentLanguage,
  kind: "criterion" | "group" | "component",
  key: string,
): Localized {
  return {
    source: interfaceFor(written, defaultLanguage),
    text: inEachLanguage((language) => deps.translator(language)(`templates:${kind}.${key}`)),
  };
}
