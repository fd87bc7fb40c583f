import type { BallotBox } from "./ballotBox";
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

/** One pass over the cells; order of voters makes no difference. */
export function countBox(box: BallotBox, rule: Pick<Rule, "merge" | "exclude">): Counts {
  const { remaining, targets } = mergeTargets(box.components, rule.merge);
  const criteria = box.criteria.length;
  const listed = box.components.length;
  const stride = listed * criteria;
  const size = remaining.length;
  const cells = new Int32Array(box.workgroups.length * size * criteria * 3);
  const persons = new Int32Array(box.workgroups.length * size * 4);
  const voted = new Int32Array(box.workgroups.length);
  const columns = Int32Array.from({ length: stride }, (_, column) => {
    const target = targets[Math.floor(column / criteria)] as number;
    return (target * criteria + (column % criteria)) * 3;
  });
  const said = new Uint8Array(size);
  const merged = remaining.length !== listed;
  let excluded = 0;

  for (let row = 0; row < box.voters.length; row++) {
    const voter = box.voters[row] as BallotBox["voters"][number];
    if (voter.affiliated && rule.exclude === "affiliated") {
      excluded++;
      continue;
    }
    const group = voter.workgroup;
    voted[group] = (voted[group] as number) + 1;
    const cellsAt = group * size * criteria * 3;
    const personsAt = group * size * 4;
    let column = 0;
    let at = row * stride;
    if (merged) said.fill(0);
    for (let component = 0; component < listed; component++) {
      let answers = 0;
      for (let criterion = 0; criterion < criteria; criterion++) {
        const answer = box.cells[at++] as number;
        answers |= answer;
        (cells[cellsAt + (columns[column++] as number) + answer] as number)++;
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

  const asked = new Uint8Array(box.workgroups.length * size);
  box.workgroups.forEach((group, w) => {
    box.components.forEach((key, component) => {
      if (group.asked.has(key)) asked[w * size + (targets[component] as number)] = 1;
    });
  });
  return { components: remaining, criteria: box.criteria, cells, persons, voted, asked, excluded };
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
