import { and, count, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { callSchema } from "~/features/calls/contracts/calls";
import { audit } from "~/features/calls/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { namesOf } from "~/features/representation/services/representationPage.server";
import { roundedToFive, type Shown } from "~/kernel/figures/roundedToFive";
import type { CallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { wholeNumber } from "~/kernel/wholeNumber";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import { isStale, type Knowing } from "~/platform/version.server";
import type { Db } from "~db/client";
import { applications, calls } from "~db/schema/calls";

export type CallRow = typeof calls.$inferSelect;

/** A page of the calls of a process, those that are open first. */
export async function listCalls(
  deps: Pick<Deps, "db" | "now">,
  process: Pick<ProcessRow, "id">,
  asked: number,
) {
  const day = today(deps);
  const where = eq(calls.processId, process.id);
  const openFirst = sql`(${calls.closedAt} is null and ${calls.until} >= ${day}) desc`;
  const { rows, ...paging } = await pageFrom(
    deps.db.$count(calls, where),
    ({ limit, offset }) =>
      deps.db
        .select()
        .from(calls)
        .where(where)
        .orderBy(openFirst, desc(calls.publishedAt), desc(calls.number))
        .limit(limit)
        .offset(offset),
    { asked },
  );
  return { ...paging, rows: rows.map((call) => ({ call, isOpen: isOpen(call, day) })) };
}

/** Open to the end of its last day in UTC, unless it was closed before. */
export function isOpen(call: Pick<CallRow, "closedAt" | "until">, day: string): boolean {
  return call.closedAt === null && day <= call.until;
}

export async function findCall(
  db: Db,
  process: Pick<ProcessRow, "id">,
  number: string | undefined,
): Promise<CallRow | null> {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await db
    .select()
    .from(calls)
    .where(and(eq(calls.processId, process.id), eq(calls.number, wanted)));
  return row ?? null;
}

/** Who is missing, by name: groups in the process's words, regions and languages in the reader's. */
export async function missingIn(
  deps: Pick<Deps, "db" | "translator">,
  process: Pick<ProcessRow, "id">,
  { missing }: Pick<CallRow, "missing">,
  language: Language,
): Promise<string[]> {
  const groups = await stakeholderGroupsOf(deps.db, process.id);
  const t = deps.translator(language);
  const tongue = namesOf(language, "language");
  return missing.map((one) => {
    const [breakdown = "", key = ""] = one.split(":");
    if (breakdown === "region") return t(`common:region.${key}`);
    if (breakdown === "language") return tongue(key);
    const group = groups.find((known) => known.key === key);
    return group ? localize(group.title, language).text : key;
  });
}

/** How many were accepted, in fives; for everyone to see once the call is closed. */
export async function acceptedIn(db: Db, call: Pick<CallRow, "id">): Promise<Shown> {
  const [row] = await db
    .select({ accepted: count() })
    .from(applications)
    .where(and(eq(applications.callId, call.id), eq(applications.state, "accepted")));
  return roundedToFive(row?.accepted ?? 0);
}

/** A call as the form that edits it in a language shows it. */
export const callShown = ({ kind, title, body, missing, until }: CallRow, language: Language) => ({
  kind,
  title: localize(title, language).text,
  body: localize(body, language).text,
  missing,
  until,
});

/**
 * Publishes a call, or changes one (its words in the language it is edited in). `edited_meanwhile` where the form
 * knew another one than is stored.
 */
export async function saveCall(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  language: Language,
  input: Knowing<z.infer<typeof callSchema>>,
): Promise<Result<{ number: number }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["call.saved"], subject: input.title } as const;
  return changeProcess(deps, change, async (tx) => {
    const { kind, missing, until } = input;
    const isPast = until < today(deps);
    const past = { code: "deadline_past", fields: { until: "errors:field.past" } } as const;
    if (input.call === null && isPast) return fail(past);
    const stored = await storeTexts(tx, { body: ["message", input.body] });
    if (!stored.ok) return stored;
    const { body } = stored.value;
    if (input.call === null) {
      const [last] = await tx
        .select({ number: sql<number>`coalesce(max(${calls.number}), 0)::int` })
        .from(calls)
        .where(eq(calls.processId, process.id));
      const number = (last?.number ?? 0) + 1;
      await tx.insert(calls).values({
        id: deps.newId() as CallId,
        processId: process.id,
        number,
        kind,
        title: plain(input.title, language),
        body: plain(body, language),
        missing,
        until,
        publishedAt: deps.now(),
      });
      return ok({ number });
    }
    const row = await findCall(tx, process, String(input.call));
    if (!row) return fail({ code: "not_found" });
    if (isStale(input.seen, callShown(row, language))) return fail({ code: "edited_meanwhile" });
    // The words of a call that is over can still be put right.
    if (isPast && until !== row.until) return fail(past);
    await tx
      .update(calls)
      .set({
        kind,
        missing,
        until,
        title: withText(row.title, language, input.title),
        body: withText(row.body, language, body),
      })
      .where(eq(calls.id, row.id));
    return ok({ number: row.number });
  });
}

/** Ends a call before its last day. */
export async function closeCall(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  number: number,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["call.saved"],
    subject: String(number),
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const row = await findCall(tx, process, String(number));
    if (!row) return fail({ code: "not_found" });
    if (row.closedAt) return fail({ code: "call_closed" });
    await tx.update(calls).set({ closedAt: deps.now() }).where(eq(calls.id, row.id));
    return ok();
  });
}
