import { examine } from "~/features/verification/services/examine.server";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { refuse } from "./refuse";

const usage = `Usage: codraft doctor

Verifies every ballot log from its first entry, holds heads, rolls and published results against
what the logs say, and published drafts, snapshots of the board and endorsements against their hashes;
prints one line for each thing that is wrong.`;

/** `codraft doctor`: exit 0 when everything holds, 1 when anything does not. */
export async function run(argv: string[]): Promise<number> {
  if (argv[0] === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (argv.length > 0) return refuse([usage], exitCodes.usage);
  return withDeps(async (deps) => {
    const { logs, entries, drafts, findings } = await examine(deps);
    for (const { log, index, what } of findings) {
      process.stdout.write(`${log}${index === null ? "" : ` index ${index}`}: ${what}\n`);
    }
    const wrong = findings.length;
    process.stdout.write(
      wrong === 0
        ? `${logs} logs with ${entries} entries and ${drafts} drafts verified; everything holds.\n`
        : `${wrong} findings in ${logs} logs and ${drafts} drafts.\n`,
    );
    return wrong === 0 ? exitCodes.done : exitCodes.refused;
  });
}
