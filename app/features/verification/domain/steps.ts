/** What a bundle is checked for, in this order. docs/bundle.md says what each step asks and what each fault means. */
export const bundleSteps = [
  "files",
  "signature",
  "record",
  "witnesses",
  "kept",
  "plan",
  "terms",
  "ballots",
  "closing",
  "standing",
  "count",
  "robustness",
  "receipts",
] as const;
export type BundleStep = (typeof bundleSteps)[number];

/** Something that does not hold. `where` says of what, as far as it is of one thing. */
export type BundleFault = { readonly step: BundleStep; readonly code: string; readonly where: string };

/**
 * What nobody could look at: the key was named by the bundle itself, the log was begun afterwards, a receipt is of another vote,
 * seats were renamed when accounts were erased, public rows changed that no act explains, a round was anchored less often than its plan says.
 */
export const uncheckedCodes = [
  "pin",
  "adopted",
  "omission",
  "receipt",
  "erased",
  "unexplained",
  "sparse",
] as const;
export type Unchecked = { readonly code: (typeof uncheckedCodes)[number]; readonly where: string };

/** `skipped`: an earlier step failed, and without it nothing can be said. */
export type StepResult = { readonly step: BundleStep; readonly outcome: "holds" | "fails" | "skipped" };

/** Gathers what a step finds. */
export class Findings {
  readonly faults: BundleFault[] = [];
  readonly unchecked: Unchecked[] = [];

  fault(step: BundleStep, code: string, where: string | number = ""): void {
    this.faults.push({ step, code, where: String(where) });
  }

  notChecked(code: Unchecked["code"], where: string | number = ""): void {
    this.unchecked.push({ code, where: String(where) });
  }

  has(step: BundleStep): boolean {
    return this.faults.some((fault) => fault.step === step);
  }
}

/** A fault as both programs print it. */
export const faultText = ({ step, code, where }: BundleFault): string =>
  [step, code, where].filter((part) => part !== "").join(" ");
