import type { ConfirmedAct } from "~/features/confirmations/domain/confirmedActs";
import { ownValue } from "~/kernel/keyed";
import type { Plan } from "./plan";

/** What of an entry of the record log says who did something, and under which plan. */
export type DoneBy = {
  readonly index: number;
  readonly kind: string;
  readonly ballots?: unknown;
  readonly former?: unknown;
  readonly plan?: unknown;
  readonly by?: unknown;
  readonly second?: unknown;
};

/** A plan, and where in the record log it was sealed. */
export type SealedAt = { readonly index: number; readonly plan: Plan };

/** `alone`: one organizer did what takes two. `one-person`: one confirmed their own request. `loosened`: a plan took that back. */
export type ConfirmationFault = {
  readonly code: "alone" | "one-person" | "loosened";
  readonly where: number;
};

/**
 * Where a record log does not have the two organizers that its plans ask for. `isEarlier` says of entries that they stand as things
 * were when the log was begun: nobody wrote down who had done them.
 */
export function confirmationFaults(
  entries: readonly DoneBy[],
  sealed: readonly SealedAt[],
  isEarlier: (entry: DoneBy) => boolean,
): ConfirmationFault[] {
  const opened = new Map(
    entries.flatMap(({ kind, ballots, plan }) => (kind === "open" && ballots ? [[ballots, plan]] : [])),
  );
  const faults: ConfirmationFault[] = [];
  for (const entry of entries) {
    const { by = null, second = null, index } = entry;
    if (second !== null && by === second) faults.push({ code: "one-person", where: index });
    const isAlone = by === null || second === null;
    if (isAlone && !isEarlier(entry) && plansFor(entry, sealed, opened).some((one) => asks(one, entry)))
      faults.push({ code: "alone", where: index });
  }
  for (const { plan } of sealed) {
    const replaced = sealed.find((one) => one.plan.plan === plan.replaces)?.plan;
    if (replaced?.confirm.some((act) => !plan.confirm.includes(act)))
      faults.push({ code: "loosened", where: plan.plan });
  }
  return faults;
}

const actOf: Readonly<Partial<Record<string, ConfirmedAct>>> = {
  open: "open",
  close: "close",
  // A first deadline has the clock close what two were to close.
  extend: "close",
  result: "publish",
  gates: "gates",
  decision: "decision",
};

/** The plans under which an entry was made: of what belongs to the process as a whole, all that were in force. */
function plansFor(
  entry: DoneBy,
  sealed: readonly SealedAt[],
  opened: ReadonlyMap<unknown, unknown>,
): readonly Plan[] {
  const { kind, index, ballots } = entry;
  if (kind === "gates" || kind === "decision") {
    const earlier = sealed.filter((one) => one.index < index).map(({ plan }) => plan);
    return earlier.filter(({ plan }) => !earlier.some(({ replaces }) => replaces === plan));
  }
  const number = kind === "close" || kind === "extend" ? opened.get(ballots) : entry.plan;
  return sealed.filter(({ plan }) => plan.plan === number).map(({ plan }) => plan);
}

function asks(plan: Plan, { kind, ballots, former }: DoneBy): boolean {
  const act = ownValue(actOf, kind);
  if (!act || !plan.confirm.includes(act)) return false;
  if (kind === "extend") return former === "by-hand";
  // A deadline that was sealed needs nobody.
  return kind !== "close" || plan.rounds.find(({ log }) => log === ballots)?.closesAt === "by-hand";
}
