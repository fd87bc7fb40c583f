import { z } from "zod";
import { processRoles } from "~/features/membership/domain/roles";
import { block, id } from "~/kernel/fields";

export const leaveSchema = z.strictObject({
  process: id,
  /** Empty: the process with all its workgroups. */
  workgroup: z.union([id, z.literal("").transform(() => null)]),
});

export const giveUpSchema = z.strictObject({ round: id });

export const roleSchema = z.strictObject({
  person: id,
  role: z.enum(processRoles),
  /** Why, to the person: from whom a role is taken. */
  words: block(1000).default(""),
});

export const removePersonSchema = z.strictObject({ person: id, words: block(1000) });
