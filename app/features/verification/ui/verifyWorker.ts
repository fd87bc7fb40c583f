import { checkBundle } from "~/features/verification/contracts/checkBundle";
import type { Brought } from "~/features/verification/domain/signatures";
import type { StepResult } from "~/features/verification/domain/steps";
import type { Verification } from "~/features/verification/domain/verifyBundle";

/** What the page asks its worker, and what the worker says of it. */
export type BundleToCheck = { readonly data: Uint8Array; readonly brought: Brought };
export type Said =
  | { readonly step: StepResult }
  | { readonly verification: Verification }
  | { readonly crashed: true };

const say = (said: Said) => self.postMessage(said);

self.onmessage = ({ data: { data, brought } }: MessageEvent<BundleToCheck>) => {
  checkBundle(data, brought, (step) => say({ step })).then(
    (verification) => say({ verification }),
    () => say({ crashed: true }),
  );
};
