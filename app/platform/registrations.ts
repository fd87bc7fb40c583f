import type { ProcessId, UserId, WorkgroupId } from "~/kernel/ids";
import type { Refusal } from "~/kernel/refusals";
import type { Actor, Deps } from "~/platform/deps";
import type { Db } from "~db/client";

/**
 * What features register with the whole: the types of it, and how it is assembled. Each concern has a file in
 * `app/registries` that names every feature, so that one that forgets a concern does not compile.
 */

/** Every feature, in the order of .dependency-cruiser.cjs: one that uses another stands after it. */
export const featureNames = [
  "accounts",
  "recordlog",
  "processes",
  "membership",
  "notices",
  "confirmations",
  "workgroups",
  "components",
  "rules",
  "rounds",
  "plans",
  "votes",
  "results",
  "drafts",
  "records",
  "meetings",
  "reviews",
  "checklists",
  "comments",
  "evidence",
  "moderation",
  "threads",
  "faq",
  "approvals",
  "endorsements",
  "live",
  "townhalls",
  "representation",
  "translation",
  "suggestions",
  "calls",
  "release",
  "discussion",
  "timeline",
  "search",
  "feeds",
  "verification",
  "report",
  "opendata",
  "profile",
  "overview",
] as const;
export type Feature = (typeof featureNames)[number];

/** A feature has nothing to register for a concern, and why. */
export type Nothing = { readonly nothing: string };
export const nothing = (why: string): Nothing => ({ nothing: why });

/** What each feature registers for one concern. */
export type Registry<Registration> = Readonly<Record<Feature, Registration | Nothing>>;

/** What was registered, in the order of the features; those of `first` before the others. */
export function registered<Registration extends object>(
  registry: Registry<Registration>,
  first: readonly Feature[] = [],
): Registration[] {
  return [...new Set([...first, ...featureNames])].flatMap((feature) => {
    const one = registry[feature];
    return "nothing" in one ? [] : [one];
  });
}

/** What was registered, by feature, in the order of the features. */
export function registeredByFeature<Registration extends object>(
  registry: Registry<Registration>,
): ReadonlyMap<Feature, Registration> {
  return new Map(
    featureNames.flatMap((feature) => {
      const one = registry[feature];
      return "nothing" in one ? [] : [[feature, one] as const];
    }),
  );
}

/** In an order that is published, which readers know; what it does not name follows as it was registered. */
export function inPublishedOrder<One extends { readonly name: string }>(
  all: readonly One[],
  published: readonly string[],
): One[] {
  const placeOf = ({ name }: One) => {
    const at = published.indexOf(name);
    return at === -1 ? published.length : at;
  };
  return all.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** A person leaves a process, or one of its workgroups, or is removed from it by those who run it. */
export type Leaving = {
  readonly personId: UserId;
  readonly processId: ProcessId;
  /** Null: the process with all its workgroups. */
  readonly workgroupId: WorkgroupId | null;
  readonly isOwnWish: boolean;
};

/** What becomes of a person's rows when they leave or have themselves erased. All of it happens in one transaction. */
export type Erasure = {
  /** Processes whose pages may name the person. They are locked before anything is refused or erased. */
  readonly touched?: (tx: Db, person: Actor) => Promise<readonly ProcessId[]>;
  /** Why the person cannot go now; null if they can. */
  readonly refuses?: (tx: Db, person: Actor) => Promise<Refusal | null>;
  /** Empties what the person wrote and would stay, if they wish so. Before anything is erased. */
  readonly eraseTexts?: (tx: Db, person: Actor) => Promise<void>;
  /** Takes from a person what they hold in what they leave, or says why they cannot leave now. */
  readonly leave?: (deps: Pick<Deps, "now">, tx: Db, leaving: Leaving) => Promise<Refusal | null>;
  /** Erases what the database does not delete with the account. */
  readonly erase?: (deps: Deps, tx: Db, person: Actor) => Promise<void>;
};

/** What a person gets of a feature's tables beside the rows that name them in a column. */
export type OwnData = {
  /** By table: rows that are theirs without naming them, by their address or as parts of rows that do. */
  readonly rows?: Readonly<
    Record<string, (db: Db, person: Actor) => Promise<readonly Record<string, unknown>[]>>
  >;
  /** By "table.column": what the person whom the column names wrote into a row that is not theirs alone. */
  readonly words?: Readonly<Record<string, readonly string[]>>;
};

/** What must go before a process is deleted, as the database would not let it go otherwise. */
export type Deletion = {
  /** Why the process cannot be deleted now; null if it can. */
  readonly refuses?: (tx: Db, processId: ProcessId) => Promise<Refusal | null>;
  readonly first: (tx: Db, processId: ProcessId) => Promise<void>;
};

/** A run in which what is derived is held against what it derives from: of one process, or of all. */
export interface Examination {
  readonly db: Db;
  readonly only?: ProcessId | undefined;
}

export type Finding = {
  /** The log, or the name of what else it was found in. */
  readonly log: string;
  readonly index: number | null;
  readonly what: string;
};

export type Examine = (examination: Examination) => Promise<{
  readonly findings: readonly Finding[];
  /** How many were looked at. */
  readonly counted?: Readonly<Partial<Record<"logs" | "entries" | "drafts", number>>>;
}>;

/** What the server does by itself, over and over. Each node does; two that do it at once must not hurt. */
export type Job = {
  /** Names it in the log and in /readyz: "closing due rounds". */
  readonly name: string;
  /** Milliseconds from one run to the next. A run that takes longer is not overtaken. */
  readonly every: number;
  readonly run: (deps: Deps) => Promise<unknown>;
};
