import { z } from "zod";
import { block, filledName, id, nameLine, slug, tick } from "~/kernel/fields";

export const workgroupSchema = z.strictObject({
  // "public-3" is how results name the voters of a public round.
  key: slug.refine((key) => !/^public-\d+$/.test(key), "errors:field.taken"),
  name: filledName(80),
  system: filledName(80),
  maker: nameLine(80),
  charter: block(4000),
});

export const charterSchema = z.strictObject({ charter: block(4000) });

export const memberSchema = z.strictObject({
  workgroup: id,
  userId: id,
  role: z.enum(["facilitator", "member", "removed"]),
  affiliated: tick,
});
