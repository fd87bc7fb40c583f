import { eq } from "drizzle-orm";
import type { OwnData } from "~/platform/registrations";
import { invitations } from "~db/schema/workgroups";

export const workgroupsOwnData = {
  rows: {
    invitations: (db, { email }) => db.select().from(invitations).where(eq(invitations.email, email)),
  },
} satisfies OwnData;
