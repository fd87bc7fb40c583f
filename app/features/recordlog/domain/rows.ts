import { utf8 } from "~/kernel/hash/bytes";
import { sha256Hex } from "~/kernel/hash/sha256";
import { commit } from "./entry";
import type { RowCause, SweptAct, WithheldCode } from "./kinds";

/** A row that was committed to, and why it is not public any more, or is again. */
export type RowWithheld = readonly [table: string, key: string, code: WithheldCode];

/** A public row as it is now. `own` is a hash of what stands in the row itself, without what is made of others. */
export type Line = {
  readonly key: string;
  readonly raw: string;
  readonly line: string;
  readonly own: string;
};

/** What was committed to last of a row. */
export type CommittedRow = {
  readonly key: string;
  readonly raw: string;
  readonly salt: string;
  readonly commit: string;
  /** Hash of what stood in the row itself, under the salt. */
  readonly own: string;
  readonly state: "public" | "hidden";
};

/** A row of the record log's tables, before and now. */
export type RowState = {
  readonly table: string;
  readonly now: Line | null;
  readonly committed: CommittedRow | null;
};

export const ownUnder = (salt: string, own: string) => sha256Hex(`${salt}\n${own}`);

/** Whether a row says what was committed to. */
const fits = ({ salt, commit: former }: Pick<CommittedRow, "salt" | "commit">, line: string) =>
  commit(salt, line) === former;

/** Whether nothing is to be said of a row. */
export function isSettled({ now, committed }: RowState): boolean {
  if (!now) return committed === null || committed.state === "hidden";
  return committed?.state === "public" && fits(committed, now.line);
}

export type Verdict =
  | { readonly act: SweptAct }
  | { readonly withheld: WithheldCode }
  /** To be said later: who was erased is not to be seen by what changed in one hour. */
  | "later";

export type Circumstances = {
  /** What touched the row since it was committed to; null where nothing did as far as the database noted. */
  readonly cause: RowCause | null;
  /** No row of its table becomes public by what stands elsewhere. */
  readonly isWholly: boolean;
  /** The row is there, public or not. */
  readonly exists: boolean;
  /** Rows of its table were not committed to before, or had other columns. */
  readonly isNew: boolean;
  /** What the erasure changed may be said by now. */
  readonly isErasureOver: boolean;
};

/** What an unsettled row comes to, where no act is behind it. */
export function judgeRow({ now, committed }: RowState, about: Circumstances): Verdict {
  const { cause } = about;
  if (cause === "elsewhere") return { act: "unexplained" };
  if (about.isNew && now) return { act: "adopted" };
  if (cause === "erasure" && !about.isErasureOver) return "later";
  if (!now) {
    if (cause === "erasure") return { withheld: "erased" };
    if (cause === "application") return { act: "application" };
    return about.exists && !about.isWholly ? { withheld: "hidden" } : { act: "unexplained" };
  }
  if (committed?.state === "hidden" && fits(committed, now.line)) return { withheld: "shown" };
  if (cause) return { act: cause };
  const isOwn = committed ? committed.own !== ownUnder(committed.salt, now.own) : about.isWholly;
  return { act: isOwn ? "unexplained" : "derived" };
}

/** Bytes of rows in an entry, so that the whole of it has room in a bundle of entries. */
const mostBytes = 60_000;

/** The rows of one act in as many lists as entries have room for, in the order of table and key. */
export function portionsOf<Row extends readonly [string, string, unknown]>(rows: readonly Row[]): Row[][] {
  const sorted = rows.toSorted((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]));
  const portions: Row[][] = [];
  let left = 0;
  for (const row of sorted) {
    const bytes = utf8(JSON.stringify(row)).length + 1;
    if (bytes > left) {
      portions.push([]);
      left = mostBytes;
    }
    left -= bytes;
    portions.at(-1)?.push(row);
  }
  return portions;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** The key of a row as entries have it: its one value, or all of them as JSON. */
export const keyText = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : JSON.stringify(values.map(String));
