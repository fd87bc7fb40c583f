import { and, desc, eq, getTableColumns, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { z } from "zod";
import { allComponents } from "~/features/components/services/read.server";
import { notify } from "~/features/notices/services/notify.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type {
  answerRequestSchema,
  askDocumentsSchema,
  closeRequestSchema,
  resendRequestSchema,
} from "~/features/reviews/contracts/reviews";
import { audit, notices } from "~/features/reviews/feature";
import { inLanguage } from "~/i18n/languagePath";
import { dayInWords } from "~/i18n/momentInWords";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { pageWithTotals } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { type Limit, spend } from "~/platform/limits/limits.server";
import { isStale, type Knowing, versionOf } from "~/platform/version.server";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { documentRequests } from "~db/schema/reviews";
import type { SystemRow } from "./findSystem.server";
import { ownReview } from "./volunteer.server";

type RequestRow = typeof documentRequests.$inferSelect;

/** A page of what the maker of a system was asked for, the newest first. Where it was sent is for those who ask alone. */
export async function requestsPage(
  db: Db,
  system: Pick<SystemRow, "id">,
  withRecipients: boolean,
  asked: number,
) {
  const { rows, ...paging } = await pageWithTotals(
    ({ limit, offset }) =>
      db
        .select({ ...getTableColumns(documentRequests), total: sql<number>`(count(*) over ())::int` })
        .from(documentRequests)
        .where(eq(documentRequests.systemId, system.id))
        .orderBy(desc(documentRequests.number))
        .limit(limit)
        .offset(offset),
    { asked, perPage: 20 },
  );
  const shown = rows.map(({ tokenHash, ...row }) => ({
    ...row,
    recipient: withRecipients ? row.recipient : "",
    seen: versionOf(answerShown(row)),
  }));
  return { ...paging, rows: shown };
}

/** What the form shows of what became of a request. */
const answerShown = ({ state, answer, answerUrl }: Pick<RequestRow, "state" | "answer" | "answerUrl">) => ({
  state,
  answer,
  answerUrl,
});

async function mayAsk(tx: Db, actor: Actor, system: SystemRow, isOrganizer: boolean): Promise<boolean> {
  return isOrganizer || (await ownReview(tx, actor, system))?.state === "confirmed";
}

/** Mail goes to addresses that a person types: not more of it in a day than reviews need. */
const asked: Limit = { name: "document requests", most: 10, seconds: 86_400 };

/** No second mail about the same request within so long (milliseconds). */
const mailsApart = 60 * 60 * 1000;

/**
 * Asks the maker of a system for missing documents: noted in public with its due day, and where an
 * address is given mailed in the language that was chosen, with a link by which the maker answers.
 * `isSent` is false where there is an address and the mail server did not take it: it can be sent again.
 */
export async function askDocuments(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  {
    asked: { language, ...input },
    isOrganizer,
  }: { readonly asked: z.infer<typeof askDocumentsSchema>; readonly isOrganizer: boolean },
): Promise<Result<{ number: number; isSent: boolean }, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["document.asked"],
    subject: system.name,
  } as const;
  const stored = await changeProcess(deps, change, async (tx) => {
    if (!(await mayAsk(tx, actor, system, isOrganizer))) return fail({ code: "not_a_reviewer" });
    const known = (await allComponents(tx, process.id)).some(({ key }) => key === input.component);
    if (!known) return fail({ code: "not_found" });
    if (new Date(`${input.dueOn}T23:59:59Z`) < deps.now())
      return fail({ code: "deadline_past", fields: { dueOn: "errors:field.past" } });
    const may = await spend({ db: tx, now: deps.now }, asked, actor.id);
    if (!may.ok) return may;
    const [last] = await tx
      .select({ number: sql<number>`coalesce(max(${documentRequests.number}), 0)::int` })
      .from(documentRequests)
      .where(eq(documentRequests.systemId, system.id));
    const [row] = await tx
      .insert(documentRequests)
      .values({
        id: deps.newId(),
        systemId: system.id,
        number: (last?.number ?? 0) + 1,
        ...input,
        askedBy: actor.id,
        askedAt: deps.now(),
        state: "open",
      })
      .returning();
    return ok(row as RequestRow);
  });
  if (!stored.ok) return stored;
  const { number, recipient } = stored.value;
  return ok({
    number,
    isSent: recipient === "" || (await mailRequest(deps, process, system, stored.value, language)),
  });
}

/** Mails an open request again, with a new link that ends the one before; at most once an hour (`too_many`). */
export async function resendRequest(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  {
    input: { request, language },
    isOrganizer,
  }: { readonly input: z.infer<typeof resendRequestSchema>; readonly isOrganizer: boolean },
): Promise<Result<undefined, Refusal>> {
  if (!(await mayAsk(deps.db, actor, system, isOrganizer))) return fail({ code: "not_a_reviewer" });
  const [row] = await deps.db
    .select()
    .from(documentRequests)
    .where(and(eq(documentRequests.systemId, system.id), eq(documentRequests.number, request)));
  if (row?.state !== "open" || row.recipient === "") return fail({ code: "not_found" });
  const now = deps.now();
  const isTaken = await deps.db
    .update(documentRequests)
    .set({ sentAt: now })
    .where(
      and(
        eq(documentRequests.id, row.id),
        or(
          isNull(documentRequests.sentAt),
          lte(documentRequests.sentAt, new Date(now.getTime() - mailsApart)),
        ),
      ),
    )
    .returning({ id: documentRequests.id });
  if (isTaken.length === 0) return fail({ code: "too_many" });
  if (await mailRequest(deps, process, system, row, language)) return ok();
  await deps.db.update(documentRequests).set({ sentAt: row.sentAt }).where(eq(documentRequests.id, row.id));
  return fail({ code: "mail_failed" });
}

async function mailRequest(
  deps: Deps,
  process: ProcessRow,
  system: SystemRow,
  row: RequestRow,
  language: Language,
): Promise<boolean> {
  const component = (await allComponents(deps.db, process.id)).find(({ key }) => key === row.component);
  const token = deps.randomHex(32);
  const t = deps.translator(language);
  const page = `${deps.settings.origin}${inLanguage(language, `/p/${process.slug}/systems/${system.key}`)}`;
  const words = {
    process: localize(process.title, language).text,
    system: system.name,
    component: component ? localize(component.title, language).text : row.component,
    wanted: row.wanted,
    by: (await nameOf(deps.db, row.askedBy)) ?? t("mail:documents.someone"),
    until: dayInWords(language, row.dueOn),
    link: `${page}/answer/${token}`,
    page,
  };
  const sent = await deps.mail({
    to: row.recipient,
    subject: t("mail:documents.subject", words),
    text: t("mail:documents.body", words),
  });
  if (!sent) return false;
  await deps.db
    .update(documentRequests)
    .set({ tokenHash: sha256Hex(token), sentAt: deps.now() })
    .where(eq(documentRequests.id, row.id));
  return true;
}

/** Who asks, by their name where they show it. */
async function nameOf(db: Db, userId: string | null): Promise<string | null> {
  if (userId === null) return null;
  const [person] = await db
    .select({ name: users.displayName })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.showsName, true)));
  return person?.name || null;
}

/** The request that the link of a mail is for; null for any other link. */
export async function requestByToken(
  db: Db,
  system: Pick<SystemRow, "id">,
  token: string | undefined,
): Promise<RequestRow | null> {
  if (!token) return null;
  const [row] = await db
    .select()
    .from(documentRequests)
    .where(and(eq(documentRequests.systemId, system.id), eq(documentRequests.tokenHash, sha256Hex(token))));
  return row ?? null;
}

/**
 * The maker's own answer, by the link in their mail: public at once, and whoever asked is told. They may
 * change it by the same link; what was taken back needs none (`not_found`).
 */
export async function answerRequest(
  deps: Deps,
  process: ProcessRow,
  system: SystemRow,
  token: string | undefined,
  { state, answer, answerUrl }: z.infer<typeof answerRequestSchema>,
): Promise<Result<undefined, Refusal>> {
  const found = await requestByToken(deps.db, system, token);
  if (!found) return fail({ code: "not_found" });
  const change = {
    processId: process.id,
    actor: null,
    action: audit["document.closed"],
    subject: system.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const [row] = await tx
      .update(documentRequests)
      .set({ state, answer, answerUrl, closedAt: deps.now() })
      .where(
        and(
          eq(documentRequests.id, found.id),
          eq(documentRequests.tokenHash, found.tokenHash),
          ne(documentRequests.state, "withdrawn"),
        ),
      )
      .returning();
    if (!row) return fail({ code: "not_found" });
    if (row.askedBy)
      await notify(deps, tx, process, [row.askedBy], {
        kind: notices["request-answered"],
        key: `request-answered ${row.id} ${deps.now().getTime()}`,
        path: `/p/${process.slug}/systems/${system.key}`,
        values: { system: system.name },
      });
    return ok();
  });
}

/**
 * Notes what became of a request: answered (with the document's address), declined, taken back, or open again.
 * `edited_meanwhile` where its maker or somebody else has answered since the form was opened.
 */
export async function closeRequest(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  system: SystemRow,
  {
    input: { request, state, answer, answerUrl, seen },
    isOrganizer,
  }: { readonly input: Knowing<z.infer<typeof closeRequestSchema>>; readonly isOrganizer: boolean },
): Promise<Result<undefined, Refusal>> {
  const change = {
    processId: process.id,
    actor,
    action: audit["document.closed"],
    subject: system.name,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    if (!(await mayAsk(tx, actor, system, isOrganizer))) return fail({ code: "not_a_reviewer" });
    const asked = and(eq(documentRequests.systemId, system.id), eq(documentRequests.number, request));
    const [row] = await tx.select().from(documentRequests).where(asked);
    if (!row) return fail({ code: "not_found" });
    if (isStale(seen, answerShown(row))) return fail({ code: "edited_meanwhile" });
    const closedAt = state === "open" ? null : deps.now();
    await tx.update(documentRequests).set({ state, answer, answerUrl, closedAt }).where(asked);
    return ok();
  });
}
