import { and, asc, count, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import type { answerApplicationSchema, applySchema, callSchema } from "~/features/calls/contracts/calls";
import { audit, notices } from "~/features/calls/feature";
import { joinProcess } from "~/features/membership/services/joinProcess.server";
import { notify } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import { type ProcessRow, stakeholderGroupsOf } from "~/features/processes/services/read.server";
import { namesOf } from "~/features/representation/services/representationPage.server";
import { roundedToFive, type Shown } from "~/kernel/figures/roundedToFive";
import type { CallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize, plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { wholeNumber } from "~/kernel/wholeNumber";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import { isStale, type Knowing } from "~/platform/version.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { applications, calls } from "~db/schema/calls";

export type CallRow = typeof calls.$inferSelect;

/** The calls of a process, those that are open first. */
export async function listCalls(deps: Pick<Deps, "db" | "now">, process: Pick<ProcessRow, "id">) {
  const rows = await deps.db
    .select()
    .from(calls)
    .where(eq(calls.processId, process.id))
    .orderBy(desc(calls.publishedAt), desc(calls.number));
  return rows
    .map((call) => ({ call, isOpen: isOpen(call, today(deps)) }))
    .sort((a, b) => Number(b.isOpen) - Number(a.isOpen));
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
        body: plain(input.body, language),
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
        body: withText(row.body, language, input.body),
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

/** Applies to an open call (`call_closed` after it), or says it anew while nobody has answered (`already_decided`). */
export async function apply(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  call: CallRow,
  input: z.infer<typeof applySchema>,
): Promise<Result<undefined, Refusal>> {
  const change = { processId: process.id, actor, action: audit["application.made"], isQuiet: true } as const;
  return changeProcess(deps, change, async (tx) => {
    const now = await findCall(tx, process, String(call.number));
    if (!now || !isOpen(now, today(deps))) return fail({ code: "call_closed" });
    const known = await ownApplication(tx, actor, call);
    if (known?.state === "accepted" || known?.state === "thanked") return fail({ code: "already_decided" });
    await joinProcess(deps, tx, process, actor);
    const said = { ...input, state: "open" as const, appliedAt: deps.now() };
    await tx
      .insert(applications)
      .values({ id: deps.newId(), callId: call.id, userId: actor.id, ...said })
      .onConflictDoUpdate({ target: [applications.callId, applications.userId], set: said });
    return ok();
  });
}

export async function ownApplication(db: Db, actor: Pick<Actor, "id">, call: Pick<CallRow, "id">) {
  const [row] = await db
    .select()
    .from(applications)
    .where(and(eq(applications.callId, call.id), eq(applications.userId, actor.id)));
  return row ?? null;
}

/** Takes an application back while it was not answered. */
export async function withdrawApplication(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  call: CallRow,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["application.withdrawn"],
    isQuiet: true,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [gone] = await tx
      .update(applications)
      .set({ state: "withdrawn" })
      .where(
        and(
          eq(applications.callId, call.id),
          eq(applications.userId, actor.id),
          eq(applications.state, "open"),
        ),
      )
      .returning({ id: applications.id });
    return gone ? ok() : fail({ code: "not_found" });
  });
}

/** Everyone who applied to the calls of a process, unanswered ones first. For organizers. */
export async function listApplications(deps: Pick<Deps, "db">, process: ProcessRow, language: Language) {
  const rows = await deps.db
    .select({
      application: applications,
      number: calls.number,
      kind: calls.kind,
      title: calls.title,
      displayName: users.displayName,
      email: users.email,
    })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .innerJoin(users, eq(users.id, applications.userId))
    .where(eq(calls.processId, process.id))
    .orderBy(sql`${applications.state} <> 'open'`, asc(applications.appliedAt), asc(applications.id));
  return rows
    .filter(({ application }) => application.state !== "withdrawn")
    .map(({ application, number, kind, title, displayName, email }) => ({
      id: application.id,
      call: number,
      kind,
      title: localize(title, language),
      name: displayName || email,
      email,
      message: application.message,
      language: application.language,
      state: application.state,
      answer: application.answer,
      appliedAt: application.appliedAt,
    }));
}

/**
 * Accepts an application or thanks for it, with a word that the person reads; they are told. Once: `already_decided`
 * after that.
 */
export async function answerApplication(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { application: id, state, answer }: z.infer<typeof answerApplicationSchema>,
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["application.decided"],
    subject: state,
    isQuiet: true,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [found] = await tx
      .select({ application: applications, call: calls })
      .from(applications)
      .innerJoin(calls, eq(calls.id, applications.callId))
      .where(and(eq(applications.id, id), eq(calls.processId, process.id)));
    if (!found || found.application.state === "withdrawn") return fail({ code: "not_found" });
    if (found.application.state !== "open") return fail({ code: "already_decided" });
    await tx
      .update(applications)
      .set({ state, answer, decidedBy: actor.id, decidedAt: deps.now() })
      .where(eq(applications.id, id));
    await notify(deps, tx, process, [found.application.userId], {
      kind: notices["application-decided"],
      key: `application-decided ${id} ${deps.now().getTime()}`,
      path: `/p/${process.slug}/calls/${found.call.number}`,
      values: { title: localize(found.call.title, found.application.language).text },
    });
    return ok();
  });
}
