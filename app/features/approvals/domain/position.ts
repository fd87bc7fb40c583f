import type { BallotKind } from "~/features/rounds/domain/ballotKind";
import { isRegion } from "~/kernel/places/regions";

export const positions = ["approve", "reservations", "object", "abstain"] as const;
export type Position = (typeof positions)[number];

/** A position as it counts: in each group that its voter named, in a region, and once in the total. */
export type Placed = {
  readonly position: Position;
  readonly groups: readonly string[];
  readonly region: string | null;
};

/**
 * A position as it stands in a ballot log: what is said of the draft, and the groups and the region in
 * which its voter lets it count. Both are the voter's to name, or not to name, with each position.
 */
export type PositionChoices = {
  readonly position: { readonly draft: Position };
  readonly groups?: Readonly<Record<string, "counts">>;
  readonly region?: Readonly<Record<string, "counts">>;
};

export function positionChoices({ position, groups, region }: Placed): PositionChoices {
  return {
    position: { draft: position },
    ...(groups.length > 0
      ? { groups: Object.fromEntries(groups.map((key) => [key, "counts" as const])) }
      : {}),
    ...(region ? { region: { [region]: "counts" as const } } : {}),
  };
}

/** Reads what `positionChoices` wrote; undefined for anything else. */
export function placedIn(choices: unknown): Placed | undefined {
  const { position: said, groups = {}, region = {}, ...others } = asRecord(choices);
  const { draft, ...more } = asRecord(said);
  const position = positions.find((one) => one === draft);
  const regions = Object.keys(asRecord(region));
  const isSound =
    Object.keys(others).length + Object.keys(more).length === 0 &&
    regions.length <= 1 &&
    regions.every((key) => isRegion(key)) &&
    [groups, region].every((named) => Object.values(asRecord(named)).every((value) => value === "counts"));
  if (!position || !isSound) return undefined;
  return { position, groups: Object.keys(asRecord(groups)).sort(), region: regions[0] ?? null };
}

/** A ballot of an approval: a position on a draft. */
export const positionBallot: BallotKind<PositionChoices> = {
  key: "position",
  isChoices: (value): value is PositionChoices => placedIn(value) !== undefined,
};

/** Whatever is no object has no fields. */
function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
