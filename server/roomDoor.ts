import { RateLimiterMemory } from "rate-limiter-flexible";

/** Whoever asks for a room: the network that they come from, and who they are where they have an account. */
type Asking = { readonly network: string; readonly actor: { readonly id: string } | null };

const minute = 60;
/** How often somebody with an account may ask in a minute: each of their windows asks as it comes and where it missed something. */
const mostOfOne = 300;
/** How often each of those who may stand behind one address may ask in a minute. */
const mostOfEach = 12;

const isTaken = (limiter: RateLimiterMemory, key: string) =>
  limiter.consume(key).then(
    () => true,
    () => false,
  );

/**
 * How often a room may be asked for, on this node, as for the other doors by network and by account: a whole room is the dearest thing to be
 * asked for over a socket, and whoever opens many of them is still one. `people` may stand behind one address.
 */
export function roomDoor(people: number) {
  const networks = new RateLimiterMemory({ points: mostOfEach * people, duration: minute });
  const accounts = new RateLimiterMemory({ points: mostOfOne, duration: minute });
  return {
    /** Asked before the database is. */
    lets: async ({ network, actor }: Asking): Promise<boolean> =>
      (await isTaken(networks, network)) && (actor === null || (await isTaken(accounts, actor.id))),
  };
}

export type RoomDoor = ReturnType<typeof roomDoor>;
