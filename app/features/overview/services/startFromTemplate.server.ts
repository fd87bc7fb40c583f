import { eq } from "drizzle-orm";
import { changeList } from "~/features/components/services/changeList.server";
import { beginningWords, startProcess } from "~/features/membership/services/startProcess.server";
import { type TemplateKey, templateKeys, templates } from "~/features/overview/domain/templates";
import { interfaceFor } from "~/kernel/language/content";
import { defaultLanguage, type Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { noteSent } from "~/platform/sent/sent.server";
import { inTransaction } from "~/platform/transaction.server";
import { processes } from "~db/schema/processes";

type Started = Parameters<typeof startProcess>[2] & { readonly template: TemplateKey };

/** Starts a process with what its template has: criteria, groups, the first list of components and the usual rule. */
export async function startFromTemplate(
  deps: Deps,
  actor: Actor,
  { template, ...input }: Started,
): Promise<Result<{ slug: string }, Refusal>> {
  const { components, ...beginning } = templates[template];
  const language = interfaceFor(input.language, defaultLanguage);
  const { sending, ...others } = deps;
  const outcome = await inTransaction<{ slug: string }>(deps.db, async (tx) => {
    // Sent twice, the form leads to the process that it started.
    if (sending && !(await noteSent(deps, tx, sending))) return fail({ code: "sent_already" });
    const inside: Deps = { ...others, db: tx };
    const started = await startProcess(inside, actor, input, beginning);
    if (!started.ok) return started;
    const { id, slug } = started.value;
    if (components.length === 0) return ok({ slug });
    const [process] = await tx.select().from(processes).where(eq(processes.id, id));
    if (!process) return fail({ code: "not_found" });
    const added = components.map(({ key, category }) => {
      const title = beginningWords(deps, language, "component", key);
      return { title: localize(title, language).text, category, description: "", titles: title };
    });
    const reason = deps.translator(language)("templates:reason");
    const listed = await changeList(inside, actor, process, language, {
      change: { kind: "added", added },
      reason,
    });
    return listed.ok ? ok({ slug }) : listed;
  });
  if (outcome.ok && sending) sending.isNoted = true;
  return outcome;
}

/** What one can begin with, in the words of whoever chooses. */
export function offeredTemplates({ translator }: Pick<Deps, "translator">, language: Language) {
  const t = translator(language);
  return templateKeys.map((key) => {
    const { criteria, groups, components } = templates[key];
    return {
      key,
      name: t(`templates:name.${key}`),
      lead: t(`templates:lead.${key}`),
      criteria: criteria.map((one) => t(`templates:criterion.${one}`)),
      groups: groups.map((one) => t(`templates:group.${one}`)),
      components: components.map((one) => t(`templates:component.${one.key}`)),
    };
  });
}
