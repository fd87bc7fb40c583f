import { and, desc, eq } from "drizzle-orm";
import type { LogEntry } from "~/features/rounds/domain/entry";
import type { RoundRow } from "~/features/rounds/registrations/place.server";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { countAnswers, readChoices } from "~/features/votes/domain/ballot";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { databaseNow } from "~db/client";
import { componentsAt, criteriaOf, logHead, seatOf } from "~db/queries";
import { ballotEntries, ballotNotes, savedBallots } from "~db/schema/rounds";
import type { BallotInput } from "./castBallot.server";

export type OwnBallot = {
  readonly seat: string;
  /** The leaf that a revision has to name. */
  readonly prev: string | null;
  readonly cast: {
    index: number;
    leaf: string;
    at: Date;
    choices: Choices;
    notes: Record<string, string>;
  } | null;
  readonly saved: { choices: Choices; notes: Record<string, string>; at: Date } | null;
};

/** A voter's own state in a round: what they cast, what they saved. For nobody else's eyes. */
export async function ownBallot(
  deps: Pick<Deps, "db">,
  actor: Actor,
  round: RoundRow,
): Promise<OwnBallot | null> {
  const [seat, head] = await Promise.all([seatOf(deps.db, round.id, actor.id), logHead(deps.db, round.id)]);
  if (!seat) return null;
  const [last] = head
    ? await deps.db
        .select()
        .from(ballotEntries)
        .where(and(eq(ballotEntries.log, head.log), eq(ballotEntries.voter, seat.voter)))
        .orderBy(desc(ballotEntries.index))
        .limit(1)
    : [];
  const entry = last ? (JSON.parse(last.entry) as LogEntry) : null;
  const [noted] =
    entry?.kind === "cast" && last
      ? await deps.db
          .select()
          .from(ballotNotes)
          .where(and(eq(ballotNotes.log, last.log), eq(ballotNotes.index, last.index)))
      : [];
  const [saved] = await deps.db.select().from(savedBallots).where(eq(savedBallots.seatId, seat.id));
  return {
    seat: seat.label,
    prev: entry?.kind === "cast" || entry?.kind === "withdraw" ? (last?.leaf ?? null) : null,
    cast:
      entry?.kind === "cast" && last
        ? {
            index: last.index,
            leaf: last.leaf,
            at: last.at,
            // A round's own entries: an approval's are read by approving/ownPosition.
            choices: entry.choices as Choices,
            notes: noted?.notes ?? {},
          }
        : null,
    saved: saved ? { choices: saved.choices, notes: saved.notes, at: saved.savedAt } : null,
  };
}

/** The round's form: components asked with their descriptions, and criteria. */
export async function ballotForm(deps: Pick<Deps, "db">, round: RoundRow) {
  const [listed, criteria, now] = await Promise.all([
    componentsAt(deps.db, round.processId, round.componentVersion),
    criteriaOf(deps.db, round.processId),
    databaseNow(deps.db),
  ]);
  const asked = new Set(round.asked);
  return {
    components: listed.filter(({ key }) => asked.has(key)),
    criteria,
    isOpen: round.state === "open" && (!round.closesAt || round.closesAt > now),
  };
}

/** Keeps an unfinished ballot on the server, for another device or another day. */
export async function saveBallot(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  round: RoundRow,
  input: Pick<BallotInput, "choices" | "notes">,
): Promise<Result<{ answered: number }, Refusal>> {
  const [seat, criteria] = await Promise.all([
    seatOf(deps.db, round.id, actor.id),
    criteriaOf(deps.db, round.processId),
  ]);
  if (!seat) return fail({ code: "not_found" });
  const choices = readChoices(
    {
      asked: round.asked,
      criteria: criteria.map(({ key }) => key),
      offersNotNecessary: round.offersNotNecessary,
    },
    input.choices,
  );
  if (!choices) return fail({ code: "invalid" });
  const notes = Object.fromEntries(
    Object.entries(input.notes).filter(([key, text]) => round.asked.includes(key) && text.trim()),
  );
  const row = { choices, notes, savedAt: deps.now() };
  await deps.db
    .insert(savedBallots)
    .values({ seatId: seat.id, ...row })
    .onConflictDoUpdate({ target: savedBallots.seatId, set: row });
  return ok({ answered: countAnswers(choices) });
}
