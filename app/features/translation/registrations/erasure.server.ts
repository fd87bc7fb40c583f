import { and, eq } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";
import { translations } from "~db/schema/drafts";

/** Translations that nobody reviewed go. */
export const translationErasure = {
  eraseTexts: async (tx, person) => {
    await tx
      .delete(translations)
      .where(and(eq(translations.translatorId, person.id), eq(translations.state, "draft")));
  },
} satisfies Erasure;
