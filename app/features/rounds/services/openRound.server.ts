import { and, eq, inArray, isNull, ne, type SQL, sql } from "drizzle-orm";
import { secondOf } from "~/features/confirmations/services/secondOf.server";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import { isInPreparation } from "~/features/processes/services/openToAll.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type EntryBody, sealEntry, voterHash } from "~/features/rounds/domain/entry";
import { termsHash } from "~/features/rounds/domain/terms";
import { type RoundRow, seatsOf } from "~/features/rounds/services/read.server";
import { ballotLogOf } from "~/features/rounds/services/roundKind";
import type { WorkgroupRow } from "~/features/workgroups/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { merkleRoot } from "~/kernel/tlog/merkle";
import type { Actor, Deps } from "~/platform/deps";
import { type Db, databaseNow } from "~db/client";
import { insertMany } from "~db/insertMany";
import { users } from "~db/schema/accounts";
import { ballotEntries, ballotLogs, ballotVoters, rounds, seatSalts, seats } from "~db/schema/rounds";
import { workgroupMembers } from "~db/schema/workgroups";

type OpenInput = {
  readonly process: ProcessRow;
  readonly round: RoundRow;
  readonly workgroup: WorkgroupRow | null;
  /** What the organizer who opens it had read. */
  readonly read?: {
    readonly seen: string;
    /** What their page says now, under the lock. */
    readonly now: (tx: Db, round: RoundRow) => Promise<string>;
    /** The request of another organizer that they confirm. */
    readonly asked?: string | undefined;
  };
  /** What else must be true of it, besides being a draft, in the statement that opens it. */
  readonly onlyIf?: SQL | undefined;
};

/**
 * Opens a round: freezes its rule, terms and roll, and begins its log with an `open` entry and a
 * `roll` entry for every seat. From here on nothing of it can change until it closes.
 * Refuses when it is not a draft, for what `openingRefused` names, when it has changed since it was read (`changed_since_read`), when its plan
 * asks for a second organizer (`secondOf`), and when a workgroup's roll is empty or has somebody who is on another of its plan.
 * Without an actor the clock opens it (`openScheduledRounds`).
 */
export async function openRound(
  deps: Deps,
  actor: Actor | null,
  { process, round, workgroup, read, onlyIf }: OpenInput,
): Promise<Result<{ log: string }, Refusal>> {
  const kind = deps.roundKinds[round.kind];
  const change: Change = {
    processId: process.id,
    actor,
    action: kind.actions.opened,
    subject: String(round.number),
  };
  return changeProcess(deps, change, async (tx, note) => {
    const [draft] = await tx
      .update(rounds)
      .set({ state: "open", openedAt: deps.now(), opensAt: null, openingRefused: null })
      .where(and(eq(rounds.id, round.id), eq(rounds.state, "draft"), onlyIf))
      .returning();
    if (!draft) return fail({ code: "round_not_draft" });
    const refusal = await openingRefused(deps, tx, draft);
    if (refusal) return fail({ code: refusal });
    const seen = await read?.now(tx, draft);
    if (seen !== read?.seen) return fail({ code: "changed_since_read" });
    const confirmed = await secondOf(deps, tx, {
      process,
      actor,
      act: "open",
      thing: String(draft.number),
      since: (await kind.secondFor?.(tx, draft, "open")) ?? null,
      asked: read?.asked,
      seen: () => seen ?? "",
    });
    if (!confirmed.ok) return confirmed;

    const log = ballotLogOf(process, round);
    if (workgroup && !(await seatMembers(deps, tx, draft, workgroup, log)))
      return fail({ code: "roll_overlap" });
    const roll = await seatsOf(tx, draft.id);
    if (workgroup && roll.length === 0) return fail({ code: "roll_empty" });

    const terms = termsHash(await kind.terms(tx, process, draft, workgroup));
    const bodies: EntryBody[] = [
      { kind: "open", log, rule: draft.ruleHash, terms, nonce: deps.randomHex(32) },
      ...roll.map((seat) => rollEntry(deps, log, seat)),
    ];
    const entries = bodies.map((body, index) => ({
      log,
      index,
      kind: body.kind,
      voter: "voter" in body ? body.voter : null,
      ...sealEntry(body),
      at: deps.now(),
    }));
    await tx.insert(ballotLogs).values({
      log,
      roundId: draft.id,
      state: "open",
      closesAt: draft.closesAt,
      size: bodies.length,
    });
    await insertMany(tx, ballotEntries, entries);
    await insertMany(
      tx,
      ballotVoters,
      roll.map(({ voter }) => ({ log, voter })),
    );
    const root = merkleRoot(entries.map(({ leaf }) => leaf));
    const { plan, ruleHash: rule } = draft;
    note({ kind: "open", ballots: log, plan, rule, terms, size: bodies.length, root }, confirmed.value);
    await kind.opened?.(deps, tx, actor, { process, round: draft });
    return ok({ log });
  });
}

/**
 * Why a prepared round cannot open as it is, whoever is on its roll; null where it can. Pages say it before somebody tries, and `openRound` asks
 * again as it opens. The process is not open to everyone yet (`in_preparation`: nobody could follow the vote), its kind has a reason, or
 * its deadline has passed by the database's clock (`deadline_past`) or is sooner than its kind allows (`deadline_too_soon`).
 */
export async function openingRefused(
  deps: Pick<Deps, "now" | "roundKinds" | "leastApproval">,
  db: Db,
  round: RoundRow,
): Promise<Refusal["code"] | null> {
  const kind = deps.roundKinds[round.kind];
  const opening = { ...round, openedAt: deps.now() };
  if (await isInPreparation(db, round.processId)) return "in_preparation";
  const reason = (await kind.neverOpens?.(db, opening)) ?? (await kind.refusesOpening?.(db, opening));
  if (reason) return reason;
  if (!round.closesAt) return null;
  if (round.closesAt <= (await databaseNow(db))) return "deadline_past";
  const least = kind.leastOpen?.(deps) ?? 0;
  return round.closesAt.getTime() < deps.now().getTime() + least ? "deadline_too_soon" : null;
}

export function rollEntry(
  deps: Pick<Deps, "randomHex">,
  log: string,
  seat: { voter: string; affiliated: boolean },
): EntryBody {
  return {
    kind: "roll",
    log,
    voter: seat.voter,
    affiliated: seat.affiliated ? "yes" : "no",
    nonce: deps.randomHex(32),
  };
}

export type NewSeat = {
  label: string;
  userId: string | null;
  affiliated: boolean;
  organization: string | null;
};

/** What a seat says of its person's organization: nothing, unless the round names its voters. */
export function organizationOf(
  { attribution }: Pick<RoundRow, "attribution">,
  affiliation: string | undefined,
): string | null {
  return attribution === "named" ? affiliation || null : null;
}

/**
 * Gives seats to people (or to nobody yet), each under a fresh salt; to none of them if one is on the roll of another round of a plan
 * that lets nobody vote in two. The database sees to that, even when two rolls are made at once.
 */
export async function addSeats(
  deps: Pick<Deps, "newId" | "now" | "randomHex">,
  tx: Db,
  round: Pick<RoundRow, "id">,
  log: string,
  newSeats: readonly NewSeat[],
) {
  const rows = newSeats.map((seat) => {
    const id = deps.newId() as (typeof seats.$inferInsert)["id"];
    const salt = deps.randomHex(32);
    const voter = voterHash(salt, log, seat.userId ?? seat.label);
    return { seat: { id, roundId: round.id, ...seat, voter, addedAt: deps.now() }, salt };
  });
  let added = 0;
  await insertMany(
    tx,
    seats,
    rows.map(({ seat }) => seat),
    async (insert) => {
      const once = { target: [seats.onceIn, seats.userId], where: sql`once_in is not null` };
      added += (await insert.onConflictDoNothing(once).returning({ id: seats.id })).length;
    },
  );
  if (added < rows.length) return null;
  await insertMany(
    tx,
    seatSalts,
    rows.map(({ seat, salt }) => ({ seatId: seat.id, salt })),
  );
  return rows.map(({ seat }) => seat);
}

/**
 * Seats for the members of the workgroup. A roll that was set from a file stays as it is.
 * Pseudonymous seats are numbered by lot: the order in which people joined would give them away.
 */
async function seatMembers(deps: Deps, tx: Db, round: RoundRow, workgroup: WorkgroupRow, log: string) {
  if ((await seatsOf(tx, round.id)).length > 0) return true;
  const members = await membersOf(tx, workgroup);
  const labels = new Set<string>();
  const lots = members.map((member) => ({ member, lot: deps.randomHex(8) }));
  if (round.attribution === "pseudonymous") lots.sort((a, b) => (a.lot < b.lot ? -1 : 1));
  let number = 0;
  const fresh = lots
    .map(({ member }) => member)
    .map(({ user, affiliated }): NewSeat => {
      const organization = organizationOf(round, user.affiliation);
      if (round.attribution === "named" && user.displayName && !labels.has(user.displayName)) {
        labels.add(user.displayName);
        return { label: user.displayName, userId: user.id, affiliated, organization };
      }
      do number++;
      while (labels.has(`${workgroup.name}, seat ${number}`));
      const label = `${workgroup.name}, seat ${number}`;
      labels.add(label);
      return { label, userId: user.id, affiliated, organization };
    });
  return (await addSeats(deps, tx, round, log, fresh)) !== null;
}

/** The members of a workgroup who get a seat. */
function membersOf(tx: Db, workgroup: Pick<WorkgroupRow, "id">) {
  return tx
    .select({ user: users, affiliated: workgroupMembers.affiliated })
    .from(workgroupMembers)
    .innerJoin(users, eq(users.id, workgroupMembers.userId))
    .where(and(eq(workgroupMembers.workgroupId, workgroup.id), isNull(users.suspendedAt)))
    .orderBy(workgroupMembers.joinedAt, users.id);
}

/** Who would get a seat: by a file, which has labels of seats, or as members of the workgroup. */
export type WouldBeSeated =
  | { readonly by: "file"; readonly labels: readonly string[] }
  | { readonly by: "membership"; readonly userIds: readonly string[] };

/** Who would get a seat in a round if it opened now; null where people seat themselves. */
export async function wouldBeSeated(
  db: Db,
  round: Pick<RoundRow, "id">,
  workgroup: Pick<WorkgroupRow, "id"> | null,
): Promise<WouldBeSeated | null> {
  const filed = await seatsOf(db, round.id);
  if (filed.length > 0) return { by: "file", labels: filed.map(({ label }) => label) };
  if (!workgroup) return null;
  return { by: "membership", userIds: (await membersOf(db, workgroup)).map(({ user }) => user.id) };
}

/** Which of some people, by the names they show, are on the roll of another round of a plan that lets nobody vote in two. */
export async function alreadySeated(
  db: Db,
  { id, processId, plan }: Pick<RoundRow, "id" | "processId" | "plan">,
  people: readonly string[],
): Promise<string[]> {
  if (plan === null || people.length === 0) return [];
  const held = await db
    .select({ name: users.displayName, label: seats.label })
    .from(seats)
    .innerJoin(users, eq(users.id, seats.userId))
    .where(
      and(
        eq(seats.onceIn, `${processId}/${plan}`),
        inArray(seats.userId, [...people]),
        ne(seats.roundId, id),
      ),
    )
    .orderBy(users.displayName);
  return held.map(({ name, label }) => name || label);
}
