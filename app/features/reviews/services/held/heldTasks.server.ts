import { type Against, holdSystem, type ReviewRows } from "~/features/reviews/domain/held";
import { marksOf, type Tried } from "~/features/reviews/domain/marks";
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

async function each<T>(
  portions: AsyncIterable<SystemPortion>,
  make: (rows: ReviewRows) => T,
): Promise<string[]> {
  const made = [];
  for await (const { rows } of portions) made.push(JSON.stringify(make(JSON.parse(rows) as ReviewRows)));
  return made;
}
