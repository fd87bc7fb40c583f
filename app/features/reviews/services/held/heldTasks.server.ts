import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { cellLines, cellsHead, type SaidOfSystem } from "~/features/reviews/domain/cellsFile";
import { type Against, holdSystem, type ReviewRows } from "~/features/reviews/domain/held";
import { marksOf, type Tried } from "~/features/reviews/domain/marks";
import { type ShownAsked, showSystem } from "~/features/reviews/domain/shownSystem";
import type { ReviewedVersion } from "~/features/reviews/domain/standing";
import { type Task, task } from "~/platform/heavy/work";

/** What is said of one system, as the database wrote it. */
export type SystemPortion = { readonly rows: string };

/** A task that gives something small for each system, as JSON. */
export type SystemTask<Input> = Task<Input, SystemPortion, string[]>;

/** Holds systems against a version. */
export const holdSystems: SystemTask<Against> = task("hold systems against a version", (input, portions) =>
  each(portions, (rows) => holdSystem(rows, input)),
);

/** Tries on systems what a checklist could ask of each component. */
export const markSystems: SystemTask<Tried> = task("try a checklist on systems", (input, portions) =>
  each(portions, (rows) => marksOf(rows, input)),
);

/** Shows systems as far as a page goes. */
export const showSystems: SystemTask<ShownAsked> = task("show systems", (input, portions) =>
  each(portions, (rows) => showSystem(rows, input)),
);

type CellsAsked = { readonly version: ReviewedVersion; readonly versions: readonly ReviewedVersion[] };

/** Every cell of every confirmed review as of a version, as a file, compressed (gzip). */
export const writeCellsFile = task(
  "write review cells",
  async ({ version, versions }: CellsAsked, portions: AsyncIterable<SystemPortion>): Promise<Uint8Array> => {
    const pieces = async function* () {
      yield cellsHead();
      for await (const { rows } of portions)
        yield cellLines(JSON.parse(rows) as SaidOfSystem, version, versions);
    };
    return buffer(Readable.from(pieces()).pipe(createGzip()));
  },
);

async function each<T>(
  portions: AsyncIterable<SystemPortion>,
  make: (rows: ReviewRows) => T,
): Promise<string[]> {
  const made = [];
  for await (const { rows } of portions) made.push(JSON.stringify(make(JSON.parse(rows) as ReviewRows)));
  return made;
}
