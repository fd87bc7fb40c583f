import { eq } from "drizzle-orm";
import { addComment } from "~/features/comments/services/addComment.server";
import { addReply } from "~/features/comments/services/addReply.server";
import { findThread } from "~/features/comments/services/findThread.server";
import { arrangeClauses } from "~/features/drafts/services/arrangeClauses.server";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { editClause, editNote } from "~/features/drafts/services/editClause.server";
import { clauseRows, type DraftRow, findDraft } from "~/features/drafts/services/findDraft.server";
import { draftScope } from "~/features/drafts/services/translations.server";
import { disposeOf } from "~/features/evidence/services/dispose.server";
import { publishDraft } from "~/features/release/services/publishDraft.server";
import { reviewTranslation, saveTranslation } from "~/features/translation/services/translate.server";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { plain } from "~/kernel/language/localized";
import type { Actor } from "~/platform/deps";
import { processes } from "~db/schema/processes";
import { type Scenario, there, value } from "./scenario";

export const days = (count: number) => count * 24 * 60 * 60 * 1000;
export const anyone = { actor: null, isOrganizer: false };

/** A working version with what the one before had. */
export async function begun(s: Scenario, label: string): Promise<DraftRow> {
  value(await createDraft(s.deps, s.organizer, s.process, label));
  const draft = await versionOf(s, label);
  value(await editNote(s.deps, draft, plain(`What changed in ${label}.`)));
  return versionOf(s, label);
}

/** Adds clauses at the end of a working version and returns their ids. */
export async function written(s: Scenario, draft: DraftRow, ...bodies: string[]): Promise<ClauseId[]> {
  const ids: ClauseId[] = [];
  for (const body of bodies) {
    const after = (await clauseRows(s.deps.db, draft.id)).at(-1)?.clauseId ?? null;
    const add = { kind: "add", after, as: "requirement" } as const;
    const { clause } = value(await arrangeClauses(s.deps, s.organizer, draft, add));
    await reworded(s, draft, clause, body);
    ids.push(clause);
  }
  return ids;
}

export async function reworded(s: Scenario, draft: DraftRow, clause: ClauseId, body: string) {
  const { revision, kind, heading, stability } = await clauseIn(s, draft, clause);
  const text = { kind, heading, stability, body };
  value(await editClause(s.deps, s.organizer, draft, clause, { revision, text }));
}

/** Parts a clause before a piece of its text; returns the clause that begins there. */
export async function parted(s: Scenario, draft: DraftRow, clause: ClauseId, before: string) {
  const { revision, body } = await clauseIn(s, draft, clause);
  const split = { kind: "split", clause, revision, at: body.indexOf(before) } as const;
  return value(await arrangeClauses(s.deps, s.organizer, draft, split)).clause;
}

/** Joins a clause with the one that follows it. */
export async function joinedUp(s: Scenario, draft: DraftRow, clause: ClauseId) {
  value(await arrangeClauses(s.deps, s.organizer, draft, { kind: "merge", clause }));
}

/** Publishes a version with a comment window of some days; null: as the final one. */
export async function released(s: Scenario, draft: DraftRow, open: number | null = 7): Promise<DraftRow> {
  const until = open === null ? null : new Date(s.deps.now().getTime() + days(open));
  value(await publishDraft(s.deps, s.organizer, s.process, draft, until));
  return versionOf(s, draft.label);
}

/** A published first version of these clauses. */
export async function firstVersion(s: Scenario, ...bodies: string[]) {
  const draft = await begun(s, "0.1");
  const clauses = await written(s, draft, ...bodies);
  return { draft: await released(s, draft), clauses };
}

export async function versionOf(s: Scenario, label: string): Promise<DraftRow> {
  return there(await findDraft(s.deps, s.process, label, true));
}

export async function clauseIn(s: Scenario, draft: DraftRow, clause: ClauseId | undefined) {
  return there((await clauseRows(s.deps.db, draft.id)).find(({ clauseId }) => clauseId === clause));
}

/** A translation of a clause into French; reviewed by a second person, unless told otherwise. */
export async function inFrench(
  s: Scenario,
  draft: DraftRow,
  unit: ClauseId | undefined,
  body: string,
  { revision = 0, isReviewed = true } = {},
) {
  const languages = [...new Set([...s.process.languages, "fr" as const])];
  await s.deps.db.update(processes).set({ languages }).where(eq(processes.id, s.process.id));
  Object.assign(s.process, { languages });
  const scope = await draftScope(s.deps, draft);
  const texts = { body };
  const input = { unit: there(unit), revision };
  value(
    await saveTranslation(s.deps, s.organizer, s.process, scope, {
      language: "fr",
      input: { ...input, texts },
    }),
  );
  if (!isReviewed) return;
  const made = { unit: there(unit), revision: revision + 1 };
  value(await reviewTranslation(s.deps, s.facilitator, s.process, scope, { language: "fr", input: made }));
}

export type Said = Parameters<typeof addComment>[4];

/** A comment as a form sends it: on the version as a whole, unless told otherwise. */
export const saying = (more: Partial<Said> = {}): Said => ({
  clause: null,
  language: "en",
  type: "general",
  stance: "neutral",
  speaksAs: null,
  body: "I have something to say.",
  proposal: "",
  quote: "",
  start: 0,
  end: 0,
  shownIn: "en",
  ...more,
});

/** Adds a comment that is taken. */
export async function commented(s: Scenario, author: Actor, draft: DraftRow, more: Partial<Said> = {}) {
  return value(await addComment(s.deps, author, s.process, draft, saying(more)));
}

/** Adds a reply that is taken. */
export async function replied(s: Scenario, author: Actor, id: string, body: string): Promise<CommentId> {
  const { row } = await threadOf(s, id);
  return value(await addReply(s.deps, author, s.process, row, { language: "en", body })).id;
}

export async function threadOf(s: Scenario, id: string) {
  return there(await findThread(s.deps, s.process, { id }, anyone));
}

/** Disposes of a comment without a change of the text. */
export async function disposed(
  s: Scenario,
  id: CommentId,
  decision: "rejected" | "deferred" | "out-of-scope" = "rejected",
  reason = "We looked at it.",
) {
  value(await disposeOf(s.deps, s.organizer, s.process, id, { decision, reason, carriedOut: null }));
}
