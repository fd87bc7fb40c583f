import type { OwnData } from "~/platform/registrations";

export const translationOwnData = {
  words: { "translations.translator_id": ["texts"], "translations.proposed_by": ["proposed"] },
} satisfies OwnData;
