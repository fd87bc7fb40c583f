import type { Band } from "~/features/rules/domain/bands";
import { isPreset, presets } from "~/features/rules/domain/presets";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { ownValue } from "~/kernel/keyed";
import type { ResultComponent, ResultDocument } from "../resultDocument";
import { figure } from "../resultView";

/** What two results can differ in, so that a component stands otherwise in one than in the other. */
export const causes = ["votes", "rounds", "rule", "list", "mean"] as const;
export type Cause = (typeof causes)[number];

export type Stand = { readonly band: Band; readonly score: number };

/** What a workgroup said of a component in both results; null where it was not asked, or not counted. */
export type GroupBeside = {
  readonly key: string;
  readonly isPublic: "yes" | "no";
  readonly before: number | null;
  readonly after: number | null;
  /** Whether the same logs were counted, so that its ballots are the same. */
  readonly isSame: boolean;
};

/** A component in two results. */
export type Beside = {
  readonly component: string;
  /** Under which key the later list has it, where it was merged or renamed. */
  readonly as: string | null;
  readonly before: Stand | null;
  readonly after: Stand | null;
  readonly isMoved: boolean;
  /** What differs of it between the two; empty where it stands as it stood. */
  readonly causes: readonly Cause[];
  /** The band that the ballots of the first have under the rule of the second, where the first says so. */
  readonly beforeUnderRule: Band | null;
};

type Pair = { readonly a: ResultComponent | null; readonly b: ResultComponent | null };

/** Every component of two results of one process, in the order of the later list, those that it has no more last. */
export function besides(before: ResultDocument, after: ResultDocument): Beside[] {
  const same = sameGroups(before, after);
  const into = keyLater(after);
  const earlier = new Map<string, ResultComponent[]>();
  for (const one of before.components) {
    const key = into(one.component);
    earlier.set(key, [...(earlier.get(key) ?? []), one]);
  }
  const pairs = after.components.flatMap((one): Pair[] => {
    const found = earlier.get(one.component) ?? [];
    earlier.delete(one.component);
    return found.length === 0 ? [{ a: null, b: one }] : found.map((a) => ({ a, b: one }));
  });
  const gone = [...earlier.values()].flat().map((a): Pair => ({ a, b: null }));
  const isOtherRule = before.ruleHash !== after.ruleHash;
  const changed = changedByList(before, after);
  return [...pairs, ...gone].map(({ a, b }): Beside => {
    const component = a?.component ?? b?.component ?? "";
    const isMoved = a?.band !== b?.band;
    const found = new Set<Cause>();
    if (a && b && (isMoved || a.score !== b.score)) {
      for (const [key, isSame] of same) {
        const [cellsBefore, cellsAfter] = [cellsOf(a, key), cellsOf(b, key)];
        if ((cellsBefore === null) !== (cellsAfter === null)) found.add("rounds");
        else if (!isSame && cellsBefore !== cellsAfter) found.add("votes");
      }
      if (isOtherRule) found.add("rule");
      if (a.component !== b.component || changed.has(b.component)) found.add("list");
      if (found.size === 0) found.add("mean");
    }
    if (!a || !b) found.add("list");
    return {
      component,
      as: b && b.component !== component ? b.component : null,
      before: a && { band: a.band, score: figure(a.score) },
      after: b && { band: b.band, score: figure(b.score) },
      isMoved,
      causes: causes.filter((one) => found.has(one)),
      beforeUnderRule: a && b && isOtherRule ? bandUnder(a, before, after) : null,
    };
  });
}

/** What the workgroups of both results said of a component. */
export function groupsBeside(before: ResultDocument, after: ResultDocument, { component, as }: Beside) {
  const [a, b] = [find(before, component), find(after, as ?? component)];
  const publicOf = new Map([...before.workgroups, ...after.workgroups].map((one) => [one.key, one.isPublic]));
  return [...sameGroups(before, after)].flatMap(([key, isSame]): GroupBeside[] => {
    const [was, is] = [a && scoreOf(a, key), b && scoreOf(b, key)];
    return was === null && is === null
      ? []
      : [{ key, isPublic: publicOf.get(key) ?? "no", before: was, after: is, isSame }];
  });
}

const find = ({ components }: ResultDocument, key: string) =>
  components.find(({ component }) => component === key) ?? null;

/** Every workgroup of either, and whether the same logs were counted of it in both. */
function sameGroups(before: ResultDocument, after: ResultDocument): Map<string, boolean> {
  const keys = new Set([...before.workgroups, ...after.workgroups].map(({ key }) => key));
  return new Map([...keys].map((key) => [key, logsOf(before, key) === logsOf(after, key)]));
}

const logsOf = ({ rounds }: ResultDocument, key: string) =>
  rounds
    .filter(({ workgroup }) => workgroup === key)
    .map(({ log, root }) => `${log} ${root}`)
    .sort()
    .join("\n");

const askedIn = (one: ResultComponent, key: string) => {
  const group = ownValue(one.byWorkgroup, key);
  return group?.asked === "yes" ? group : null;
};

const scoreOf = (one: ResultComponent, key: string) => {
  const group = askedIn(one, key);
  return group && figure(group.score);
};

/** The answers of a workgroup, as one text; points are the rule's and left out. */
function cellsOf(one: ResultComponent, key: string): string | null {
  const group = askedIn(one, key);
  if (!group) return null;
  return Object.entries(group.byCriterion)
    .map(([criterion, cell]) => `${criterion} ${cell.required} ${cell.not_necessary}`)
    .sort()
    .join("\n");
}

/** Where votes of a component went by the declarations of the later list. */
function keyLater({ mapping }: ResultDocument): (key: string) => string {
  const by = new Map(mapping.map(({ from, to }) => [from, to]));
  const later = (key: string): string => {
    const next = by.get(key);
    return next === undefined || next === key ? key : later(next);
  };
  return later;
}

/** Components into which the later list moved votes that the earlier one counted apart. */
function changedByList(before: ResultDocument, after: ResultDocument): Set<string> {
  const known = new Set(before.mapping.map(({ from, to }) => `${from} ${to}`));
  const into = keyLater(after);
  return new Set(
    after.mapping.filter(({ from, to }) => !known.has(`${from} ${to}`)).map(({ to }) => into(to)),
  );
}

/**
 * What the first result says of its ballots under the rule of the second. It counted them under every ready rule with its own
 * merges and exclusions, so it answers where the second was counted by just that.
 */
function bandUnder({ under }: ResultComponent, before: ResultDocument, after: ResultDocument): Band | null {
  const { quorum, ...rule } = after.rule;
  const { merge, exclude, publicBallots } = before.rule;
  if (!isPreset(rule.name)) return null;
  const ready = { ...presets[rule.name], merge, exclude, publicBallots };
  if (ruleHash(ready) !== ruleHash(rule)) return null;
  return under.find(({ variant }) => variant.kind === "rule" && variant.name === rule.name)?.band ?? null;
}
