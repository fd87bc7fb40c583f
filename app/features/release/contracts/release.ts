import { z } from "zod";
import { boardVerdicts, gateKinds } from "~/features/release/domain/gates";
import { block, day, id, line, number, seen, seenOrNew, wholeFrom } from "~/kernel/fields";

/** Shapes of the forms around gates and release. */
const filled = (most: number) => line(most).pipe(z.string().min(1, "errors:field.empty"));

export const gateSchema = z
  .strictObject({
    /** Empty for a new one. */
    id: z.union([id, z.literal("").transform(() => null)]),
    seen: seenOrNew,
    title: filled(160),
    kind: z.enum(gateKinds),
    /** Of systems or endorsements; of other kinds it is not read. */
    least: wholeFrom(1, 1_000_000).default(1),
    dueOn: day,
    /** Why it is declared or changed; public. A change needs one. */
    reason: line(500).default(""),
  })
  .refine((gate) => gate.id === null || gate.reason !== "", {
    path: ["reason"],
    error: "errors:field.empty",
  });
export const removeGateSchema = z.strictObject({ id: id, reason: filled(500) });
export const snapshotSchema = z.strictObject({ draft: z.string().max(40), meeting: filled(200) });
export const decisionSchema = z.strictObject({
  snapshot: number,
  decision: z.enum(boardVerdicts),
  reasons: block(10_000).pipe(z.string().min(1, "errors:field.empty")),
  decidedBy: filled(200),
  decidedOn: day,
});
/** The same on the page of one snapshot. */
export const decideSchema = decisionSchema.omit({ snapshot: true }).extend({ seen });
