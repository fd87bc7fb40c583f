import { and, count, eq, isNotNull, isNull } from "drizzle-orm";
import type { EndorsementCounts, ListedEndorsement } from "~/domain/endorsements/listed";
import type { Deps } from "~/services/deps";
import type { DraftRow } from "~/services/drafting/findDraft.server";
import type { ProcessRow } from "~/services/people/scope.server";
import { endorsedVersions, endorsements } from "~db/schema";
import { saidColumns } from "./findEndorsement.server";
import { embargoOf } from "./setEmbargo.server";

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
      ...saidColumns,
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
  const rows = await deps.db
    .select({ kind: endorsements.kind, n: count() })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .where(and(countsFor(draft), isNull(endorsements.hiddenAt)))
    .groupBy(endorsements.kind);
  const of = (kind: string) => rows.find((row) => row.kind === kind)?.n ?? 0;
  const counts = { people: of("person"), organizations: of("organization") };
  return { ...counts, total: counts.people + counts.organizations };
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

/** Of those who endorse an earlier version, how many endorse a later one too, by the numbers of who does. */
export function alsoIn(earlier: readonly ListedEndorsement[], later: readonly ListedEndorsement[]): number {
  const there = new Set(later.map(({ number }) => number));
  return earlier.filter(({ number }) => there.has(number)).length;
}

function later(a: Date, b: Date): Date {
  return new Date(Math.max(a.getTime(), b.getTime()));
}
