import { z } from "zod";
import {
  type CommentState,
  type CommentType,
  commentStates,
  commentTypes,
  type Stance,
  stances,
} from "~/features/comments/domain/comment";

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

const asked = {
  state: z.enum(commentStates).optional().catch(undefined),
  type: z.enum(commentTypes).optional().catch(undefined),
  stance: z.enum(stances).optional().catch(undefined),
  kind: z.enum(["suggestion", "comment"]).optional().catch(undefined),
  group: z.string().min(1).max(40).optional().catch(undefined),
  mine: z.literal("yes").optional().catch(undefined),
};

/** What an address asks of the comments of a version; what it gives that is none of it is passed over. */
export function filterAsked({ searchParams }: URL): CommentAsked {
  const read = <K extends keyof typeof asked>(name: K) =>
    asked[name].parse(searchParams.get(name) || undefined) as z.infer<(typeof asked)[K]>;
  return {
    ...{ state: read("state"), type: read("type"), stance: read("stance") },
    ...{ kind: read("kind"), group: read("group"), mine: read("mine") === "yes" },
  };
}

/** The same as it stands in an address. */
export const inAddress = ({ mine, ...filter }: CommentAsked): string[][] => [
  ...Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ...(mine ? [["mine", "yes"]] : []),
];
