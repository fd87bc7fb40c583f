import type { OwnData } from "~/platform/registrations";

export const translationOwnData = {
  words: { "translations.translator_id": ["texts"] },
} satisfies OwnData;
