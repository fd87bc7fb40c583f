import { and, eq, inArray, isNull } from "drizzle-orm";
import { type Change, changeProcess } from "~/features/processes/services/changeProcess.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { audit } from "~/features/rounds/feature";
import type { RoundRow } from "~/features/rounds/services/read.server";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import type { Actor, Deps } from "~/platform/deps";
import { rounds, seats } from "~db/schema/rounds";
import { addSeats } from "./openRound.server";

export type FileSeat = {
  readonly label: string;
  readonly affiliated: boolean;
  readonly organization: string | null;
};

/**
 * Puts seats on the roll of a draft whose ballots will come from a file, in place of the ones put
 * there before. Members of the workgroup get their seats when the round opens.
 */
export async function setFileSeats(
  deps: Deps,
  actor: Actor | null,
  process: ProcessRow,
  round: Pick<RoundRow, "id" | "number">,
  fileSeats: readonly FileSeat[],
): Promise<Result<{ seats: number }, Refusal>> {
  const change: Change = {
    processId: process.id,
    actor,
    action: audit["roll.set"],
    subject: `${round.number} · ${fileSeats.length}`,
  };
  return changeProcess(deps, change, async (tx) => {
    const [draft] = await tx
      .select()
      .from(rounds)
      .where(and(eq(rounds.id, round.id), eq(rounds.state, "draft")))
      .for("update");
    if (!draft) return fail({ code: "round_not_draft" });
    const before = await tx
      .select({ id: seats.id })
      .from(seats)
      .where(and(eq(seats.roundId, round.id), isNull(seats.userId)));
    if (before.length > 0) {
      await tx.delete(seats).where(
        inArray(
          seats.id,
          before.map(({ id }) => id),
        ),
      );
    }
    const log = `${process.slug}-round-${round.number}`;
    await addSeats(
      deps,
      tx,
      round,
      log,
      fileSeats.map((seat) => ({ ...seat, userId: null })),
    );
    return ok({ seats: fileSeats.length });
  });
}
