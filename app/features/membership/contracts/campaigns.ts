import { z } from "zod";
import { filled, slug } from "~/kernel/fields";

export const campaignSchema = z.strictObject({ code: slug, name: filled(120) });

export const endCampaignSchema = z.strictObject({ code: slug });
