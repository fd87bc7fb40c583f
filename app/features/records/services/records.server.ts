import { and, desc, eq, type SQL } from "drizzle-orm";
import type { z } from "zod";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { recordSchema } from "~/features/records/contracts/record";
import { audit } from "~/features/records/feature";
import type { RecordId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { plain, withText } from "~/kernel/language/localized";
import { pageFrom } from "~/kernel/paging";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { wholeNumber } from "~/kernel/wholeNumber";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { records } from "~db/schema/records";

export type RecordRow = typeof records.$inferSelect;

/** Decisions and other records of a process, newest first. */
export function listRecords(deps: Pick<Deps, "db">, process: ProcessRow): Promise<RecordRow[]> {
  return recordsWhere(deps.db, eq(records.processId, process.id));
}

/** A page of the same. */
export function recordsPage(deps: Pick<Deps, "db">, process: ProcessRow, asked: number) {
  const where = eq(records.processId, process.id);
  return pageFrom(
    deps.db.$count(records, where),
    ({ limit, offset }) => recordsWhere(deps.db, where).limit(limit).offset(offset),
    { asked },
  );
}

function recordsWhere(db: Db, where: SQL) {
  return db.select().from(records).where(where).orderBy(desc(records.date), desc(records.number));
}

export async function findRecord(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  number: string | undefined,
): Promise<RecordRow | null> {
  const wanted = wholeNumber(number ?? "");
  if (wanted === null) return null;
  const [row] = await deps.db
    .select()
    .from(records)
    .where(and(eq(records.processId, process.id), eq(records.number, wanted)));
  return row ?? null;
}

/** Stores a record: a new one, or another wording (or language) of one that is there. */
export async function saveRecord(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  { record, kind, date, title, body }: z.infer<typeof recordSchema>,
): Promise<Result<{ number: number }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["record.saved"], subject: title } as const;
  return changeProcess(deps, change, async (tx) => {
    const known = await tx.select().from(records).where(eq(records.processId, process.id));
    const stored = await storeTexts(tx, { body: ["message", body] });
    if (!stored.ok) return stored;
    if (record === null) {
      const number = Math.max(0, ...known.map((one) => one.number)) + 1;
      await tx.insert(records).values({
        id: deps.newId() as RecordId,
        processId: process.id,
        number,
        kind,
        date,
        title: plain(title, language),
        body: plain(stored.value.body, language),
        createdAt: deps.now(),
      });
      return ok({ number });
    }
    const row = known.find(({ number }) => number === record);
    if (!row) return fail({ code: "not_found" });
    await tx
      .update(records)
      .set({
        kind,
        date,
        title: withText(row.title, language, title),
        body: withText(row.body, language, stored.value.body),
      })
      .where(eq(records.id, row.id));
    return ok({ number: row.number });
  });
}
