import {
  lags as lagsOf,
  leastTold,
  roundedToFive,
  type Shown,
  stepped,
} from "~/kernel/figures/roundedToFive";
import { ownValue, put } from "~/kernel/keyed";

/**
 * Of what a process can want a share. People are counted by country too, and by their answers to a process's own questions:
 * "self:KEY".
 */
export const targetBreakdowns = ["group", "region", "language"] as const;

/** What people do in a process; each person counts once in each. */
export const activities = ["registered", "voted", "commented", "spoke", "reviewed"] as const;
export type Activity = (typeof activities)[number];
export type ShownByActivity = Readonly<Record<Activity, Shown>>;

/** Who took part, as it is stored and shown. */
export type Figures = {
  readonly total: ShownByActivity;
  readonly breakdowns: Readonly<Record<string, Readonly<Record<string, ShownByActivity>>>>;
};

/** Exact counts of one cell, by what people did. */
export type Counts = Readonly<Record<Activity, number>>;

/**
 * Exact counts by breakdown and key; "total" has one key, the empty one, and "campaign:ID" the empty one for
 * everyone who came by it and stakeholder groups for some of them. Private.
 */
export type Basis = Readonly<Record<string, Readonly<Record<string, Counts>>>>;

/** How many must have come or changed before people are counted anew. */
export const leastChanges = leastTold;
/** The key under which a breakdown of one cell has it. */
export const allPeople = "";

const nobody = Object.fromEntries(activities.map((one) => [one, 0])) as Counts;

/** What is shown rests on: exact counts, and by how many people each lags at its next move. Private, both. */
export type Resting = { readonly basis: Basis; readonly lags: Basis };

/**
 * What is shown rests on after a new count: a cell's new one where it is far enough from the one before (`stepped`), else
 * the one before. So a shown figure changes only together with people of its own cell, whoever else came meanwhile. A
 * lag is drawn when a cell is first counted, and kept until it moves: of many draws somebody could wait for the least.
 */
export function nextBasis(before: Resting, counted: Basis, draw: (limit: number) => number): Resting {
  const basis: Record<string, Record<string, Counts>> = {};
  const lags: Record<string, Record<string, Counts>> = {};
  for (const breakdown of union(before.basis, counted)) {
    const [old, now, lag] = [before.basis, counted, before.lags].map((all) => ownValue(all, breakdown) ?? {});
    const cells: Record<string, Counts> = {};
    const drawn: Record<string, Counts> = {};
    for (const key of union(old ?? {}, now ?? {})) {
      const [was, is = nobody, late] = [ownValue(old, key), ownValue(now, key), ownValue(lag, key)];
      const steps = activities.map((one) => {
        const step = { count: was?.[one] ?? 0, lag: late?.[one] ?? draw(lagsOf) };
        return [one, stepped(step, is[one], draw)] as const;
      });
      const counts = Object.fromEntries(steps.map(([one, { count }]) => [one, count])) as Counts;
      if (!isNobody(counts)) put(cells, key, counts);
      put(drawn, key, Object.fromEntries(steps.map(([one, step]) => [one, step.lag])) as Counts);
    }
    put(basis, breakdown, cells);
    put(lags, breakdown, drawn);
  }
  return { basis, lags };
}

const isNobody = (counts: Counts) => activities.every((one) => counts[one] === 0);

const union = (a: object, b: object) => [...new Set([...Object.keys(a), ...Object.keys(b)])].sort();

/** What stands for exact counts where only figures are known: what was shown, few as nobody. */
export function basisOf({ total, breakdowns: shown }: Figures): Basis {
  const cells = { ...shown, total: { [allPeople]: total } };
  return Object.fromEntries(
    Object.entries(cells).map(([breakdown, counts]) => [
      breakdown,
      Object.fromEntries(
        Object.entries(counts).map(([key, one]) => [
          key,
          Object.fromEntries(activities.map((activity) => [activity, one[activity] ?? 0])) as Counts,
        ]),
      ),
    ]),
  );
}

/**
 * What is shown of some counts. Breakdowns with a list have every key of it, also those of nobody: their absence
 * would tell. The others name no key of fewer than ten people: that it is there would tell.
 */
export function figuresOf(
  basis: Basis,
  shown: Readonly<Record<string, readonly string[] | "as-they-come">>,
): Figures {
  return {
    total: shownOf(basis.total?.[allPeople]),
    breakdowns: Object.fromEntries(
      Object.entries(shown).map(([breakdown, listed]) => {
        const cells = ownValue(basis, breakdown) ?? {};
        const keys = listed === "as-they-come" ? Object.keys(cells).sort() : listed;
        const figures = keys.map((key): [string, ShownByActivity] => [key, shownOf(ownValue(cells, key))]);
        return [
          breakdown,
          Object.fromEntries(
            listed === "as-they-come" ? figures.filter(([, one]) => one.registered !== null) : figures,
          ),
        ];
      }),
    ),
  };
}

const shownOf = (counts: Counts = nobody) =>
  Object.fromEntries(activities.map((one) => [one, roundedToFive(counts[one])])) as ShownByActivity;

/** Whole percent that a count is of another; null where one is too few. Both move in steps of their own, so it never passes 100. */
export function shareOf(count: Shown, of: Shown): number | null {
  return count === null || of === null ? null : Math.min(100, Math.round((count / of) * 100));
}

export type Target = { readonly breakdown: string; readonly key: string; readonly percent: number };
export type Gap = Target & {
  /** Whole percent of the people who registered; null where fewer than ten did. */
  readonly share: number | null;
  /** Percentage points below the target. */
  readonly points: number;
};

/** Every target with what was reached, the widest gap first. Empty while too few people registered to say. */
export function gapsOf(figures: Figures, targets: readonly Target[]): Gap[] {
  const { registered } = figures.total;
  if (registered === null) return [];
  return targets
    .map((target): Gap => {
      const count = ownValue(ownValue(figures.breakdowns, target.breakdown), target.key)?.registered ?? null;
      const share = shareOf(count, registered);
      return { ...target, share, points: target.percent - (share ?? 0) };
    })
    .sort((a, b) => b.points - a.points);
}
