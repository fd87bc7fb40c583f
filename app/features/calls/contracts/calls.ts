import { z } from "zod";
import { callKinds } from "~/features/calls/domain/calls";
import { block, filled, language, seenOrNew, several } from "~/kernel/fields";

export const callSchema = z.strictObject({
  /** Empty for a new one. */
  call: z.union([z.coerce.number().int().min(1), z.literal("").transform(() => null)]),
  seen: seenOrNew,
  kind: z.enum(callKinds),
  title: filled(160),
  body: block(10_000).pipe(z.string().min(1, "errors:field.empty")),
  missing: several.pipe(z.array(z.string().regex(/^(group|region|language):[\w-]{1,60}$/)).max(40)),
  until: z.iso.date("errors:field.date"),
});

export const closeCallSchema = z.strictObject({ call: z.coerce.number().int().min(1) });

export const applySchema = z.strictObject({ message: block(2000), language });

export const answerApplicationSchema = z.strictObject({
  application: z.uuid(),
  state: z.enum(["accepted", "thanked"]),
  answer: block(2000),
});
