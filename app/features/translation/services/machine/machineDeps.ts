import type { TranslationMachine } from "~/features/translation/domain/machine";

declare module "~/platform/deps" {
  interface Deps {
    /** A machine that translates, where the operator has set one up. */
    readonly machine?: TranslationMachine;
  }
}
