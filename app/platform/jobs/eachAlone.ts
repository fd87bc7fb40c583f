/** Things that are done one after the other, of which one that fails holds up none of the others. */
export type Alone = {
  /** Does one; undefined where it failed. */
  readonly try: <T>(one: () => Promise<T>) => Promise<T | undefined>;
  /** Throws what failed meanwhile, all of it together. */
  readonly end: () => void;
};

export function alone(): Alone {
  const failures: unknown[] = [];
  return {
    try: async (one) => {
      try {
        return await one();
      } catch (error) {
        failures.push(error);
        return undefined;
      }
    },
    end: () => {
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failed`);
    },
  };
}

/**
 * Does the same with each of many, as jobs do: what fails with one is thrown once all others are done, so that a job
 * that cannot do one thing still does those after it, every time. Returns with how many the answer was true.
 */
export async function eachAlone<T>(many: Iterable<T>, run: (one: T) => Promise<unknown>): Promise<number> {
  const each = alone();
  let done = 0;
  for (const one of many) if ((await each.try(() => run(one))) === true) done++;
  each.end();
  return done;
}
