import { alone } from "./eachAlone";

/** Milliseconds after which who found nothing looks again while others are still at it. */
const lookAgain = 1_000;

type Several<T> = {
  /** So many are done at once at most. */
  readonly most: number;
  /** Takes one so that nobody else has it; null where nothing is left. */
  readonly take: () => Promise<T | null>;
  /** Does what was taken. Returns whether it went well. */
  readonly run: (one: T) => Promise<boolean>;
};

/**
 * Takes and does one after the other, several at once, until nothing is left and all are done. One that takes its time holds up nothing but
 * itself: what comes meanwhile is done too. What fails with one is thrown once all others are done. Returns with how many it went well.
 */
export async function severalAtOnce<T>({ most, take, run }: Several<T>): Promise<number> {
  const each = alone();
  let [done, busy] = [0, 0];
  let idle: (() => void)[] = [];
  const whileOthersAre = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lookAgain);
      idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  const lane = async () => {
    for (;;) {
      const one = await each.try(take);
      // What cannot be taken now is tried again by the next run.
      if (one === undefined) return;
      if (one === null) {
        if (busy === 0) return;
        await whileOthersAre();
        continue;
      }
      busy++;
      if ((await each.try(() => run(one))) === true) done++;
      busy--;
      if (busy > 0) continue;
      for (const wake of idle) wake();
      idle = [];
    }
  };
  await Promise.all(Array.from({ length: most }, lane));
  each.end();
  return done;
}
