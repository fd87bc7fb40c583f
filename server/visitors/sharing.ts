import { frozen } from "~/http/shared";
import type { Deps, Shared } from "~/platform/deps";
import { type Basis, noting } from "./basis";
import { type Following, isCurrent } from "./following";
import type { Reading } from "./versions";

/** How many readings are kept. */
const mostReadings = 2_000;

type Kept = {
  /** The serial of the reading of the versions that came before it. */
  readonly since: number;
  readonly value: Promise<unknown>;
  /** Known once it is made. */
  basis?: Basis;
};

/**
 * Readings that requests share. As with pages for visitors, what each was read from is noted while it is read, and it
 * is good while no table of these has changed and no moment has come that it was held against. Each request reads the
 * numbers of the tables once, and never sees what is older than that.
 */
export function sharing({ deps, followed }: { readonly deps: Deps; readonly followed: Following }) {
  const { statements, versions } = followed;
  const kept = new Map<string, Kept>();
  const names = new WeakMap<object, number>();
  let named = 0;

  /** A function is its own name: what closes over a request is another one each time, and shared with nobody. */
  const nameOf = (read: object): number => {
    const known = names.get(read);
    if (known !== undefined) return known;
    names.set(read, ++named);
    return named;
  };
  const isGood = ({ basis, since }: Kept, reading: Reading): boolean =>
    basis
      ? basis.isForAll && isCurrent(followed, { basis, since }, reading, deps.now())
      : since >= reading.serial;
  const keep = (key: string, one: Kept) => {
    kept.delete(key);
    kept.set(key, one);
    const [oldest] = kept.keys();
    if (kept.size > mostReadings && oldest !== undefined) kept.delete(oldest);
  };

  /** What one request shares with others. */
  return (): Shared => {
    let reading: Promise<Reading> | undefined;
    const share = async <T>(
      read: (deps: Deps, ...args: never[]) => Promise<T>,
      ...args: readonly unknown[]
    ) => {
      reading ??= versions.read();
      const now = await reading;
      const key = `${nameOf(read)} ${JSON.stringify(args, withoutVersion)}`;
      const known = kept.get(key);
      if (known && isGood(known, now)) {
        keep(key, known);
        return known.value as Promise<T>;
      }
      const make = async () => {
        const noted = noting({ deps, ...followed, relations: await statements.ready() });
        const made = frozen(await read(noted.deps, ...(args as never[])));
        one.basis = noted.basis();
        return made;
      };
      const one: Kept = { since: now.serial, value: Promise.resolve().then(make) };
      keep(key, one);
      // What could not be read is read again for whoever asks next.
      one.value.catch(() => kept.get(key) === one && kept.delete(key));
      return one.value as Promise<T>;
    };
    return share as Shared;
  };
}

/** A process is the same whatever else of it has changed meanwhile: what was read of it has tables of its own. */
function withoutVersion(this: unknown, name: string, value: unknown): unknown {
  const isProcess = typeof this === "object" && this !== null && "slug" in this && "version" in this;
  return name === "version" && isProcess ? undefined : value;
}
