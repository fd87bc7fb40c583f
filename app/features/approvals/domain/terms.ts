import type { Reveal } from "~/features/rounds/domain/values";
/** The same for an approval. */
export type ApprovalTerms = {
  readonly process: string;
  readonly approval: number;
  readonly draft: string;
  /** The hash of the text on which positions are taken. */
  readonly draftHash: string;
  readonly groups: readonly string[];
  readonly regions: readonly string[];
  readonly eligible: "joined-before-opening";
  readonly attribution: "named" | "pseudonymous";
  readonly reveal: Reveal;
  readonly closesAt: string;
};
