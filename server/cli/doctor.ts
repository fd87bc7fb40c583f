import { examine } from "~/services/voting/examine.server";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { refuse } from "./refuse";

const usage = `Usage: codraft doctor

Verifies every ballot log from its first entry, holds heads, rolls and published results against
what the logs say, and prints one line for each thing that is wrong.`;

/** `codraft doctor`: exit 0 when everything holds, 1 when anything does not. */
export async function run(argv: string[]): Promise<number> {
  if (argv[0] === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (argv.length > 0) return refuse([usage], exitCodes.usage);
  return withDeps(async (deps) => {
    const { logs, entries, findings } = await examine(deps);
    for (const { log, index, what } of findings) {
      process.stdout.write(`${log}${index === null ? "" : ` index ${index}`}: ${what}\n`);
    }
    process.stdout.write(
      findings.length === 0
        ? `${logs} logs with ${entries} entries verified; everything holds.\n`
        : `${findings.length} findings in ${logs} logs.\n`,
    );
    return findings.length === 0 ? exitCodes.done : exitCodes.refused;
  });
}
