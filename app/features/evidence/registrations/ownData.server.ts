import type { OwnData } from "~/platform/registrations";

export const evidenceOwnData = {
  words: { "evidence.added_by": ["note"] },
} satisfies OwnData;
