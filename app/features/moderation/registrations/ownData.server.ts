import type { OwnData } from "~/platform/registrations";

export const moderationOwnData = {
  words: { "moderation_actions.actor_id": ["reason"] },
} satisfies OwnData;
