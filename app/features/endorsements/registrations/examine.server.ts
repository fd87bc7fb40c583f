import { and, asc, eq, sql } from "drizzle-orm";
import type { Examine } from "~/platform/registrations";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { processes } from "~db/schema/processes";

/** Endorsements of a version whose text they do not name. */
export const endorsementsExamine: Examine = async ({ db, only }) => {
  const astray = await db
    .select({ slug: processes.slug, number: endorsements.number, label: drafts.label })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .innerJoin(processes, eq(processes.id, endorsements.processId))
    .innerJoin(drafts, eq(drafts.id, endorsedVersions.draftId))
    .where(
      and(
        sql`${endorsedVersions.draftHash} is distinct from ${drafts.textHash}`,
        only && eq(endorsements.processId, only),
      ),
    )
    .orderBy(asc(processes.slug), asc(endorsements.number));
  const findings = astray.map(({ slug, number, label }) => ({
    log: `endorsement ${slug}/${number}`,
    index: null,
    what: `it is of another text than that of ${label}`,
  }));
  return { findings };
};
