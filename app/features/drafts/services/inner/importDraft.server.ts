import { eq } from "drizzle-orm";
import { type Clause, importedHeading } from "~/features/drafts/domain/clause";
import { matchRead } from "~/features/drafts/domain/import/match";
import type { Reading } from "~/features/drafts/domain/readMarkdown";
import { audit } from "~/features/drafts/feature";
import {
  asClause,
  clauseRows,
  type DraftRow,
  holdWorking,
  languageOfText,
  removedRows,
  versionBefore,
} from "~/features/drafts/services/findDraft.server";
import { readClauses, unlessLate } from "~/features/drafts/services/inner/files/readTask.server";
import { lastRevisions, revisionsCame } from "~/features/drafts/services/revisions.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ClauseId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { noText } from "~/kernel/text/stored";
import type { Actor, Deps } from "~/platform/deps";
import { storeList } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { insertMany } from "~db/insertMany";
import { draftClauses, drafts } from "~db/schema/drafts";

/** The clauses that an imported text is matched with: those of the version before, and those that were written since. */
export async function clausesToMatch(db: Db, draft: DraftRow): Promise<Clause[]> {
  const before = await versionBefore(db, draft);
  const old = before ? await clauseRows(db, before.id) : [];
  const known = new Set(old.map(({ clauseId }) => clauseId));
  const since = (await clauseRows(db, draft.id)).filter(({ clauseId }) => !known.has(clauseId));
  return [...old, ...since].map(asClause);
}

/** A text, how it is read, and the day that it has where it is older than its publication here. */
export type Imported = Reading & { readonly markdown: string; readonly datedOn?: string | null };

/**
 * Makes the imported text the text of a working version. `chosen` corrects the proposed matches:
 * place of the block → clause, or null for a new one; a clause can be continued once (`invalid`).
 * What stood in the working version and is not in the text can be put back. A day that has not come is `invalid`.
 */
export async function importDraft(
  deps: Deps,
  actor: Actor,
  draft: DraftRow,
  imported: Imported,
  chosen: ReadonlyMap<number, ClauseId | null>,
): Promise<Result<{ clauses: number }, Refusal>> {
  const { markdown, datedOn = null, ...reading } = imported;
  if (datedOn !== null && datedOn > deps.now().toISOString().slice(0, 10))
    return fail({ code: "invalid", fields: { datedOn: "errors:field.dateAhead" } });
  const read = await unlessLate(deps.work(readClauses, { markdown, ...reading }));
  if (!read.ok) return read;
  const change = {
    processId: draft.processId,
    actor,
    action: audit["draft.imported"],
    subject: draft.label,
  } as const;
  return changeProcess(deps, change, async (tx) => {
    const held = await holdWorking(tx, draft, "update");
    if (!held) return fail({ code: "draft_published" });
    const known = await clausesToMatch(tx, held);
    const byId = new Map(known.map((one) => [one.id, one]));
    const matches = matchRead(known, read.value).map((one, at) => ({
      ...one,
      clause: chosen.has(at) ? (chosen.get(at) ?? null) : one.clause,
    }));
    const continued = matches.flatMap(({ clause }) => (clause ? [clause] : []));
    if (new Set(continued).size < continued.length || continued.some((id) => !byId.has(id)))
      return fail({ code: "invalid", fields: { match: "errors:field.matchTwice" } });

    const bodies = await storeList(
      tx,
      "clause",
      "markdown",
      matches.map(({ body }) => body),
    );
    if (!bodies.ok) return bodies;
    const before = [...(await clauseRows(tx, draft.id)), ...(await removedRows(tx, draft.id))];
    const revisions = await lastRevisions(tx, draft);
    await tx.delete(draftClauses).where(eq(draftClauses.draftId, draft.id));
    const now = deps.now();
    const language = await languageOfText(tx, held);
    const rows = matches.map(({ clause, kind, heading }, position) => {
      const old = clause ? byId.get(clause) : undefined;
      return {
        draftId: draft.id,
        clauseId: clause ?? (deps.newId() as ClauseId),
        position,
        // A text says what is a section; what kind of clause it is an editor said, and goes on to say.
        kind: old && (old.kind === "section") === (kind === "section") ? old.kind : kind,
        heading: importedHeading({ kind, heading }, old),
        body: bodies.value[position] ?? noText,
        stability: old?.stability ?? ("likely" as const),
        origins: [],
        // Whoever edits the text that was there before is told of this one.
        revision: (clause ? (revisions.get(clause) ?? 0) : 0) + 1,
        editedBy: actor.id,
        editedAt: now,
        language,
      };
    });
    const kept = new Set(rows.map(({ clauseId }) => clauseId));
    const texts = new Set(rows.map(textOf));
    const removed = before
      .filter(({ clauseId }) => !kept.has(clauseId))
      .filter((one) => byId.has(one.clauseId) || !texts.has(textOf(one)))
      .map((one) => ({ ...one, removedAt: one.removedAt ?? now }));
    await insertMany(tx, draftClauses, [...rows, ...removed]);
    await revisionsCame(tx, draft, now, "imported");
    await tx
      .update(drafts)
      .set({ arrangement: held.arrangement + 1, datedOn })
      .where(eq(drafts.id, draft.id));
    return ok({ clauses: rows.length });
  });
}

const textOf = ({ heading, body }: Pick<Clause, "heading" | "body">) => `${heading}\n${body}`;
