import { and, asc, count, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { DraftRow } from "~/features/drafts/services/findDraft.server";
import type { EndorsedDay } from "~/features/endorsements/domain/curve";
import type { EndorsementKind } from "~/features/endorsements/domain/endorsement";
import {
  countByCountry,
  countByKind,
  type EndorsementCounts,
  type ListedEndorsement,
} from "~/features/endorsements/domain/listed";
import { nameOrderOf } from "~/features/endorsements/domain/nameOrder";
import { embargoOf } from "~/features/processes/services/embargo.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { type Db, rowsOf } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { endorsedVersions, endorsements, nameKey } from "~db/schema/endorsements";
import { statementColumns } from "./findEndorsement.server";

/** Who asks: organizers see what is under embargo. */
export type Reader = { readonly isOrganizer: boolean };

/** What counts for a version: said yes to its very text, listed. */
function countsFor(draft: Version) {
  return and(
    eq(endorsedVersions.draftId, draft.id),
    eq(endorsedVersions.draftHash, draft.textHash ?? ""),
    eq(endorsedVersions.answer, "yes"),
    eq(endorsements.state, "listed"),
  );
}

type Version = Pick<DraftRow, "id" | "textHash">;

/** Since when it counts: an organization's once it was looked at, even if it answered before. */
const since = sql<Date>`greatest(coalesce(${endorsedVersions.answeredAt}, ${endorsements.createdAt}),
  coalesce(${endorsements.checkedAt}, ${endorsements.verifiedAt}, ${endorsements.createdAt}))`.mapWith(
  endorsements.createdAt,
);

/** Which of them, in which order: as they came, the newest first, or by name. */
export type Wanted = {
  readonly order: "arrival" | "newest" | { readonly names: Language };
  readonly kind?: EndorsementKind | null;
  readonly country?: string | null;
  readonly limit?: number;
  readonly offset?: number;
};

const byName = (language: Language) => nameKey(nameOrderOf(language));

/** The endorsements of a version that the public sees; null under embargo. */
export async function listEndorsements(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Version,
  reader: Reader,
  { order, kind = null, country = null, limit, offset = 0 }: Wanted,
): Promise<ListedEndorsement[] | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  const { verifiedAt: _, ...columns } = statementColumns;
  const listed = deps.db
    .select({ ...columns, id: endorsements.id, since })
    .from(endorsements)
    .innerJoin(endorsedVersions, eq(endorsedVersions.endorsementId, endorsements.id))
    .where(and(eq(endorsements.processId, process.id), shownFor(draft), alike(kind, country)))
    .orderBy(
      ...(order === "newest"
        ? [desc(since), desc(endorsements.number)]
        : [order === "arrival" ? since : byName(order.names), asc(endorsements.number)]),
    )
    .$dynamic();
  return limit === undefined ? listed : listed.limit(limit).offset(offset);
}

const shownFor = (draft: Version) => and(countsFor(draft), isNull(endorsements.hiddenAt));

const alike = (kind: EndorsementKind | null, country: string | null) =>
  and(
    kind === null ? undefined : eq(endorsements.kind, kind),
    country === null ? undefined : eq(endorsements.country, country),
  );

/** How many stand before one of them by name, among those that are alike; null where it is none of them. */
export async function placeByName(
  db: Db,
  process: Pick<ProcessRow, "id">,
  draft: Version,
  number: number,
  { names, kind, country }: { names: Language; kind: EndorsementKind | null; country: string | null },
): Promise<number | null> {
  const its = and(eq(endorsements.processId, process.id), shownFor(draft), alike(kind, country));
  const from = sql`${endorsements} join ${endorsedVersions} on ${endorsedVersions.endorsementId} = ${endorsements.id}`;
  const key = byName(names);
  const [found] = await rowsOf<{ place: number }>(
    db,
    sql`with asked as (select ${key} as key from ${from} where ${its} and ${endorsements.number} = ${number})
      select (select count(*)::integer from ${from}, asked
        where ${its} and (${key}, ${endorsements.number}) < (asked.key, ${number})) as place from asked`,
  );
  return found?.place ?? null;
}

/** On which days how many of each kind came, in order; null under embargo. */
export async function endorsementDays(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Version,
  reader: Reader,
): Promise<EndorsedDay[] | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  const day = sql<string>`to_char(${since} at time zone 'UTC', 'YYYY-MM-DD')`;
  return deps.db
    .select({ day, kind: endorsements.kind, count: count() })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .where(shownFor(draft))
    .groupBy(sql`1`, endorsements.kind)
    .orderBy(sql`1`);
}

/** How many endorse a version, as the public may know it; null under embargo. */
export async function countEndorsements(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Version,
  reader: Reader,
): Promise<EndorsementCounts | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  return countByKind(await countsOf(deps, draft));
}

/** The same, and by country as readers of a language expect it; null under embargo. */
export async function countWithCountries(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  draft: Version,
  reader: Reader,
  language: Language,
): Promise<{ counts: EndorsementCounts; countries: ReturnType<typeof countByCountry> } | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  const rows = await countsOf(deps, draft);
  return { counts: countByKind(rows), countries: countByCountry(rows, language) };
}

/** How many of each kind and country endorse a version. */
function countsOf(deps: Pick<Deps, "db">, draft: Version) {
  return deps.db
    .select({ kind: endorsements.kind, country: endorsements.country, count: count() })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .where(shownFor(draft))
    .groupBy(endorsements.kind, endorsements.country);
}

/**
 * How many endorse each of several versions, and how many of them a later one too, by the versions' ids.
 * Says nothing of the embargo: whoever shows it asked before.
 */
export async function countAgain(
  deps: Pick<Deps, "db">,
  earlier: readonly Pick<DraftRow, "id">[],
  later: Version,
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
  draft: Version,
  reader: Reader,
): Promise<string[] | null> {
  if (embargoOf(deps, process) && !reader.isOrganizer) return null;
  const rows = await deps.db
    .select({ reason: endorsements.hiddenReason })
    .from(endorsedVersions)
    .innerJoin(endorsements, eq(endorsements.id, endorsedVersions.endorsementId))
    .where(and(countsFor(draft), isNotNull(endorsements.hiddenAt)))
    .orderBy(endorsements.hiddenAt, endorsements.number);
  return rows.map(({ reason }) => reason);
}
