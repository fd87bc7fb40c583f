import type { z } from "zod";
import type { positionSchema } from "~/features/approvals/contracts/approvals";
import { positionChoices } from "~/features/approvals/domain/position";
import { stakeholderGroupsOf } from "~/features/processes/services/read.server";
import {
  type Receipt,
  saveForLater,
  submit,
  withdrawBallot,
} from "~/features/rounds/services/ballots.server";
import { seatOf } from "~/features/rounds/services/read.server";
import { joinRoll } from "~/features/rounds/services/roll.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { tooHeavy } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import type { ApprovalRow } from "./findApproval.server";
import { type OnRoll, onRollOf } from "./rollAtOpening.server";

export type PositionInput = z.infer<typeof positionSchema>;

/**
 * Takes or changes a position on the draft of an open approval. It counts in groups and a region that the roll had of
 * the person as it opened, and in no others; an objection needs its reason and what would change it (`invalid`). What is refused is kept for the person, so that a reload shows it again; so
 * is a reason written with another position, which is sent to nobody.
 * Refuses otherwise as casting a ballot does, and `joined_late` for who came after the opening.
 */
export async function takePosition(
  deps: Deps,
  actor: Actor,
  row: ApprovalRow,
  input: PositionInput,
): Promise<Result<Receipt, Refusal>> {
  const { round } = row;
  const known = (await stakeholderGroupsOf(deps.db, round.processId)).map(({ key }) => key);
  if (input.groups.some((key) => !known.includes(key))) return fail({ code: "invalid" });
  const offered = await offeredTo(deps.db, row, actor);
  const isObjection = input.position === "object";
  const isOffered =
    offered === null ||
    (input.groups.every((key) => offered.groups.includes(key)) &&
      (input.region === null || input.region === offered.region));
  const missing = {
    ...(isOffered ? {} : { groups: "errors:field.notOnRoll" }),
    ...(isObjection && input.reason === "" ? { reason: "errors:field.empty" } : {}),
    ...(isObjection && input.change === "" ? { change: "errors:field.empty" } : {}),
  };
  const groups = known.filter((key) => input.groups.includes(key));
  const choices = positionChoices({ position: input.position, groups, region: input.region });
  const notes = isObjection
    ? { reason: input.reason, change: input.change, language: input.language }
    : ({} as Record<string, string>);
  // Anyone with a seat goes straight to the log: a form sent again after closing gets the first one's receipt.
  const held = await seatOf(deps.db, round.id, actor.id);
  if (!held || held.givenUpAt) {
    const joined = await joinRoll(deps, actor, round);
    if (!joined.ok) return joined;
  }
  const heavy = tooHeavy({ reason: ["message", input.reason], change: ["message", input.change] });
  if (heavy) return fail(heavy);
  const taken =
    Object.keys(missing).length > 0
      ? fail({ code: "invalid" as const, fields: missing })
      : await submit(deps, actor, round, {
          kind: "cast",
          choices,
          notes,
          prev: input.prev,
          key: input.key,
        });
  const isLeftOver = !isObjection && (input.reason !== "" || input.change !== "");
  if (!taken.ok || isLeftOver) {
    const said = { reason: input.reason, change: input.change, language: input.language };
    await saveForLater(deps, actor, round.id, { choices: choices as never, notes: said });
  }
  return taken;
}

/**
 * The groups and the region in which a person's position may count: those that the roll had of them as the approval opened,
 * none for who is not on it. Null under version 1: any that they name.
 */
export async function offeredTo(
  db: Db,
  { round, approval }: ApprovalRow,
  actor: Pick<Actor, "id">,
): Promise<OnRoll | null> {
  if (approval.rule.version === 1) return null;
  return (await onRollOf(db, round.id, actor.id)) ?? { groups: [], region: null };
}

/** Takes a position back; the log says that one was withdrawn. */
export function withdrawPosition(
  deps: Deps,
  actor: Actor,
  { round }: ApprovalRow,
  input: { readonly prev: string | null; readonly key: string },
): Promise<Result<Receipt, Refusal>> {
  return withdrawBallot(deps, actor, round, input);
}
