import { and, eq, isNull, sql } from "drizzle-orm";
import type { Stance } from "~/features/comments/domain/comment";
import { audit } from "~/features/comments/feature";
import { insertComment, takesComments } from "~/features/comments/services/addComment.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { type TownhallRow, townhallOf } from "~/features/meetings/services/findTownhall.server";
import { changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type ClauseId, type CommentId, isId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { storeAsShown } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { withoutSearch } from "~db/schema/columns";
import { comments } from "~db/schema/comments";
import { townhallClauses } from "~db/schema/meetings";
import { transcriptPassages } from "~db/schema/townhalls";
import { clauseIsIn } from "./clauses.server";

type Carried = {
  /** "question:ID" or "passage:NUMBER". */
  readonly what: string;
  readonly draft: string;
  readonly clause: string;
  readonly stance: Stance;
};

/**
 * Writes down what was said at a townhall as a numbered comment on a clause, to be disposed of like
 * any other. A question stays its author's; a passage names its speaker. `already_exists` when that
 * was done before, `window_closed` when the version takes no comments any more.
 */
export function carryToClause(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhall: Pick<TownhallRow, "id" | "number">,
  { what, draft: label, clause, stance }: Carried,
): Promise<Result<{ id: CommentId; number: number; label: string }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["comment.made"], subject: label } as const;
  return changeProcess(deps, change, async (tx) => {
    const held = await townhallOf(tx, townhall.id);
    const said = held && (await saidBy(tx, held, what));
    if (!said) return fail({ code: "not_found" });
    const draft = await findDraft({ db: tx }, process, label, false);
    const clauseId = clause as ClauseId;
    if (!draft || !(await clauseIsIn(tx, draft.id, clauseId)))
      return fail({ code: "not_found", fields: { clause: "errors:field.notThere" } });
    const [again] = await tx
      .select({ id: comments.id })
      .from(comments)
      .where(
        and(
          eq(comments.draftId, draft.id),
          eq(comments.clauseId, clauseId),
          sql`${comments.saidAt} = ${JSON.stringify(said.saidAt)}::jsonb`,
        ),
      );
    if (again) return fail({ code: "already_exists" });
    if (!(await takesComments(deps, tx, draft))) return fail({ code: "window_closed" });
    const texts = await storeAsShown(tx, { body: ["message", said.body] });
    const made = await insertComment(deps, tx, draft, {
      clauseId,
      authorId: said.authorId ?? actor.id,
      speaksAs: said.speaksAs,
      language: said.language,
      type: "general",
      stance,
      ...texts,
      saidAt: said.saidAt,
    });
    await tx
      .insert(townhallClauses)
      .values({ townhallId: held.id, draftId: draft.id, clauseId })
      .onConflictDoNothing();
    return ok({ ...made, label });
  });
}

async function saidBy(tx: Db, { id, number, transcriptVersion: version }: TownhallRow, what: string) {
  const [kind, name = ""] = what.split(":");
  if (kind === "passage") {
    const passage = Number(name);
    const [row] = await tx
      .select(withoutSearch(transcriptPassages))
      .from(transcriptPassages)
      .where(
        and(
          eq(transcriptPassages.townhallId, id),
          eq(transcriptPassages.version, version),
          eq(transcriptPassages.number, passage),
        ),
      );
    if (!row) return null;
    const { speaker, language, text } = row;
    const saidAt = {
      townhall: number,
      passage,
      ...(version > 1 ? { transcript: version } : {}),
      ...(speaker ? { speaker } : {}),
    };
    return { authorId: null, speaksAs: null, language, body: text, saidAt };
  }
  const [row] = await tx
    .select(withoutSearch(comments))
    .from(comments)
    .where(
      and(
        eq(comments.id, name as CommentId),
        eq(comments.townhallId, id),
        eq(comments.kind, "question"),
        isNull(comments.rootId),
        isNull(comments.hiddenAt),
      ),
    );
  if (!row) return null;
  const { authorId, speaksAs, language, body } = row;
  return { authorId, speaksAs, language, body, saidAt: { townhall: number, question: row.number ?? 0 } };
}

/** The clause that a form names as "DRAFT:CLAUSE"; null when it names none. */
export function targetOf(text: string): { draft: string; clause: string } | null {
  const [, draft = "", clause = ""] = /^(.{1,60}):([^:]+)$/.exec(text) ?? [];
  return isId(clause) ? { draft, clause } : null;
}
