import { componentsAt } from "~/features/components/services/read.server";
import { criteriaOf } from "~/features/processes/services/read.server";
import { saveForLater } from "~/features/rounds/services/ballots.server";
import { type RoundRow, seatOf } from "~/features/rounds/services/read.server";
import { countAnswers, readChoices } from "~/features/votes/domain/ballot";
import { readFill, withFill } from "~/features/votes/domain/fill";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { databaseNowAgainst } from "~/platform/clock.server";
import type { Actor, Deps } from "~/platform/deps";
import type { BallotInput } from "./castBallot.server";

/** The round's form: components asked with their descriptions, and criteria. */
export async function ballotForm(deps: Pick<Deps, "db" | "now">, round: RoundRow) {
  const [listed, criteria, now] = await Promise.all([
    componentsAt(deps.db, round.processId, round.componentVersion),
    criteriaOf(deps.db, round.processId),
    databaseNowAgainst(deps, round.closesAt),
  ]);
  const asked = new Set(round.asked);
  return {
    components: listed.filter(({ key }) => asked.has(key)),
    criteria,
    isOpen: round.state === "open" && !round.voidedAt && (!round.closesAt || round.closesAt > now),
  };
}

/**
 * Keeps an unfinished ballot on the server, for another device or another day. With a fill, as a button without a script
 * asks for it, what it stores is filled; `at` is the component that was.
 */
export async function saveBallot(
  deps: Pick<Deps, "db" | "now">,
  actor: Actor,
  round: RoundRow,
  input: Pick<BallotInput, "choices" | "notes">,
  fillText: string | null = null,
): Promise<Result<{ answered: number; at: string | null }, Refusal>> {
  const [seat, criteria] = await Promise.all([
    seatOf(deps.db, round.id, actor.id),
    criteriaOf(deps.db, round.processId),
  ]);
  if (!seat) return fail({ code: "not_found" });
  if (seat.givenUpAt) return fail({ code: "seat_given_up" });
  if (round.state !== "open") return fail({ code: "round_not_open" });
  if (round.voidedAt) return fail({ code: "round_void" });
  const form = {
    asked: round.asked,
    criteria: criteria.map(({ key }) => key),
    offersNotNecessary: round.offersNotNecessary,
    offersCannotJudge: round.offersCannotJudge,
  };
  const given = readChoices(form, input.choices);
  const fill = fillText === null ? null : readFill(form, fillText);
  if (!given || fill === undefined) return fail({ code: "invalid" });
  const choices = fill ? withFill(form, given, fill) : given;
  const notes = Object.fromEntries(
    Object.entries(input.notes).filter(([key, text]) => round.asked.includes(key) && text.trim()),
  );
  const saved = await saveForLater(deps, actor, round.id, { choices, notes });
  if (!saved.ok) return saved;
  return ok({ answered: countAnswers(choices), at: fill?.kind === "row" ? fill.component : null });
}
