import { and, asc, count, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Language } from "~/contracts/languages";
import { localize } from "~/contracts/localized";
import type { askDocumentsSchema, closeRequestSchema } from "~/contracts/reviews";
import type { Refusal } from "~/domain/refusals";
import { fail, ok, type Result } from "~/domain/result";
import { changeProcess } from "~/services/changes.server";
import type { Actor, Deps } from "~/services/deps";
import type { ProcessRow } from "~/services/people/scope.server";
import type { Db } from "~db/client";
import { allComponents } from "~db/queries";
import { documentRequests } from "~db/schema";
import type { SystemRow } from "./findSystem.server";
import { ownReview } from "./volunteer.server";

/** What the maker of a system was asked for, in order. Where it was sent is for those who ask alone. */
export async function requestsOf(db: Db, system: Pick<SystemRow, "id">, withRecipients: boolean) {
  const rows = await db
    .select()
    .from(documentRequests)
    .where(eq(documentRequests.systemId, system.id))
    .orderBy(asc(documentRequests.number));
  return rows.map(({ recipient, ...row }) => ({ ...row, recipient: withRecipients ? recipient : "" }));
}

async function mayAsk(tx: Db, actor: Actor, system: SystemRow, isOrganizer: boolean): Promise<boolean> {
  return isOrganizer || (await ownReview(tx, actor, system))?.state === "confirmed";
}

/** Mail goes to addresses that a person types: not more of it in a day than reviews need. */
const mostInADay = 10;

async function asksTooMuch(deps: Pick<Deps, "now">, tx: Db, actor: Actor): Promise<boolean> {
  const [asked] = await tx
    .select({ count: count() })
    .from(documentRequests)
    .where(
      and(
        eq(documentRequests.askedBy, actor.id),
        gt(documentRequests.askedAt, new Date(deps.now().getTime() - 86_400_000)),
      ),
    );
  return (asked?.count ?? 0) >= mostInADay;
}

/**
 * Asks the maker of a system for missing documents: noted in public with its due day, and sent by mail
 * where an address is given. `mail_failed` says that it is noted and was not sent.
 */
export async function askDocuments(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  input: z.infer<typeof askDocumentsSchema>,
  { language, isOrganizer }: { readonly language: Language; readonly isOrganizer: boolean },
): Promise<Result<{ number: number }, Refusal>> {
  const change = { processId: process.id, actor, action: "document.asked", subject: system.name } as const;
  const asked = await changeProcess(deps, change, async (tx) => {
    if (!(await mayAsk(tx, actor, system, isOrganizer))) return fail({ code: "not_a_reviewer" });
    const component = (await allComponents(tx, process.id)).find(({ key }) => key === input.component);
    if (!component) return fail({ code: "not_found" });
    if (new Date(`${input.dueOn}T23:59:59Z`) < deps.now())
      return fail({ code: "deadline_past", fields: { dueOn: "errors:field.past" } });
    if (await asksTooMuch(deps, tx, actor)) return fail({ code: "too_many" });
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${documentRequests.number}), 0)::int` })
      .from(documentRequests)
      .where(eq(documentRequests.systemId, system.id));
    const number = (last?.number ?? 0) + 1;
    await tx.insert(documentRequests).values({
      id: deps.newId(),
      systemId: system.id,
      number,
      ...input,
      askedBy: actor.id,
      askedAt: deps.now(),
      state: "open",
    });
    return ok({ number, component });
  });
  if (!asked.ok) return asked;
  const { number, component } = asked.value;
  if (input.recipient !== "") {
    const t = deps.translator(language);
    const prefix = language === "en" ? "" : `/${language}`;
    const words = {
      process: localize(process.title, language).text,
      system: system.name,
      component: localize(component.title, language).text,
      wanted: input.wanted,
      until: input.dueOn,
      link: `${deps.settings.origin}${prefix}/p/${process.slug}/systems/${system.key}`,
    };
    const sent = await deps.mail({
      to: input.recipient,
      subject: t("mail:documents.subject", words),
      text: t("mail:documents.body", words),
    });
    if (!sent) return fail({ code: "mail_failed" });
  }
  return ok({ number });
}

/** Notes what became of a request: answered (with the document's address), declined, taken back, or open again. */
export async function closeRequest(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  { request, state, answer, answerUrl }: z.infer<typeof closeRequestSchema>,
  isOrganizer: boolean,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: "document.closed", subject: system.name } as const;
  return changeProcess(deps, change, async (tx) => {
    if (!(await mayAsk(tx, actor, system, isOrganizer))) return fail({ code: "not_a_reviewer" });
    const closedAt = state === "open" ? null : deps.now();
    const [row] = await tx
      .update(documentRequests)
      .set({ state, answer, answerUrl, closedAt })
      .where(and(eq(documentRequests.systemId, system.id), eq(documentRequests.number, request)))
      .returning({ id: documentRequests.id });
    return row ? ok() : fail({ code: "not_found" });
  });
}
