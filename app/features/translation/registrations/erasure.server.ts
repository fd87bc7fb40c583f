import { and, eq } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";
import { translations } from "~db/schema/drafts";
import { translators } from "~db/schema/translation";

/** Translations that nobody reviewed go. */
export const translationErasure = {
  leave: async (_, tx, { personId, processId, workgroupId }) => {
    if (workgroupId) return null;
    await tx
      .delete(translators)
      .where(and(eq(translators.processId, processId), eq(translators.userId, personId)));
    return null;
  },
  eraseTexts: async (tx, person) => {
    await tx
      .delete(translations)
      .where(and(eq(translations.translatorId, person.id), eq(translations.state, "draft")));
    await tx
      .update(translations)
      .set({ proposed: null, proposedFrom: null, proposedOrigin: null, sentBack: "" })
      .where(eq(translations.proposedBy, person.id));
  },
} satisfies Erasure;
