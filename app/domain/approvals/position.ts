import { isRegion } from "../regions";

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
  const given = choices as Partial<Record<"position" | "groups" | "region", Record<string, unknown>>> | null;
  const position = positions.find((one) => one === given?.position?.draft);
  const named = Object.keys(given?.region ?? {});
  if (!position || named.length > 1 || !named.every(isRegion)) return undefined;
  return { position, groups: Object.keys(given?.groups ?? {}).sort(), region: named[0] ?? null };
}
