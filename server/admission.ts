/** Ends a stay; the second time it does nothing. */
export type Leave = () => void;

type Waiting = { readonly enter: (leave: Leave | null) => void; readonly timer: NodeJS.Timeout };
/** Those who wait, by the network that they come from, and in it by who asks. */
type Line = Map<string, Map<string, Waiting[]>>;

type Bounds = {
  /** Requests that are worked on at once. */
  readonly atOnce: number;
  /** Requests that may wait: in all, for one network, and for one of the people in it who has a name. */
  readonly waiting: number;
  readonly ofNetwork: number;
  readonly ofOne: number;
  /** Milliseconds after which nobody waits any longer. */
  readonly longest: number;
};

export type Admission = {
  /** Lets a request in, now or in its turn; null where it would wait too long. */
  readonly enter: (network: string, who: string) => Promise<Leave | null>;
  /** How many are in, and how many wait. */
  readonly size: () => { readonly inside: number; readonly waiting: number };
};

/**
 * Bounds what is worked on at once, and who waits for it. Networks have their turns one after the other, and in each those who
 * ask: three hundred requests of one do not stand before the first of another. More than may wait are turned away at
 * once, while they can still be told so.
 */
export function admission({ atOnce, waiting: most, ofNetwork, ofOne, longest }: Bounds): Admission {
  const line: Line = new Map();
  let inside = 0;
  let waiting = 0;

  const stay = (): Leave => {
    inside++;
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      inside--;
      next();
    };
  };

  const next = () => {
    while (inside < atOnce) {
      const one = takeFirst(line);
      if (!one) return;
      waiting--;
      clearTimeout(one.timer);
      one.enter(stay());
    }
  };

  const enter = (network: string, who: string): Promise<Leave | null> => {
    if (inside < atOnce) return Promise.resolve(stay());
    const here = line.get(network);
    const own = here?.get(who)?.length ?? 0;
    const isFull = waiting >= most || countIn(here) >= ofNetwork || (who !== "" && own >= ofOne);
    if (isFull) return Promise.resolve(null);
    return new Promise((resolve) => {
      const giveUp = () => {
        if (!drop(line, network, who, one)) return;
        waiting--;
        resolve(null);
      };
      const one: Waiting = { enter: resolve, timer: setTimeout(giveUp, longest).unref() };
      const those = here ?? new Map<string, Waiting[]>();
      those.set(who, [...(those.get(who) ?? []), one]);
      line.set(network, those);
      waiting++;
    });
  };

  return { enter, size: () => ({ inside, waiting }) };
}

const countIn = (those: Map<string, Waiting[]> | undefined) =>
  [...(those?.values() ?? [])].reduce((sum, all) => sum + all.length, 0);

/** The first one whose turn it is; network and asker go to the end of their lines. */
function takeFirst(line: Line): Waiting | undefined {
  const [turn] = line;
  if (!turn) return undefined;
  const [network, those] = turn;
  line.delete(network);
  const [[who, all] = ["", [] as Waiting[]]] = those;
  those.delete(who);
  const [one, ...rest] = all;
  if (rest.length > 0) those.set(who, rest);
  if (those.size > 0) line.set(network, those);
  return one;
}

/** Takes one who gave up out of the line; false where it had its turn. */
function drop(line: Line, network: string, who: string, one: Waiting): boolean {
  const those = line.get(network);
  const all = those?.get(who) ?? [];
  if (!those || !all.includes(one)) return false;
  const rest = all.filter((other) => other !== one);
  if (rest.length > 0) those.set(who, rest);
  else those.delete(who);
  if (those.size === 0) line.delete(network);
  return true;
}
