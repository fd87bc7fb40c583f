import type { OwnData } from "~/platform/registrations";

export const releaseOwnData = {
  words: { "board_decisions.recorded_by": ["reasons"] },
} satisfies OwnData;
