import { z } from "zod";
import { leastShownPositions } from "~/features/approvals/domain/least";
import { positions } from "~/features/approvals/domain/position";
import { block, contentLanguage, id, line, momentOrNone, several, slug, wholeFrom } from "~/kernel/fields";
import { parseFraction } from "~/kernel/figures/fraction";
import { regions } from "~/kernel/places/regions";

/** Shapes of the forms around approvals. */
const share = z.string().refine((text) => {
  const value = parseFraction(text.trim());
  return value !== undefined && value.num >= 0n && value.num <= value.den;
}, "errors:field.share");
const comparison = z.enum(["at-least", "more-than"]);

export const approvalSchema = z.strictObject({
  title: line(120).pipe(z.string().min(1, "errors:field.empty")),
  /** Label of the draft. */
  draft: z.string().max(40),
  groupComparison: comparison,
  groupThreshold: share,
  leastSides: wholeFrom(0, 10_000).pipe(z.int().min(leastShownPositions, "errors:field.leastPositions")),
  leastTurnout: share,
  /** Empty, and no region named: regions are shown and decide nothing. */
  regionThreshold: z.union([z.literal(""), share]),
  regions: several.pipe(z.array(z.enum(regions)).max(regions.length)),
  totalComparison: comparison,
  totalThreshold: share,
  /** Local date and time as the browser's field gives it, read as UTC; empty: closed by hand. */
  closesAt: momentOrNone,
});

const prev = z
  .string()
  .regex(/^([0-9a-f]{64})?$/)
  .transform((leaf) => leaf || null);
const key = id;
const said = block(5000);

export const positionSchema = z.strictObject({
  position: z.enum(positions, "errors:field.position"),
  groups: several.pipe(z.array(slug).max(20)),
  region: z.union([z.enum(regions), z.literal("").transform(() => null)]),
  /** Why somebody objects, and what would change it; published with the objection. */
  reason: said,
  change: said,
  language: contentLanguage,
  prev,
  key,
});
export const withdrawPositionSchema = z.strictObject({ prev, key });
