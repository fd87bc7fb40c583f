/** The five recommendations, strongest first. The order is used for "higher" and "lower". */
export const bands = ["required", "likely-required", "maybe", "likely-not-required", "not-required"] as const;
export type Band = (typeof bands)[number];
