/** The regions that people are counted by: the continents. */
export const regions = ["AF", "AN", "AS", "EU", "NA", "OC", "SA"] as const;
export type Region = (typeof regions)[number];

export function isRegion(text: string): text is Region {
  return (regions as readonly string[]).includes(text);
}
