import type { OwnData } from "~/platform/registrations";

export const faqOwnData = {
  words: { "faq_versions.edited_by": ["question", "answer"] },
} satisfies OwnData;
