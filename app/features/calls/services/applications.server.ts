import { and, asc, count, eq, ne, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import type { answerApplicationSchema, applySchema } from "~/features/calls/contracts/calls";
import { audit, notices } from "~/features/calls/feature";
import { type CallRow, findCall, isOpen } from "~/features/calls/services/calls.server";
import { notify, tellOrganizers } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { joinProcess } from "~/features/workgroups/services/joinProcess.server";
import { calledIn } from "~/features/workgroups/services/shownAddress.server";
import type { UserId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { today } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { applications, calls } from "~db/schema/calls";
import { grant } from "./grant.server";

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
    const joined = await joinProcess(deps, tx, process, actor);
    if (!joined.ok) return joined;
    const said = { ...input, state: "open" as const, appliedAt: deps.now() };
    const id = known?.id ?? deps.newId();
    const notice = {
      kind: notices["application-made"],
      key: `application-made ${id} ${today(deps)}`,
      path: `/p/${process.slug}/manage/calls`,
      values: { title: call.title },
    };
    await tellOrganizers(deps, tx, process, { ...notice, except: actor.id });
    await tx
      .insert(applications)
      .values({ id, callId: call.id, userId: actor.id, ...said })
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

/** Takes an application back while it was not answered (`already_decided`). */
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
    if (gone) return ok();
    const known = await ownApplication(tx, actor, call);
    return fail({ code: known && known.state !== "withdrawn" ? "already_decided" : "not_found" });
  });
}

/** A page of those who applied to the calls of a process, unanswered ones first. For organizers. */
export async function listApplications(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: Language,
  asked: number,
) {
  const where = and(eq(calls.processId, process.id), ne(applications.state, "withdrawn"));
  const { rows, ...paging } = await pageFrom(
    countApplications(deps.db, where),
    ({ limit, offset }) => applicationsWhere(deps.db, where).limit(limit).offset(offset),
    { asked, perPage: 20 },
  );
  const called = calledIn(rows.map(({ displayName: name, email }) => ({ name, email })));
  return {
    ...paging,
    rows: rows.map(({ application, number, kind, title, email }, at) => ({
      id: application.id,
      call: number,
      kind,
      title: localize(title, language),
      name: called[at] ?? "",
      email,
      message: application.message,
      language: application.language,
      state: application.state,
      answer: application.answer,
      appliedAt: application.appliedAt,
    })),
  };
}

async function countApplications(db: Db, where: SQL | undefined): Promise<number> {
  const [row] = await db
    .select({ count: count() })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .where(where);
  return row?.count ?? 0;
}

function applicationsWhere(db: Db, where: SQL | undefined) {
  return db
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
    .where(where)
    .orderBy(sql`${applications.state} <> 'open'`, asc(applications.appliedAt), asc(applications.id));
}

/**
 * Accepts an application, and gives the person what they were accepted for (`invalid` where that is not said), or thanks
 * for it. They are told which, with the organizer's words. Once: `already_decided` after that.
 */
export async function answerApplication(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  { application: id, state, answer, ...wanted }: z.infer<typeof answerApplicationSchema>,
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
    const { userId, message } = found.application;
    const given =
      state === "accepted"
        ? await grant(
            { deps, tx, actor, process, call: found.call, userId: userId as UserId, message },
            wanted,
          )
        : ok(null);
    if (!given.ok) return given;
    await tx
      .update(applications)
      .set({ state, answer, decidedBy: actor.id, decidedAt: deps.now() })
      .where(eq(applications.id, id));
    await notify(deps, tx, process, [userId], {
      kind: state === "accepted" ? notices["application-accepted"] : notices["application-thanked"],
      key: `application-decided ${id} ${deps.now().getTime()}`,
      path: `/p/${process.slug}${given.value ?? `/calls/${found.call.number}`}`,
      values: { title: found.call.title },
      words: answer,
    });
    return ok();
  });
}
