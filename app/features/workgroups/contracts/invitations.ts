import { z } from "zod";
import { invitationRoles } from "~/features/workgroups/domain/invitationRoles";
import { block, email, id, nameLine, pastedSchema, slug, tick } from "~/kernel/fields";
import { languages } from "~/kernel/language/languages";

/** Of the mail: the inviter's own where the form does not ask. */
const language = z.enum(languages);

const place = {
  role: z.enum(invitationRoles),
  workgroup: z.union([id, z.literal("").transform(() => null)]),
  /** Code of a campaign. */
  campaign: z.union([slug, z.literal("").transform(() => null)]).default(null),
  language,
};

const person = {
  email,
  name: nameLine(80),
  affiliation: nameLine(120),
  affiliated: tick,
};

export const inviteOneSchema = z.strictObject({ ...place, ...person });

/** As a facilitator invites: into their own workgroup, as a member. */
export const inviteMemberSchema = z.strictObject({ ...person, language });

export const inviteManySchema = z.strictObject({ ...place, ...pastedSchema.shape });

/** What a decline says to whoever invites. */
export const declineSchema = z.strictObject({ words: block(1000) });
