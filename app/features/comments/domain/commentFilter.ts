import type { CommentState, CommentType, Stance } from "./comment";

/** Which comments of a version are asked for; all of them by what is left open. */
export type CommentAsked = {
  readonly state?: CommentState | undefined;
  readonly type?: CommentType | undefined;
  readonly stance?: Stance | undefined;
  /** Suggestions alone, or what suggests nothing. */
  readonly kind?: "suggestion" | "comment" | undefined;
  /** For which stakeholder group its author spoke. */
  readonly group?: string | undefined;
  /** The reader's own. */
  readonly mine?: boolean | undefined;
};

/** What is asked for, as it stands in an address. */
export const inAddress = ({ mine, ...filter }: CommentAsked): string[][] => [
  ...Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ...(mine ? [["mine", "yes"]] : []),
];
