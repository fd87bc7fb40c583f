import type { TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";

/** A window in a room. */
export type Window = {
  readonly connection: string;
  readonly townhallId: TownhallId;
  /** Null: a visitor, of whom each window counts. */
  readonly userId: string | null;
  readonly language: Language;
};

export type Sums = ReadonlyMap<Language, number>;

/**
 * The windows that are open in the rooms of one node. A person counts once a room, in the language of the first of
 * their windows by its name: the database knows the windows too, and has to come to the same.
 */
export function heads() {
  const rooms = new Map<TownhallId, Map<string, Window>>();
  const changed = new Set<TownhallId>();
  return {
    come(window: Window): void {
      const room = rooms.get(window.townhallId) ?? new Map<string, Window>();
      rooms.set(window.townhallId, room.set(window.connection, window));
      changed.add(window.townhallId);
    },
    go({ connection, townhallId }: Pick<Window, "connection" | "townhallId">): void {
      const room = rooms.get(townhallId);
      if (!room?.delete(connection)) return;
      if (room.size === 0) rooms.delete(townhallId);
      changed.add(townhallId);
    },
    hasChanged: () => changed.size > 0,
    /** The rooms that changed since it was asked last, with what is counted in them now. */
    takeChanged(): ReadonlyMap<TownhallId, Sums> {
      const sums = new Map([...changed].map((id) => [id, sumsOf(rooms.get(id)?.values() ?? [])]));
      changed.clear();
      return sums;
    },
    /** Has rooms counted once more, as if they had changed. */
    askAgain(ids: Iterable<TownhallId> = rooms.keys()): void {
      for (const id of ids) changed.add(id);
    },
    windows: (): readonly Window[] => [...rooms.values()].flatMap((room) => [...room.values()]),
  };
}

export type Heads = ReturnType<typeof heads>;

function sumsOf(windows: Iterable<Window>): Sums {
  const people = new Map<string, Window>();
  for (const window of windows) {
    const person = window.userId ?? window.connection;
    const known = people.get(person);
    if (!known || window.connection < known.connection) people.set(person, window);
  }
  const sums = new Map<Language, number>();
  for (const { language } of people.values()) sums.set(language, (sums.get(language) ?? 0) + 1);
  return sums;
}
