import { eq } from "drizzle-orm";
import type { Erasure } from "~/platform/registrations";
import { hands } from "~db/schema/live";

/** What hands were raised about. */
export const liveErasure = {
  eraseTexts: async (tx, person) => {
    await tx.update(hands).set({ about: "" }).where(eq(hands.userId, person.id));
  },
} satisfies Erasure;
