import { eq, inArray, or } from "drizzle-orm";
import type { OwnData } from "~/platform/registrations";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";

export const endorsementsOwnData = {
  rows: {
    endorsements: (db, { id, email }) =>
      db
        .select()
        .from(endorsements)
        .where(or(eq(endorsements.userId, id), eq(endorsements.email, email))),
    endorsed_versions: (db, { id, email }) =>
      db
        .select()
        .from(endorsedVersions)
        .where(
          inArray(
            endorsedVersions.endorsementId,
            db
              .select({ id: endorsements.id })
              .from(endorsements)
              .where(or(eq(endorsements.userId, id), eq(endorsements.email, email))),
          ),
        ),
  },
} satisfies OwnData;
