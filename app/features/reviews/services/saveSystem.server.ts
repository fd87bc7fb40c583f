import { eq } from "drizzle-orm";
import type { z } from "zod";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { reviewRuleSchema, systemSchema } from "~/features/reviews/contracts/reviews";
import type { ReviewRule } from "~/features/reviews/domain/conclusion";
import { reviewRuleHash } from "~/features/reviews/domain/ruleHash";
import { audit } from "~/features/reviews/feature";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { SystemId, WorkgroupId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, type Knowing } from "~/platform/version.server";
import { processes } from "~db/schema/processes";
import { systems } from "~db/schema/reviews";
import { listSystems, type SystemRow } from "./findSystem.server";

/** A system as the form that edits it in a language shows it. */
export const systemShown = ({ name, maker, about, links, workgroupId }: SystemRow, language: Language) => ({
  name,
  maker,
  about: localize(about, language).text,
  links: links.map(({ label, url }) => `${label} ${url}`.trim()).join("\n"),
  workgroup: workgroupId ?? "",
});

/**
 * Adds a system to the registry, or changes one (its text in the language it is edited in). The key
 * stands in addresses: it is the system's own (`already_exists`) and stays as it is. `edited_meanwhile` where
 * the form knew something else than is stored.
 */
export async function saveSystem(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  language: Language,
  input: Knowing<z.infer<typeof systemSchema>>,
): Promise<Result<{ key: string }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["system.saved"],
    subject: input.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await listSystems({ db: tx }, process);
    const workgroupId = input.workgroup as WorkgroupId | null;
    if (workgroupId && !(await workgroupsOf(tx, process.id)).some(({ id }) => id === workgroupId))
      return fail({ code: "invalid", fields: { workgroup: "errors:field.workgroup" } });
    const values = { name: input.name, maker: input.maker, links: input.links, workgroupId };
    if (input.was === null) {
      if (known.some(({ key }) => key === input.key))
        return fail({ code: "already_exists", fields: { key: "errors:field.taken" } });
      await tx.insert(systems).values({
        id: deps.newId() as SystemId,
        processId: process.id,
        key: input.key,
        ...values,
        about: plain(input.about, language),
        position: Math.max(0, ...known.map(({ position }) => position)) + 1,
        createdAt: deps.now(),
      });
      return ok({ key: input.key });
    }
    const row = known.find(({ key }) => key === input.was);
    if (!row) return fail({ code: "not_found" });
    if (isStale(input.seen, systemShown(row, language))) return fail({ code: "edited_meanwhile" });
    await tx
      .update(systems)
      .set({ ...values, about: withText(row.about, language, input.about) })
      .where(eq(systems.id, row.id));
    return ok({ key: row.key });
  });
}

/** Declares by which rule reviews come to a conclusion, for all versions; every page shows it with its hash. */
export async function setReviewRule(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: z.infer<typeof reviewRuleSchema>,
): Promise<Result<undefined, Refusal>> {
  const reviewRule: ReviewRule = { version: 1, ...input };
  const subject = reviewRuleHash(reviewRule);
  const change = { processId: process.id, actor, action: audit["review.ruled"], subject } as const;
  return changeProcess(deps, change, async (tx) => {
    await tx.update(processes).set({ reviewRule }).where(eq(processes.id, process.id));
    return ok();
  });
}
