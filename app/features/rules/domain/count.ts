import { type BallotBox, counted } from "./ballotBox";
import { type Rule, resolveMerge } from "./rule";

/**
 * Ballots folded into counts; everything after this costs the same for ten voters as for ten
 * million. All tables are flat: workgroup, then component, then criterion, then answer.
 */
export type Counts = {
  /** Component keys after merging, in list order. */
  readonly components: readonly string[];
  readonly criteria: readonly string[];
  /** [workgroup][component][criterion][blank, required, not necessary] */
  readonly cells: Int32Array;
  /** [workgroup][component][silent, requires, not necessary, says both]; "both" counts as requiring. */
  readonly persons: Int32Array;
  /** Voters counted in each workgroup. */
  readonly voted: Int32Array;
  /** [workgroup][component] 1 where the workgroup was asked about it. */
  readonly asked: Uint8Array;
  readonly excluded: number;
};

/** Where each listed component's votes go: indexes into the components that remain. */
export function mergeTargets(components: readonly string[], merge: Rule["merge"]) {
  const resolved = resolveMerge(merge);
  if (!resolved) throw new Error("a merge map in a circle is refused when the rule is parsed");
  const listed = new Set(components);
  const targetKey = (key: string) => {
    const target = resolved.get(key);
    return target !== undefined && listed.has(target) ? target : key;
  };
  const remaining = components.filter((key) => targetKey(key) === key);
  const indexOf = new Map(remaining.map((key, index) => [key, index]));
  return { remaining, targets: components.map((key) => indexOf.get(targetKey(key)) as number) };
}

/** Four answers of two bits are one byte. */
const mostPatternCells = 4;
/** Below this the counters of all patterns would be more than the cells that are read. */
const manyVoters = 1000;
/** What a pattern says as a whole: its answers joined with |. */
const joined = Uint8Array.from({ length: 4 ** mostPatternCells }, (_, pattern) => {
  return ((pattern >> 6) | (pattern >> 4) | (pattern >> 2) | pattern) & 3;
});

/**
 * One pass over the cells; order of voters makes no difference. What is counted in the pass are
 * patterns, for many voters four cells of a component at a time: that is one counter to raise where
 * there would be four. The cells are summed from the patterns afterwards.
 */
export function countBox(box: BallotBox, rule: Pick<Rule, "merge" | "exclude">): Counts {
  const { remaining, targets } = mergeTargets(box.components, rule.merge);
  const { cells: given } = box;
  const criteria = box.criteria.length;
  const listed = box.components.length;
  const size = remaining.length;
  const merged = size !== listed;
  const patternCells = box.voters.length < manyVoters ? 1 : mostPatternCells;
  const patterns = 4 ** patternCells;
  const slots = listed * Math.ceil(criteria / patternCells);
  const seen = new Int32Array(box.workgroups.length * slots * patterns);
  const persons = new Int32Array(box.workgroups.length * size * 4);
  const voted = new Int32Array(box.workgroups.length);
  const said = new Uint8Array(size);
  let excluded = 0;

  for (let row = 0; row < box.voters.length; row++) {
    const voter = box.voters[row] as BallotBox["voters"][number];
    if (voter.affiliated && rule.exclude === "affiliated") {
      excluded++;
      continue;
    }
    const group = voter.workgroup;
    voted[group] = (voted[group] as number) + 1;
    const personsAt = group * size * 4;
    let seenAt = group * slots * patterns;
    let at = row * listed * criteria;
    if (merged) said.fill(0);
    for (let component = 0; component < listed; component++) {
      const end = at + criteria;
      let answers = 0;
      while (at < end) {
        let pattern = 0;
        const stop = Math.min(at + patternCells, end);
        for (let shift = 0; at < stop; shift += 2) pattern |= ((given[at++] as number) & counted) << shift;
        (seen[seenAt + pattern] as number)++;
        seenAt += patterns;
        answers |= joined[pattern] as number;
      }
      if (merged) {
        const target = targets[component] as number;
        said[target] = (said[target] as number) | answers;
      } else (persons[personsAt + component * 4 + answers] as number)++;
    }
    if (merged) {
      for (let target = 0; target < size; target++) {
        (persons[personsAt + target * 4 + (said[target] as number)] as number)++;
      }
    }
  }
  const cells = cellsOf(seen, { groups: box.workgroups.length, criteria, targets, size, patternCells });

  const asked = new Uint8Array(box.workgroups.length * size);
  box.workgroups.forEach((group, w) => {
    box.components.forEach((key, component) => {
      if (group.asked.has(key)) asked[w * size + (targets[component] as number)] = 1;
    });
  });
  return { components: remaining, criteria: box.criteria, cells, persons, voted, asked, excluded };
}

/** Sums the cells from the patterns; those of merged components come together in their target. */
function cellsOf(
  seen: Int32Array,
  box: { groups: number; criteria: number; targets: readonly number[]; size: number; patternCells: number },
): Int32Array {
  const { patternCells } = box;
  const cells = new Int32Array(box.groups * box.size * box.criteria * 3);
  let at = 0;
  for (let group = 0; group < box.groups; group++) {
    for (const target of box.targets) {
      const cellsAt = (group * box.size + target) * box.criteria * 3;
      for (let first = 0; first < box.criteria; first += patternCells) {
        const last = Math.min(first + patternCells, box.criteria);
        for (let pattern = 0; pattern < 4 ** patternCells; pattern++) {
          const count = seen[at++] as number;
          if (count === 0) continue;
          for (let criterion = first; criterion < last; criterion++) {
            const answer = (pattern >> (2 * (criterion - first))) & 3;
            const cell = cellsAt + criterion * 3 + answer;
            cells[cell] = (cells[cell] as number) + count;
          }
        }
      }
    }
  }
  return cells;
}

/** Answers of one cell of one workgroup. */
export function cellAnswers(counts: Counts, workgroup: number, component: number, criterion: number) {
  const at = ((workgroup * counts.components.length + component) * counts.criteria.length + criterion) * 3;
  return { required: counts.cells[at + 1] as number, not_necessary: counts.cells[at + 2] as number };
}

/** Voters of one workgroup who require a component under at least one criterion, or only say no. */
export function personAnswers(counts: Counts, workgroup: number, component: number) {
  const at = (workgroup * counts.components.length + component) * 4;
  return {
    required: (counts.persons[at + 1] as number) + (counts.persons[at + 3] as number),
    not_necessary: counts.persons[at + 2] as number,
  };
}
