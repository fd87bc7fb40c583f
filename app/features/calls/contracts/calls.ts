import { z } from "zod";
import { callKinds } from "~/features/calls/domain/calls";
import { block, contentLanguage, day, filled, id, number, seenOrNew, several, tick } from "~/kernel/fields";

export const callSchema = z.strictObject({
  /** Empty for a new one. */
  call: z.union([number, z.literal("").transform(() => null)]),
  seen: seenOrNew,
  kind: z.enum(callKinds),
  title: filled(160),
  body: block(10_000).pipe(z.string().min(1, "errors:field.empty")),
  missing: several.pipe(z.array(z.string().regex(/^(group|region|language):[\w-]{1,60}$/)).max(40)),
  until: day,
});

export const closeCallSchema = z.strictObject({ call: number });

export const applySchema = z.strictObject({ message: block(2000), language: contentLanguage });

export const answerApplicationSchema = z.strictObject({
  application: id,
  state: z.enum(["accepted", "thanked"]),
  answer: block(2000),
  /** What somebody is accepted for: a workgroup, a system, or languages to translate into. */
  place: z
    .union([id, z.literal("").transform(() => null)])
    .optional()
    .transform((place) => place ?? null),
  languages: several.pipe(z.array(contentLanguage).max(200)),
  affiliated: tick,
});
