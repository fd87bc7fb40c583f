import { and, eq } from "drizzle-orm";
import { audit } from "~/features/meetings/feature";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ProcessId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { plain, withText } from "~/kernel/language/localized";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { agreementAcceptances, agreements } from "~db/schema/meetings";

/** What people of a process agree to before they speak; null where nothing is asked. */
export async function agreementsOf(db: Db, processId: ProcessId) {
  const [row] = await db.select().from(agreements).where(eq(agreements.processId, processId));
  return row && isAsked(row) ? row : null;
}

/** Sets the agreements in one language. Another wording in the source language asks everyone anew. */
export function setAgreements(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  language: Language,
  text: string,
): Promise<Result<undefined, Refusal>> {
  return changeProcess(
    deps,
    { processId: process.id, actor, action: audit["agreements.set"] },
    async (tx) => {
      const [known] = await tx.select().from(agreements).where(eq(agreements.processId, process.id));
      const stored = await storeTexts(tx, { text: ["message", text] });
      if (!stored.ok) return stored;
      const words = stored.value.text;
      if (!known) {
        await tx
          .insert(agreements)
          .values({ processId: process.id, text: plain(words, language), revision: 1 });
        return ok();
      }
      const isNew = language === known.text.source && known.text.text[language] !== text;
      await tx
        .update(agreements)
        .set({ text: withText(known.text, language, words), revision: known.revision + (isNew ? 1 : 0) })
        .where(eq(agreements.processId, process.id));
      return ok();
    },
  );
}

/** Notes that somebody agreed to a revision; `superseded` when there is a newer one. */
export async function acceptAgreements(
  deps: Deps,
  actor: Actor,
  process: Pick<ProcessRow, "id">,
  revision: number,
): Promise<Result<undefined, Refusal>> {
  const current = await agreementsOf(deps.db, process.id);
  if (current?.revision !== revision) return fail({ code: "superseded" });
  const at = deps.now();
  await deps.db
    .insert(agreementAcceptances)
    .values({ processId: process.id, userId: actor.id, revision, at })
    .onConflictDoUpdate({
      target: [agreementAcceptances.processId, agreementAcceptances.userId],
      set: { revision, at },
    });
  return ok();
}

/** Whether somebody agreed to what is asked today; true where nothing is asked. */
export async function hasAgreed(db: Db, processId: ProcessId, actor: Pick<Actor, "id">): Promise<boolean> {
  const [row] = await db
    .select({ text: agreements.text, asked: agreements.revision, agreed: agreementAcceptances.revision })
    .from(agreements)
    .leftJoin(
      agreementAcceptances,
      and(eq(agreementAcceptances.processId, processId), eq(agreementAcceptances.userId, actor.id)),
    )
    .where(eq(agreements.processId, processId));
  return !row || !isAsked(row) || row.agreed === row.asked;
}

const isAsked = ({ text }: Pick<typeof agreements.$inferSelect, "text">) =>
  (text.text[text.source] ?? "") !== "";
