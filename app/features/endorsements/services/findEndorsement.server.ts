import { and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { EndorsementKind } from "~/features/endorsements/domain/endorsement";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { sha256Hex } from "~/kernel/hash/canonical";
import type { EndorsementId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";

export type EndorsementRow = typeof endorsements.$inferSelect;
/** A version that people were asked to endorse: its text no longer changes. */
export type EndorsableDraft = DraftRow & { readonly textHash: string; readonly endorsableSince: Date };

/** What an endorsement says, as everybody may read it once it is listed. */
export const statementColumns = {
  number: endorsements.number,
  kind: endorsements.kind,
  name: endorsements.name,
  affiliation: endorsements.affiliation,
  country: endorsements.country,
  statement: endorsements.statement,
  /** That of the statement. */
  language: sql<ContentLanguage>`coalesce(${endorsements.statementLanguage}, ${endorsements.language})`,
  domain: endorsements.domain,
  signatory: endorsements.signatory,
  authority: endorsements.authority,
  isExample: endorsements.isExample,
  verifiedAt: endorsements.verifiedAt,
};

/** Every version that people were asked to endorse, the newest first. */
export async function endorsableDrafts(db: Db, process: Pick<ProcessRow, "id">): Promise<EndorsableDraft[]> {
  const rows = await db
    .select()
    .from(drafts)
    .where(
      and(eq(drafts.processId, process.id), isNotNull(drafts.endorsableSince), isNotNull(drafts.textHash)),
    )
    .orderBy(desc(drafts.number));
  return rows as EndorsableDraft[];
}

/** The version that new endorsements go to; null while nobody is asked. */
export async function newestEndorsable(
  db: Db,
  process: Pick<ProcessRow, "id">,
): Promise<EndorsableDraft | null> {
  return (await endorsableDrafts(db, process))[0] ?? null;
}

/** The endorsement behind a link of a mail; null for links that are of no use (any more). */
export async function endorsementByToken(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  token: string | undefined,
): Promise<EndorsementRow | null> {
  if (!token || !/^[0-9a-f]{64}$/.test(token)) return null;
  const [row] = await deps.db
    .select()
    .from(endorsements)
    .where(and(eq(endorsements.processId, process.id), eq(endorsements.tokenHash, sha256Hex(token))));
  return row && row.state !== "withdrawn" ? row : null;
}

/**
 * What was given under an address: what stands, confirmed or not, at most one of each kind; after it what was
 * declined and not withdrawn since.
 */
export async function endorsementsOfAddress(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  email: string,
): Promise<EndorsementRow[]> {
  return deps.db
    .select()
    .from(endorsements)
    .where(
      and(
        eq(endorsements.processId, process.id),
        eq(endorsements.email, email),
        inArray(endorsements.state, ["sent", "unchecked", "listed", "declined"]),
      ),
    )
    .orderBy(sql`${endorsements.state} = 'declined'`, asc(endorsements.number));
}

/** The one of a kind that stands under an address, locked for the transaction. */
export async function standingOf(
  tx: Db,
  process: Pick<ProcessRow, "id">,
  email: string,
  kind: EndorsementKind,
): Promise<EndorsementRow | null> {
  const [row] = await tx
    .select()
    .from(endorsements)
    .where(
      and(
        eq(endorsements.processId, process.id),
        eq(endorsements.email, email),
        eq(endorsements.kind, kind),
        inArray(endorsements.state, ["sent", "unchecked", "listed"]),
      ),
    )
    .for("update");
  return row ?? null;
}

/** An endorsement as it is now, locked for the transaction. */
export async function lockEndorsement(tx: Db, id: EndorsementId): Promise<EndorsementRow | null> {
  const [row] = await tx.select().from(endorsements).where(eq(endorsements.id, id)).for("update");
  return row ?? null;
}

/** An endorsement of a process by its number, locked for the transaction. */
export async function lockByNumber(
  tx: Db,
  process: Pick<ProcessRow, "id">,
  number: number,
): Promise<EndorsementRow | null> {
  const [row] = await tx
    .select()
    .from(endorsements)
    .where(and(eq(endorsements.processId, process.id), eq(endorsements.number, number)))
    .for("update");
  return row ?? null;
}

/** What somebody said to each version, by the version's label; null while they have not answered. */
export async function answersOf(db: Db, id: EndorsementId) {
  return db
    .select({
      label: drafts.label,
      number: drafts.number,
      answer: endorsedVersions.answer,
      at: endorsedVersions.answeredAt,
    })
    .from(endorsedVersions)
    .innerJoin(drafts, eq(drafts.id, endorsedVersions.draftId))
    .where(eq(endorsedVersions.endorsementId, id))
    .orderBy(desc(drafts.number));
}
