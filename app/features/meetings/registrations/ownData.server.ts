import type { OwnData } from "~/platform/registrations";

export const meetingsOwnData = {
  words: { "townhalls.host_id": ["minutes"] },
} satisfies OwnData;
