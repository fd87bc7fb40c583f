import { z } from "zod";
import { email, id, line, pastedSchema, slug, tick } from "~/kernel/fields";

const place = {
  role: z.enum(["organizer", "facilitator", "member", "participant"]),
  workgroup: z.union([id, z.literal("").transform(() => null)]),
  /** Code of a campaign. */
  campaign: z.union([slug, z.literal("").transform(() => null)]).default(null),
};

const person = {
  email,
  name: line(80),
  affiliation: line(120),
  affiliated: tick,
};

export const inviteOneSchema = z.strictObject({ ...place, ...person });

/** As a facilitator invites: into their own workgroup, as a member. */
export const inviteMemberSchema = z.strictObject(person);

export const inviteManySchema = z.strictObject({ ...place, ...pastedSchema.shape });
