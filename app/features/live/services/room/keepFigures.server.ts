import { answersTo } from "~/features/live/services/checkView.server";
import { answersOf, attendanceOf } from "~/features/processes/services/recordedFigures.server";
import type { CheckId } from "~/kernel/ids";
import type { Db } from "~db/client";
import { recordedFigures } from "~db/schema/processes";
import type { Room } from "../hands.server";
import { takingPartIn } from "../takingPart.server";

/**
 * When a meeting ends, keeps the figures of who took part as they are shown: somebody who erases their account later changes no
 * count, so that no difference tells what they were.
 */
export async function keepTakingPart({ deps, tx, townhall }: Room): Promise<void> {
  const part = (await takingPartIn({ db: tx, now: deps.now }, [townhall.id])).get(townhall.id);
  if (part) await keep(tx, townhall.processId, attendanceOf(townhall.id), part);
}

/** Keeps how a temperature check was answered, when it is closed. */
export async function keepAnswers({ tx, townhall }: Room, id: CheckId, options: number): Promise<void> {
  await keep(tx, townhall.processId, answersOf(id), await answersTo(tx, id, options, false));
}

async function keep(tx: Db, processId: Room["townhall"]["processId"], subject: string, figures: object) {
  await tx.insert(recordedFigures).values({ processId, subject, figures }).onConflictDoNothing();
}
