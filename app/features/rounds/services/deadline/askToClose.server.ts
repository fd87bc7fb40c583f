import { askSecond } from "~/features/confirmations/services/askSecond.server";
import { type SecondOrganizer, secondOrganizerFor } from "~/features/confirmations/services/waiting.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { closingPage } from "~/features/rounds/services/closeRound.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";

type Place = { readonly process: ProcessRow; readonly round: RoundRow };
type ClosingDeps = Pick<Deps, "db" | "now" | "roundKinds">;

/** The second organizer that closing a round by hand needs: who asked, who can confirm; null where one organizer suffices. */
export async function secondOrganizerToClose(
  deps: ClosingDeps,
  actor: Actor,
  { process, round }: Place,
): Promise<SecondOrganizer | null> {
  const act = { act: "close", thing: String(round.number), seen: closingPage(round).seen } as const;
  return secondOrganizerFor(deps, { actor, process }, { ...act, since: await sinceOf(deps, round) });
}

/** Asks another organizer to close a round by hand as it was read; refused as it would be now, and as `askSecond` does. */
export async function askToClose(
  deps: Deps,
  actor: Actor,
  { process, round }: Place,
  seen: string,
): Promise<Result<undefined, Refusal>> {
  const page = closingPage(round);
  if (page.blocked) return fail({ code: page.blocked });
  if (page.seen !== seen) return fail({ code: "changed_since_read" });
  const since = await sinceOf(deps, round);
  const act = { act: "close", thing: String(round.number), seen } as const;
  return askSecond(deps, actor, process, { ...act, title: round.title, since });
}

const sinceOf = async (deps: Pick<Deps, "db" | "roundKinds">, round: RoundRow): Promise<Date | null> =>
  (await deps.roundKinds[round.kind].secondFor?.(deps.db, round, "close")) ?? null;
