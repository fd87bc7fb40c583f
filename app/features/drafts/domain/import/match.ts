import { alignClauses } from "~/features/drafts/domain/align";
import type { Clause } from "~/features/drafts/domain/clause";
import { readDraftFile } from "~/features/drafts/domain/draftFile";
import { type ReadClause, type Reading, readMarkdown } from "~/features/drafts/domain/readMarkdown";
import { clauseCode } from "~/features/drafts/domain/shortLink";
import type { ClauseId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Excess } from "~/kernel/text/markdown/bounds";
import { excessOfFile } from "~/kernel/text/markdown/scan";
import { withoutFrame } from "./source";

/** A block that was read, and the clause of the version before that it continues, if any. */
export type Match = ReadClause & { readonly clause: ClauseId | null };

const mostClauses = 3000;

/** Reads Markdown, and proposes which known clause each block is. Refuses as `readImport` does. */
export function matchImport(
  known: readonly Clause[],
  markdown: string,
  reading: Reading = {},
): Result<Match[], Refusal> {
  const read = readImport(markdown, reading);
  return read.ok ? ok(matchRead(known, read.value)) : read;
}

/**
 * Reads Markdown as clauses. `no_clauses` when there is nothing in it, `text_too_heavy` for what nobody writes and the parser would take minutes
 * for. It takes seconds for what is long: nobody else waits for it (`readClauses`).
 */
export function readImport(markdown: string, reading: Reading = {}): Result<ReadClause[], Refusal> {
  const excess = excessOfFile(markdown);
  if (excess) return fail(heavy(excess));
  const read = readMarkdown(readDraftFile(markdown) ? markdown : withoutFrame(markdown), reading);
  if (read.length === 0) return fail({ code: "no_clauses" });
  return read.length > mostClauses ? fail({ code: "too_large" }) : ok(read);
}

/** Which known clause each block is: the one whose lasting address it has, else the one that it is like. */
export function matchRead(known: readonly Clause[], read: readonly ReadClause[]): Match[] {
  const groups = alignClauses(known, named(known, read));
  const clauseOf = new Map<number, ClauseId>();
  for (const { from, to } of groups) {
    const [source] = from;
    const [target] = to;
    if (source !== undefined && target !== undefined)
      clauseOf.set(target, (known[source] as Clause).id as ClauseId);
  }
  return read.map(({ code: _, ...one }, at) => ({ ...one, clause: clauseOf.get(at) ?? null }));
}

const heavy = ({ of, line, most }: Excess): Refusal => ({
  code: "text_too_heavy",
  fields: { markdown: { key: `errors:heavy.${of}`, values: { line, most } } },
});

/** What was read, by the clauses whose addresses it has. A copy of one is a clause of its own. */
function named(known: readonly Clause[], read: readonly ReadClause[]) {
  const codes = new Map(known.map(({ id }) => [clauseCode(id), id]));
  return read.map((one, at) => {
    const id = codes.get(one.code ?? "");
    codes.delete(one.code ?? "");
    return { ...one, id: id ?? `read-${at}` };
  });
}
