import { isReadable, plansOf } from "~/features/plans/services/read.server";
import type { Noted } from "~/features/recordlog/domain/entry";
import type { AsThingsStand } from "~/features/recordlog/services/recordLogDeps";

/** Plans that were sealed, before the rounds that they name; without those that cannot be read, which `codraft doctor` names. */
export const plansStand: AsThingsStand = async (tx, processId) =>
  (await plansOf(tx, processId)).filter(isReadable).map(({ number, hash, plan }): Noted => {
    const logs = plan.rounds.map(({ log }) => log);
    return { kind: "plan", plan: number, doc: hash, rounds: logs };
  });
