import { plansOf } from "~/features/plans/services/read.server";
import type { Noted } from "~/features/recordlog/domain/entry";
import type { AsThingsStand } from "~/features/recordlog/services/recordLogDeps";

/** Plans that were sealed, before the rounds that they name. */
export const plansStand: AsThingsStand = async (tx, processId) =>
  (await plansOf(tx, processId)).map(({ number, hash, plan }): Noted => {
    const logs = plan.rounds.map(({ log }) => log);
    return { kind: "plan", plan: number, doc: hash, rounds: logs };
  });
