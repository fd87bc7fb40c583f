import { type Standing, visitor } from "~/kernel/access";
import { ownValue } from "~/kernel/keyed";
import type { Actor, Deps } from "~/platform/deps";
import { type Once, remember } from "./once";

export type Params = Readonly<Record<string, string | undefined>>;

/** What a place is looked up with. */
export type PlaceQuery = {
  readonly deps: Pick<Deps, "db" | "settings" | "now">;
  readonly actor: Actor | null;
  readonly params: Params;
  readonly once: Once;
};

/** What the person is at a place. */
export type Ground = { readonly standing: Standing };

/**
 * What an address names: `load` looks it up and says what the person is there, null where it does not exist.
 * `more` looks up what only they may find who meet the route's need. Handlers are given both.
 */
export type Place<Here extends Ground = Ground, More extends object = object> = {
  /** The parts of the address that are looked up. */
  readonly params: readonly string[];
  readonly load: (asked: PlaceQuery) => Promise<Here | null>;
  more?(asked: PlaceQuery & Here): Promise<More | null>;
  /** Around pages: see `around`. */
  readonly isAround?: true;
};

/** No place in particular: pages of the installation. */
export const anywhere: Place = {
  params: [],
  load: async ({ actor, deps }) => ({
    standing: actor
      ? {
          ...visitor,
          signedIn: true,
          suspended: actor.suspended,
          founder: deps.settings.founders.includes(actor.email),
        }
      : visitor,
  }),
};

type Finding<Outer, More> = {
  readonly params: readonly string[];
  readonly find: (asked: PlaceQuery & Outer) => Promise<More | null>;
};

/** A place inside another one: `find` is given what the outer one has. It is looked up once a request. */
export function within<Outer extends Ground, More extends object>(
  outer: Place<Outer>,
  { params, find }: Finding<Outer, More>,
): Place<Outer & More> {
  return {
    params: [...outer.params, ...params],
    load: async (asked) => {
      const named = params.map((name) => ownValue(asked.params, name));
      if (!named.every(canBeName)) return null;
      const here = await outer.load(asked);
      if (!here) return null;
      const more = await asked.once(find, () => find({ ...asked, ...here }));
      return more && { ...here, ...more };
    },
  };
}

/** A place with something in it that is looked for once the need is met; it answers alike where there is none. */
export function holding<Here extends Ground, More extends object>(
  place: Place<Here>,
  { params, find }: Finding<Here, More>,
): Place<Here, More> {
  return { params: [...place.params, ...params], load: place.load, more: find };
}

/**
 * The place of what stands around pages. It does not look at the rest of the address, so that it answers alike
 * whether or not the page is there.
 */
export function around<Here extends Ground>(place: Place<Here>): Place<Here> {
  return { ...place, isAround: true };
}

/** Whether something can have this name. PostgreSQL rejects any query containing a NUL character. */
export const canBeName = (name: string | undefined): boolean => !name?.includes("\0");

/** What stands at a place outside of a request; null where nothing does. */
export function lookUp<Here extends Ground>(
  place: Place<Here>,
  asked: Omit<PlaceQuery, "once">,
): Promise<Here | null> {
  return place.load({ ...asked, once: remember() });
}
