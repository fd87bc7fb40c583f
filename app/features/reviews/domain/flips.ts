import type { Conclusion } from "./conclusion";

export type Verdict = Conclusion["verdict"];
export type Flip = { readonly system: string; readonly from: Verdict; readonly to: Verdict };

/** The systems whose conclusion is another one than it was, in their order. Those new to the list have not flipped. */
export function flipsBetween(
  before: readonly { readonly system: string; readonly verdict: Verdict }[],
  after: readonly { readonly system: string; readonly verdict: Verdict }[],
): Flip[] {
  const was = new Map(before.map(({ system, verdict }) => [system, verdict]));
  return after.flatMap(({ system, verdict }) => {
    const from = was.get(system);
    return from === undefined || from === verdict ? [] : [{ system, from, to: verdict }];
  });
}
