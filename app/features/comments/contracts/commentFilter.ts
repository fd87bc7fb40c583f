import { z } from "zod";
import { commentStates, commentTypes, stances } from "~/features/comments/domain/comment";
import type { CommentAsked } from "~/features/comments/domain/commentFilter";

const asked = z.object({
  state: z.enum(commentStates).optional().catch(undefined),
  type: z.enum(commentTypes).optional().catch(undefined),
  stance: z.enum(stances).optional().catch(undefined),
  kind: z.enum(["suggestion", "comment"]).optional().catch(undefined),
  group: z.string().min(1).max(40).optional().catch(undefined),
  mine: z.literal("yes").optional().catch(undefined),
});

/** What an address asks of the comments of a version; what it gives that is none of it is passed over. */
export function filterAsked({ searchParams }: URL): CommentAsked {
  const given = Object.keys(asked.shape).map((name) => [name, searchParams.get(name) ?? undefined]);
  const { mine, ...filter } = asked.parse(Object.fromEntries(given));
  return { ...filter, mine: mine === "yes" };
}
