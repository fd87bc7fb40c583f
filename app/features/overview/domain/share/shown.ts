import type { Phase } from "~/features/overview/domain/phases";

/** What a picture of a page is drawn from: public facts alone, in no language. */
export type Shared =
  | { readonly kind: "site" }
  | {
      readonly kind: "process";
      readonly phases: readonly {
        readonly phase: Phase;
        readonly state: "done" | "now" | "next";
        readonly count: number | null;
        readonly label: string | null;
      }[];
    }
  | {
      readonly kind: "result";
      /** How many components are in each band, the strongest first. */
      readonly bands: readonly number[];
      readonly isDecided: boolean;
    }
  | {
      readonly kind: "draft";
      readonly label: string;
      /** Of each of its first clauses, whether comments stand at it. */
      readonly clauses: readonly boolean[];
      readonly comments: number;
      readonly answered: number;
    }
  | {
      readonly kind: "approval";
      readonly label: string;
      /** Of each group the share that approves (0 to 1; null where nobody takes a side), and whether that is enough; null while it is not counted. */
      readonly groups: readonly { readonly share: number | null; readonly isMet: boolean | null }[] | null;
      readonly isMet: boolean | null;
    };
