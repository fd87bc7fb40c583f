import { inArray } from "drizzle-orm";
import {
  type ClauseRow,
  clauseThroughVersions,
  type DraftRow,
  listDrafts,
} from "~/features/drafts/services/findDraft.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { ClauseId } from "~/kernel/ids";
import { compareWords, type WordPart } from "~/kernel/text/wordDiff";
import type { Deps } from "~/platform/deps";
import { draftClauses } from "~db/schema/drafts";
import { type EvidenceRow, evidenceOf } from "./evidence.server";

/** One version in the life of a clause. */
export type ClauseEvent = {
  readonly draft: DraftRow;
  readonly what: "introduced" | "split" | "merged" | "edited" | "unchanged" | "removed";
  readonly words: readonly WordPart[];
  /** Its texts before and in this version, in Markdown. */
  readonly bodies: { readonly before: string; readonly now: string };
  readonly evidence: readonly EvidenceRow[];
};

/** The clauses that one was split off or merged from, and theirs, to the first of them. */
async function ancestry(deps: Pick<Deps, "db">, clauseId: ClauseId): Promise<Set<ClauseId>> {
  const known = new Set([clauseId]);
  let next = [clauseId];
  while (next.length > 0) {
    const rows = await deps.db
      .select({ origins: draftClauses.origins })
      .from(draftClauses)
      .where(inArray(draftClauses.clauseId, next));
    next = rows.flatMap(({ origins }) => origins).filter((id) => !known.has(id));
    for (const id of next) known.add(id);
  }
  return known;
}

/**
 * The story of a clause from its first version to the last: what became of its words in each, and
 * what is cited for that. Empty when no version that this reader may see has it.
 */
export async function storyOf(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  clauseId: ClauseId,
  withWorking: boolean,
): Promise<ClauseEvent[]> {
  const versions = await listDrafts(deps, process, withWorking);
  if (versions.length === 0) return [];
  const ids = [...(await ancestry(deps, clauseId))];
  const draftIds = versions.map(({ id }) => id);
  const rows = await clauseThroughVersions(deps.db, ids, draftIds);
  const cited = await evidenceOf(deps.db, draftIds, ids);
  const chapters: ClauseEvent[] = [];
  let before: readonly ClauseRow[] = [];
  let isThere = false;
  for (const draft of versions) {
    const all = rows.filter(({ draftId }) => draftId === draft.id);
    const own = all.filter((row) => row.clauseId === clauseId);
    isThere ||= own.length > 0;
    // Before it was there by itself, its forerunners stand for it.
    const now = isThere ? own : all;
    const here = cited.filter((one) => one.draftId === draft.id && relevant(one, now, before));
    if (now.length > 0 || before.length > 0) {
      const words = compareWords(textOf(before), textOf(now));
      const bodies = { before: bodyOf(before), now: bodyOf(now) };
      chapters.push({ draft, what: whatHappened(before, now, words), words, bodies, evidence: here });
    }
    before = now;
  }
  return chapters;
}

function relevant(one: EvidenceRow, now: readonly ClauseRow[], before: readonly ClauseRow[]): boolean {
  return [...now, ...before].some(({ clauseId }) => clauseId === one.clauseId);
}

const textOf = (rows: readonly ClauseRow[]) =>
  rows.map(({ heading, body }) => [heading, body].filter(Boolean).join("\n")).join("\n\n");

const bodyOf = (rows: readonly ClauseRow[]) =>
  rows
    .map(({ heading, body }) => [heading && `**${heading}**`, body].filter(Boolean).join("\n\n"))
    .join("\n\n");

function whatHappened(
  before: readonly ClauseRow[],
  now: readonly ClauseRow[],
  words: readonly WordPart[],
): ClauseEvent["what"] {
  const [one] = now;
  if (!one) return "removed";
  if (before.length === 0) return "introduced";
  const isOther = !before.some(({ clauseId }) => clauseId === one.clauseId);
  if (isOther && one.origins.length > 0) return before.length > 1 ? "merged" : "split";
  if (one.origins.length > 0) return "merged";
  return words.every(({ kind }) => kind === "kept") ? "unchanged" : "edited";
}
