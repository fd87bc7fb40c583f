import type { Deps } from "~/platform/deps";
import type { DbHandle } from "~db/client";
import type { StatementReader } from "./statements";
import type { TableVersions } from "./versions";

/** What a page was made of. */
export type Basis = {
  readonly tables: readonly string[];
  /** The first moment at which it may be another though no table has changed. */
  readonly until: number;
  /** Whether tables and moments are all that it depends on. */
  readonly isWhole: boolean;
  /** Whether it may be given to others who asked before it was begun. */
  readonly isForAll: boolean;
};

type Parts = {
  deps: Deps;
  database: Pick<DbHandle, "watched">;
  versions: TableVersions;
  statements: StatementReader;
  relations: ReadonlySet<string>;
};

/**
 * Dependencies for what is made for visitors, which note what is read of them: each statement's tables, and which
 * moments the time was held against. What they cannot follow is for nobody else: chance, writing, files.
 */
export function noting({ deps, database, versions, statements, relations }: Parts) {
  const tables = new Set<string>();
  let until = Number.POSITIVE_INFINITY;
  let isWhole = true;
  let isForAll = true;
  const onlyForOne = () => {
    isWhole = false;
    isForAll = false;
  };
  const ofOne =
    <Args extends unknown[], T>(run: (...args: Args) => T) =>
    (...args: Args): T => {
      onlyForOne();
      return run(...args);
    };
  const db = database.watched((text) => {
    const read = statements.read(text, relations);
    for (const name of read.names) {
      tables.add(name);
      if (!versions.isWatched(name)) isWhole = false;
    }
    if (read.isOfTheMoment) isWhole = false;
    if (read.writes) onlyForOne();
  });
  const now = () => {
    isWhole = false;
    return deps.now();
  };
  const against = (moments: readonly (Date | null | undefined)[], at = deps.now()) => {
    for (const moment of moments) if (moment && moment > at) until = Math.min(until, moment.getTime());
    return at;
  };
  const noted: Deps = {
    ...deps,
    db,
    now: Object.assign(now, { against }),
    newId: ofOne(deps.newId),
    randomHex: ofOne(deps.randomHex),
    randomBelow: ofOne(deps.randomBelow),
    publish: ofOne(deps.publish),
    mail: ofOne(deps.mail),
    appendBallot: ofOne(deps.appendBallot),
    keptFiles: { ...deps.keptFiles, open: ofOne(deps.keptFiles.open) },
  };
  return {
    deps: noted,
    onlyForOne,
    basis: (): Basis => ({ tables: [...tables], until, isWhole, isForAll }),
  };
}
