import { type Clause, numberClauses } from "~/features/drafts/domain/clause";
import { clauseCode, shortPath } from "~/features/drafts/domain/shortLink";
import { type Block, blocksOf } from "./blocks";
import type { Run } from "./runs";
import { kept, type TrackedBlock, trackedBlocks } from "./tracked";

type Filed = Pick<Clause, "id" | "kind" | "heading" | "body">;
/** Where a version stays: its site, its process and its label. */
export type Place = { readonly origin: string; readonly slug: string; readonly label: string };

const linkTo = ({ origin, slug, label }: Place, clauseId: string) =>
  `${origin}${shortPath(slug, clauseId, label)}`;

export const titleBlock = (title: string): TrackedBlock =>
  kept({ kind: "title", level: 0, runs: [{ text: title }] });

/** A clause as blocks: its number, which links to where it stays, its heading, its text. */
function blocksOfClause(clause: Filed, at: number, number: string, place: Place): Block[] {
  const isSection = clause.kind === "section";
  const runs: Run[] = [{ text: number, link: linkTo(place, clause.id) }];
  if (clause.heading) runs.push({ text: ` ${clause.heading}` });
  const head: Block = {
    kind: isSection ? "section" : "clause",
    level: 0,
    runs,
    anchor: `c-${clauseCode(clause.id)}`,
  };
  // Lists and tables of one clause are not those of another.
  return [head, ...blocksOf(clause.body, { first: at * 1000, origin: place.origin })];
}

/** A version as blocks. */
export function documentOf(clauses: readonly Filed[], place: Place): TrackedBlock[] {
  const numbers = numberClauses(clauses);
  return clauses.flatMap((clause, at) => blocksOfClause(clause, at, numbers[at] as string, place).map(kept));
}

type Sides = { readonly before: readonly Filed[]; readonly after: readonly Filed[] };
type Places = { readonly from: readonly number[]; readonly to: readonly number[] };

/**
 * Two versions as one document: whoever refuses all its changes has the clauses of the old one, who takes them those of the new.
 * `place` is that of the new one.
 */
export function comparedDocument(
  { before, after }: Sides,
  changes: readonly Places[],
  place: Place & { readonly oldLabel: string },
): TrackedBlock[] {
  const oldPlace = { ...place, label: place.oldLabel };
  const old = numberClauses(before);
  const now = numberClauses(after);
  return changes.flatMap(({ from, to }) => {
    const [first] = to;
    const was = from.flatMap((index, at) => {
      // What goes on has the number that it has now; the number alone is no change of the text.
      const number = at === 0 && first !== undefined ? now[first] : old[index];
      return blocksOfClause(before[index] as Filed, index, number as string, oldPlace);
    });
    const is = to.flatMap((index) =>
      blocksOfClause(after[index] as Filed, before.length + index, now[index] as string, place),
    );
    return trackedBlocks(was, is);
  });
}
