import type { ResultComponent } from "./resultDocument";

/** Fragile: some other count disagrees, or a single voter's absence would change the band. */
export function isFragile(one: ResultComponent): boolean {
  return one.agreeing < one.variants || one.flip?.voters === 1;
}
