import { z } from "zod";
import { bands } from "~/features/rules/domain/bands";
import { isTurnout } from "~/features/rules/domain/quorum";
import { type Classification, type Rule, resolveMerge } from "~/features/rules/domain/rule";
import { compare, parseFraction } from "~/kernel/figures/fraction";
import { ownValue, put } from "~/kernel/keyed";

/** The shape of a counting rule. Messages are translation keys. */
const band = z.enum(bands);
const comparison = z.enum(["at-least", "more-than"]);
const threshold = z.string().refine((text) => parseFraction(text) !== undefined, "errors:rule.threshold");
const step = z.strictObject({ band, comparison, threshold });
const steps = z
  .array(step)
  .min(1)
  .max(4)
  .refine((list) => descending(list.map((one) => bands.indexOf(one.band))), "errors:rule.order")
  .refine(
    (list) =>
      list.every((one, i) => {
        const before = parseFraction(list[i - 1]?.threshold ?? "");
        const here = parseFraction(one.threshold);
        return i === 0 || !before || !here || compare(before, here) >= 0;
      }),
    "errors:rule.order",
  );
const points = z.int().min(-1000).max(1000);
const key = z.string().trim().min(1).max(200);

const classify = z
  .discriminatedUnion("method", [
    z.strictObject({ method: z.literal("mean-multiples"), steps, otherwise: band }),
    z.strictObject({ method: z.literal("share"), steps, otherwise: band }),
    z.strictObject({
      method: z.literal("workgroup-majority"),
      majority: z.strictObject({ comparison, threshold }),
      steps,
      otherwise: band,
    }),
    z.strictObject({
      method: z.literal("k-means"),
      bands: z
        .array(band)
        .min(2)
        .max(5)
        .refine((list) => descending(list.map((one) => bands.indexOf(one))), "errors:rule.order"),
    }),
  ])
  .refine((value) => lowestIsLast(value), "errors:rule.order");

const quorumSchema = z.strictObject({
  voters: z.int().min(0, "errors:rule.quorum").max(1_000_000, "errors:rule.quorum"),
  turnout: z.string().refine(isTurnout, "errors:rule.quorum"),
});

/**
 * Which component counts as which other, by names that people chose: whatever they are (a record of zod leaves out
 * `__proto__`), and none twice once the spaces around it are taken off.
 */
const mergeSchema = z.unknown().transform((value, { issues }): Record<string, string> => {
  const merge: Record<string, string> = {};
  const wrong = (message: string) => issues.push({ code: "custom", message, input: value });
  if (typeof value !== "object" || value === null || Array.isArray(value)) wrong("errors:rule.shape");
  else
    for (const [from, to] of Object.entries(value)) {
      const names = z.tuple([key, key]).safeParse([from, to]);
      if (!names.success) wrong("errors:rule.shape");
      else if (ownValue(merge, names.data[0]) !== undefined) wrong("errors:rule.doubled");
      else put(merge, ...names.data);
    }
  return merge;
});

export const ruleSchema = z
  .strictObject({
    version: z.literal(1),
    name: z.string().trim().min(1).max(80),
    count: z.enum(["cell", "person"]),
    score: z
      .strictObject({ required: points.min(1, "errors:rule.score"), not_necessary: points })
      .refine((score) => score.not_necessary < score.required, "errors:rule.score"),
    unit: z.enum(["voter", "workgroup"]),
    merge: mergeSchema
      .refine((merge) => Object.keys(merge).length <= 200, "errors:rule.merge")
      .refine((merge) => resolveMerge(merge) !== undefined, "errors:rule.circle"),
    exclude: z.enum(["nobody", "affiliated"]),
    publicBallots: z.enum(["apart", "as-workgroup"]),
    classify,
    quorum: quorumSchema.optional(),
  })
  .refine((rule) => rule.classify.method !== "workgroup-majority" || rule.count === "person", {
    message: "errors:rule.majorityCount",
    path: ["count"],
  }) satisfies z.ZodType<Rule>;

function descending(indexes: number[]): boolean {
  return indexes.every((index, i) => i === 0 || index > (indexes[i - 1] as number));
}

function lowestIsLast(value: Classification): boolean {
  if (value.method === "k-means") return true;
  return value.steps.every((one) => bands.indexOf(one.band) < bands.indexOf(value.otherwise));
}
