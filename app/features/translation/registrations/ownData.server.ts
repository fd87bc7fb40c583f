import type { OwnData } from "~/platform/registrations";

export const translationOwnData = {
  words: {
    "translations.translator_id": ["texts"],
    "translations.proposed_by": ["proposed"],
    "glossary_words.saved_by": ["wanted", "avoided", "note"],
  },
} satisfies OwnData;
