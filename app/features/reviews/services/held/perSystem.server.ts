import type { SystemRow } from "~/features/reviews/services/findSystem.server";
import { type Canonical, canonicalJson, sha256Hex } from "~/kernel/hash/canonical";
import { BoundedCache } from "~/platform/boundedCache";
import type { Deps } from "~/platform/deps";
import type { SystemPortion, SystemTask } from "./heldTasks.server";
import { type ReviewDigest, reviewDigests, reviewRowsOf } from "./reviewRows.server";

/** What was made of the reviews of a system, as JSON, by the hash of all that it was made of: never out of date. */
const kept = new BoundedCache<string>(8_000_000, (made) => made.length);

/**
 * What a task gives for each system, made once for what is said of it: where nothing of a system has changed, nothing is
 * made. What has changed is read as text and made in a thread for heavy work.
 */
export async function perSystem<Input, T>(
  deps: Pick<Deps, "db" | "work">,
  systems: readonly SystemRow[],
  { task, input }: { readonly task: SystemTask<Input>; readonly input: Input & Canonical<Input> },
): Promise<T[]> {
  const about = sha256Hex(`${task.name} ${canonicalJson(input)}`);
  const digests = await reviewDigests(
    deps.db,
    systems.map(({ id }) => id),
  );
  const keyOf = ({ id }: SystemRow, digest: string | undefined) => `${about} ${id} ${digest}`;
  const found = new Map<SystemRow, string>();
  for (const system of systems) {
    const known = kept.get(keyOf(system, digests.get(system.id)?.digest));
    if (known !== undefined) found.set(system, known);
  }
  const missing = systems.filter((system) => !found.has(system));
  if (missing.length > 0) {
    // Of the rows that are handed over: somebody may say something after the digests were read.
    const keys: string[] = [];
    const portions = async function* (): AsyncGenerator<SystemPortion> {
      for (const some of readTogether(missing, digests))
        for (const [at, { digest, rows }] of (await reviewRowsOf(deps.db, some)).entries()) {
          keys.push(keyOf(some[at] as SystemRow, digest));
          yield { rows };
        }
    };
    const made = await deps.work(task, input, portions());
    for (const [at, system] of missing.entries()) {
      const one = made[at];
      const key = keys[at];
      if (one === undefined || key === undefined) throw new Error(`${task.name} left out a system`);
      kept.set(key, one);
      found.set(system, one);
    }
  }
  return systems.map((system) => JSON.parse(found.get(system) ?? "null") as T);
}

/** Cells that are read with one statement: a few megabytes of text. A system with more is read by itself. */
const cellsTogether = 20_000;

/** Systems in as few portions as have room for their cells. */
function readTogether(
  systems: readonly SystemRow[],
  digests: ReadonlyMap<SystemRow["id"], ReviewDigest>,
): SystemRow[][] {
  const portions: SystemRow[][] = [];
  let left = 0;
  for (const system of systems) {
    const cells = digests.get(system.id)?.cells ?? 0;
    if (portions.length === 0 || cells > left) {
      portions.push([]);
      left = cellsTogether;
    }
    left -= cells;
    portions.at(-1)?.push(system);
  }
  return portions;
}
