import type { z } from "zod";

/** Everything public whose changes are kept; features register what each of them says (`registrations/changes.server.ts`). */
export const changeKinds = [
  "gate",
  "review-cell",
  "settled-cell",
  "disposition",
  "agenda",
  "transcript",
] as const;
type ChangeKindName = (typeof changeKinds)[number];

/** Something public whose changes are kept: what a row of `changes` says of it before and after. */
export type ChangeKind<State> = { readonly name: ChangeKindName; readonly state: z.ZodType<State> };
