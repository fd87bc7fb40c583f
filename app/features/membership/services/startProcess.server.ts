import { audit } from "~/features/membership/feature";
import { recordChange } from "~/features/processes/services/changeProcess.server";
import { beginRecord } from "~/features/recordlog/services/appendRecord.server";
import type { ProcessId } from "~/kernel/ids";
import { inEachLanguage, type Language } from "~/kernel/language/languages";
import { type Localized, plain } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { inTransaction } from "~/platform/transaction.server";
import { insertMany } from "~db/insertMany";
import { processMembers } from "~db/schema/membership";
import { criteria, processes, stakeholderGroups } from "~db/schema/processes";

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
      })
      .onConflictDoNothing({ target: processes.slug })
      .returning({ id: processes.id });
    if (!started) return fail({ code: "already_exists", fields: { slug: "errors:field.taken" } });
    await tx
      .insert(processMembers)
      .values({ processId: id, userId: actor.id, role: "organizer", joinedAt: deps.now() });
    await insertMany(
      tx,
      criteria,
      usual(deps, id, input.language, "criterion", ["use", "study", "modify", "share"]),
    );
    await insertMany(
      tx,
      stakeholderGroups,
      usual(deps, id, input.language, "group", ["developer", "deployer", "end-user", "subject"]),
    );
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

/** The model's keys with their names in every shipped language. */
function usual(
  deps: Pick<Deps, "translator">,
  processId: ProcessId,
  source: Language,
  kind: "criterion" | "group",
  keys: readonly string[],
) {
  return keys.map((key, position) => {
    const text = inEachLanguage((language) => deps.translator(language)(`membership:${kind}.${key}`));
    return { processId, key, position, title: { source, text } satisfies Localized };
  });
}
