/** The five recommendations, strongest first. The order is used for "higher" and "lower". */
export const bands = ["required", "likely-required", "maybe", "likely-not-required", "not-required"] as const;
export type Band = (typeof bands)[number];

/** How many steps apart two bands are. */
export function bandDistance(a: Band, b: Band): number {
  return Math.abs(bands.indexOf(a) - bands.indexOf(b));
}
