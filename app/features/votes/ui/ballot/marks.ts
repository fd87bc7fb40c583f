import type { Choice } from "~/features/rules/domain/ballotBox";

/** The sign of an answer; it never stands without its word for those who do not see it. */
export const marks = { required: "✓", not_necessary: "✕", cannot_judge: "?" } as const satisfies Record<
  Choice,
  string
>;
