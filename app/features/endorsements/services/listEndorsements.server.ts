import { and, count, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import {
  countByCountry,
  countByKind,
  type EndorsementCounts,
  type ListedEndorsement,
} from "~/features/endorsements/domain/listed";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements } from "~db/schema/endorsements";
import { statementColumns } from "./findEndorsement.server";

/** Who asks: organizers see what is under embargo. */
export type Reader = { readonly isOrganizer: boolean };

/** What counts for a version: said yes to its very text, listed. */
function countsFor(draft: Pick<DraftRow, "id" | "textHash">) {
  return and(
    eq(endorsedVersions.draftId, draft.id),
    eq(endorsedVersions.draftHash, draft.textHash ?? ""),
    eq(endorsedVersions.answer, "yes"),
    eq(endorsements.state, "listed"),
  );
}

/** The endorsements of a version that the public sees, in the order in which they came; null under embargo. */
export async function listEndorsements(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Pick<DraftRow, "id" | "textHash">,
  reader: Reader,
): Promise<ListedEndorsement[] | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  const rows = await deps.db
    .select({
      ...statementColumns,
      createdAt: endorsements.createdAt,
      checkedAt: endorsements.checkedAt,
      answeredAt: endorsedVersions.answeredAt,
    })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .where(and(countsFor(draft), isNull(endorsements.hiddenAt)));
  return rows
    .map(({ createdAt, verifiedAt, checkedAt, answeredAt, ...one }) => ({
      ...one,
      // An organization counts once it was looked at, even if it answered before.
      since: later(answeredAt ?? createdAt, checkedAt ?? verifiedAt ?? createdAt),
    }))
    .sort((a, b) => a.since.getTime() - b.since.getTime() || a.number - b.number);
}

/** How many endorse a version, as the public may know it; null under embargo. */
export async function countEndorsements(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Pick<DraftRow, "id" | "textHash">,
  reader: Reader,
): Promise<EndorsementCounts | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  return countByKind(await countsOf(deps, draft));
}

/** The same, and by country as readers of a language expect it; null under embargo. */
export async function countWithCountries(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Pick<DraftRow, "id" | "textHash">,
  reader: Reader,
  language: Language,
): Promise<{ counts: EndorsementCounts; countries: ReturnType<typeof countByCountry> } | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  const rows = await countsOf(deps, draft);
  return { counts: countByKind(rows), countries: countByCountry(rows, language) };
}

/** How many of each kind and country endorse a version. */
function countsOf(deps: Pick<Deps, "db">, draft: Pick<DraftRow, "id" | "textHash">) {
  return deps.db
    .select({ kind: endorsements.kind, country: endorsements.country, count: count() })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .where(and(countsFor(draft), isNull(endorsements.hiddenAt)))
    .groupBy(endorsements.kind, endorsements.country);
}

/**
 * How many endorse each of several versions, and how many of them a later one too, by the versions' ids.
 * Says nothing of the embargo: whoever shows it asked before.
 */
export async function countAgain(
  deps: Pick<Deps, "db">,
  earlier: readonly Pick<DraftRow, "id">[],
  later: Pick<DraftRow, "id" | "textHash">,
): Promise<ReadonlyMap<string, { total: number; again: number }>> {
  if (earlier.length === 0) return new Map();
  const again = alias(endorsedVersions, "again");
  const rows = await deps.db
    .select({ id: drafts.id, total: count(), again: sql<number>`count(${again.draftId})::int` })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .innerJoin(
      drafts,
      and(eq(drafts.id, endorsedVersions.draftId), eq(drafts.textHash, endorsedVersions.draftHash)),
    )
    .leftJoin(
      again,
      and(
        eq(again.endorsementId, endorsedVersions.endorsementId),
        eq(again.draftId, later.id),
        eq(again.draftHash, later.textHash ?? ""),
        eq(again.answer, "yes"),
      ),
    )
    .where(
      and(
        inArray(
          drafts.id,
          earlier.map(({ id }) => id),
        ),
        eq(endorsedVersions.answer, "yes"),
        eq(endorsements.state, "listed"),
        isNull(endorsements.hiddenAt),
      ),
    )
    .groupBy(drafts.id);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

/** Why moderators hid endorsements of a version; null under embargo. */
export async function hiddenReasons(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Pick<DraftRow, "id" | "textHash">,
  reader: Reader,
): Promise<string[] | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  const rows = await deps.db
    .select({ reason: endorsements.hiddenReason })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .where(and(countsFor(draft), isNotNull(endorsements.hiddenAt)))
    .orderBy(endorsements.hiddenAt);
  return rows.map(({ reason }) => reason);
}

function later(a: Date, b: Date): Date {
  return new Date(Math.max(a.getTime(), b.getTime()));
}
