import type { Clause } from "~/features/drafts/domain/clause";
import { type Match, matchImport, readImport } from "~/features/drafts/domain/import/match";
import { dateInFront } from "~/features/drafts/domain/import/source";
import { type Sureness, surenessOf } from "~/features/drafts/domain/import/sureness";
import type { Reading } from "~/features/drafts/domain/readMarkdown";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { shortened } from "~/kernel/text/cut";
import { isLate, task } from "~/platform/heavy/work";
import { documentAsMarkdown } from "./toMarkdown.server";

/** Reading takes seconds at most; what takes a minute (milliseconds) is made to take long. */
const longest = 60_000;
/** How much of two texts stands side by side, of all clauses together and of each at most. */
const mostShown = 400_000;
const mostOfOne = 2000;

/** A match as a page shows it: the beginnings of both texts, and how sure it is that they belong together. */
export type ShownMatch = Match & {
  readonly old: { readonly heading: string; readonly body: string } | null;
  readonly sureness: Sureness | null;
};

type Sent = {
  /** A document of another program, in base64; its text goes before what was typed. */
  readonly document: string | undefined;
  readonly markdown: string;
  readonly divides: boolean;
  readonly known: readonly Clause[];
};
type ReadIn = {
  readonly markdown: string;
  readonly matches: readonly ShownMatch[];
  /** The day that the text gives itself. */
  readonly datedOn: string | null;
};

/** What is refused as too large besides: what took longer than reading may. */
export const unlessLate = <T>(reading: Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> =>
  reading.catch((error: unknown) => {
    if (isLate(error)) return fail({ code: "too_large" });
    throw error;
  });

/** Reads a text as clauses, for whoever then holds the version that they go into: nothing waits for the parser. */
export const readClauses = task(
  "drafts.clauses",
  ({ markdown, ...reading }: { readonly markdown: string } & Reading) => readImport(markdown, reading),
  { within: longest },
);

/** Reads what was sent, and which clauses that would become. */
export const readDocument = task(
  "drafts.read",
  async ({ document, markdown: typed, divides, known }: Sent): Promise<Result<ReadIn, Refusal>> => {
    const read = document ? await documentAsMarkdown(Buffer.from(document, "base64")) : ok(typed);
    if (!read.ok) return read;
    const matched = matchImport(known, read.value, { divides });
    if (!matched.ok) return fail(matched.error);
    return ok({
      markdown: read.value,
      matches: shownMatches(known, matched.value),
      datedOn: dateInFront(read.value),
    });
  },
  { within: longest },
);

/** Matches as they are shown: of many long ones a little each. */
function shownMatches(known: readonly Clause[], matches: readonly Match[]): ShownMatch[] {
  const byId = new Map<string, Clause>(known.map((one) => [one.id, one]));
  const most = Math.max(200, Math.min(mostOfOne, Math.floor(mostShown / (2 * matches.length))));
  return matches.map((match) => {
    const old = match.clause === null ? undefined : byId.get(match.clause);
    return {
      ...match,
      body: shortened(match.body, most),
      old: old ? { heading: old.heading, body: shortened(old.body, most) } : null,
      sureness: old ? surenessOf(match, old) : null,
    };
  });
}
