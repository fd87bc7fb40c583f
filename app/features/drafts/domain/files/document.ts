import { type Clause, numberClauses } from "~/features/drafts/domain/clause";
import { type Block, blocksOf, type Run } from "./blocks";
import { kept, type TrackedBlock, trackedBlocks } from "./tracked";

type Filed = Pick<Clause, "id" | "kind" | "heading" | "body">;
/** Where a clause is found for good. */
type LinkOf = (clauseId: string) => string;

export const titleBlock = (title: string): TrackedBlock =>
  kept({ kind: "title", level: 0, runs: [{ text: title }] });

/** A clause as blocks: its number, which links to where it stays, its heading, its text. */
function blocksOfClause(clause: Filed, at: number, number: string, linkOf: LinkOf): Block[] {
  const isSection = clause.kind === "section";
  const runs: Run[] = [{ text: number, link: linkOf(clause.id) }];
  if (clause.heading) runs.push({ text: ` ${clause.heading}` });
  const head: Block = {
    kind: isSection ? "section" : "heading",
    level: 0,
    runs,
    anchor: `c-${clause.id.slice(0, 8)}`,
  };
  // Lists and tables of one clause are not those of another.
  return [head, ...blocksOf(clause.body, { lists: at * 1000, tables: at * 1000 })];
}

/** A version as blocks. */
export function documentOf(clauses: readonly Filed[], linkOf: LinkOf): TrackedBlock[] {
  const numbers = numberClauses(clauses);
  return clauses.flatMap((clause, at) => blocksOfClause(clause, at, numbers[at] as string, linkOf).map(kept));
}

type Sides = { readonly before: readonly Filed[]; readonly after: readonly Filed[] };
type Places = { readonly from: readonly number[]; readonly to: readonly number[] };

/** Two versions as one document: whoever refuses all its changes has the clauses of the old one, who takes them those of the new. */
export function comparedDocument(
  { before, after }: Sides,
  changes: readonly Places[],
  linkOf: LinkOf,
): TrackedBlock[] {
  const old = numberClauses(before);
  const now = numberClauses(after);
  return changes.flatMap(({ from, to }) => {
    const [first] = to;
    const was = from.flatMap((index, at) => {
      // What goes on has the number that it has now; the number alone is no change of the text.
      const number = at === 0 && first !== undefined ? now[first] : old[index];
      return blocksOfClause(before[index] as Filed, index, number as string, linkOf);
    });
    const is = to.flatMap((index) =>
      blocksOfClause(after[index] as Filed, before.length + index, now[index] as string, linkOf),
    );
    return trackedBlocks(was, is);
  });
}
