import { and, eq, type SQL, sql } from "drizzle-orm";
import { type NamedKind, sameThing } from "~/features/recordlog/domain/kinds";
import type { AskedEntries } from "~/features/recordlog/domain/shownEntry";
import { isId, type ProcessId } from "~/kernel/ids";
import { type Db, rowsOf } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { plans } from "~db/schema/plans";
import { boardSnapshots } from "~db/schema/release";
import { compilations } from "~db/schema/results";
import { ballotLogs, rounds } from "~db/schema/rounds";

/** What entries are about: what those of its own kinds call it, and the row by which the record has it. */
export type Thing = {
  readonly named: { readonly kinds: readonly NamedKind[]; readonly name: string } | null;
  readonly row: { readonly table: string; readonly key: string } | null;
};

/** Of which acts have kinds of their own: their table in the record, and from where what those call them is told. */
const withKinds = {
  open: { table: "rounds", id: rounds.id, name: ballotLogs.log, of: rounds.processId },
  count: {
    table: "compilations",
    id: compilations.id,
    name: compilations.number,
    of: compilations.processId,
  },
  version: { table: "drafts", id: drafts.id, name: drafts.label, of: drafts.processId },
  snapshot: {
    table: "board-snapshots",
    id: boardSnapshots.id,
    name: boardSnapshots.number,
    of: boardSnapshots.processId,
  },
  plan: { table: "plans", id: plans.id, name: plans.number, of: plans.processId },
} as const satisfies Partial<Record<NamedKind, unknown>>;
type First = keyof typeof withKinds;

/** The thing that an address names, by either of its names; tables are not looked at. At most one statement. */
export async function thingAsked(
  db: Db,
  processId: ProcessId,
  { of, name, kind }: AskedEntries,
): Promise<Thing> {
  const kinds = sameThing.find((some) => some.some((one) => one === kind));
  if (kinds) {
    const [first] = kinds as readonly [First];
    const key = await otherName(db, processId, first, (is) => sql`${is.name}::text = ${name}`, "id");
    return { named: { kinds, name }, row: key === null ? null : { table: withKinds[first].table, key } };
  }
  const row = { table: of, key: name };
  const first = (Object.keys(withKinds) as First[]).find((one) => withKinds[one].table === of);
  if (!first || !isId(name)) return { named: null, row };
  const known = await otherName(db, processId, first, (is) => sql`${is.id} = ${name}`, "name");
  const own = sameThing.find(([one]) => one === first) ?? [];
  return { named: known === null ? null : { kinds: own, name: known }, row };
}

async function otherName(
  db: Db,
  processId: ProcessId,
  first: First,
  where: (is: (typeof withKinds)[First]) => SQL,
  wanted: "id" | "name",
): Promise<string | null> {
  const is = withKinds[first];
  const from =
    first === "open"
      ? sql`${rounds} join ${ballotLogs} on ${ballotLogs.roundId} = ${rounds.id}`
      : is.id.table;
  const [found] = await rowsOf<{ is: string }>(
    db,
    sql`select ${is[wanted]}::text as is from ${from} where ${and(eq(is.of, processId), where(is))}`,
  );
  return found?.is ?? null;
}
