import { type Band, bands } from "~/features/rules/domain/bands";

export const levels = ["required", "likely-required", "optional"] as const;
export type Level = (typeof levels)[number];
/** The same, and "none" for a component that a checklist does not name. */
export const askedLevels = [...levels, "none"] as const;
export type AskedLevel = (typeof askedLevels)[number];

/** What a draft may ask for and still follow the vote. */
const following: Record<Band, readonly AskedLevel[]> = {
  required: ["required"],
  "likely-required": ["required", "likely-required"],
  maybe: ["likely-required", "optional"],
  "likely-not-required": ["optional", "none"],
  "not-required": ["optional", "none"],
};

export type Verdict = "follows" | "deviates" | "not-voted";

/** Whether a draft's level follows what the vote recommended. */
export function verdictOn(band: Band | null, level: AskedLevel): Verdict {
  if (band === null) return "not-voted";
  return following[band].includes(level) ? "follows" : "deviates";
}

export type Held<Item> = {
  readonly component: string;
  readonly band: Band | null;
  readonly fragile: boolean;
  readonly level: AskedLevel;
  readonly item: Item | null;
  readonly verdict: Verdict;
};

type Voted = { readonly component: string; readonly band: Band; readonly fragile: boolean };

/**
 * A checklist beside the compilation it answers, strongest recommendation first; components that
 * were not voted on come last. Components that are neither asked for nor (likely) required are in it too.
 */
export function holdAgainst<Item extends { readonly component: string; readonly level: Level }>(
  items: readonly Item[],
  voted: readonly Voted[],
): Held<Item>[] {
  const byComponent = new Map(items.map((item) => [item.component, item]));
  const held = [...voted]
    .sort((a, b) => bands.indexOf(a.band) - bands.indexOf(b.band))
    .map(({ component, band, fragile }) => row(component, band, fragile, byComponent.get(component) ?? null));
  const known = new Set(voted.map(({ component }) => component));
  const others = items.filter(({ component }) => !known.has(component));
  return [...held, ...others.map((item) => row(item.component, null, false, item))];
}

function row<Item extends { readonly level: Level }>(
  component: string,
  band: Band | null,
  fragile: boolean,
  item: Item | null,
): Held<Item> {
  const level = item?.level ?? "none";
  return { component, band, fragile, level, item, verdict: verdictOn(band, level) };
}
