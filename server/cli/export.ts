import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultLanguage } from "~/contracts/languages";
import { resultFile, resultFileNames } from "~/services/compiling/resultFiles.server";
import { publishedCompilations } from "~/services/compiling/resultPage.server";
import { closedRoundsOf, findProcess } from "~/services/voting/findRound.server";
import { logLines } from "~/services/voting/logView.server";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { refuse, say } from "./refuse";

const usage = `Usage: codraft export PROCESS DIR

Writes everything public of a process into a folder: the log of every round that may be read, and
for every published result its ballots, roll, components, rule, result and report.`;

/** `codraft export`: the public record of a process as files. */
export async function run(argv: string[]): Promise<number> {
  const [slug, folder, ...rest] = argv;
  if (slug === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (slug === undefined || folder === undefined || rest.length > 0) return refuse([usage], exitCodes.usage);

  return withDeps(async (deps) => {
    const found = await findProcess(deps, slug);
    if (!found) return refuse([`there is no process ${slug}`]);
    let written = 0;
    const write = async (path: string[], body: string) => {
      const target = join(folder, ...path);
      await mkdir(join(target, ".."), { recursive: true });
      await writeFile(target, body);
      written++;
    };
    for (const round of await closedRoundsOf(deps, found)) {
      const lines = await logLines(deps, round);
      if (lines !== null) await write(["rounds", String(round.number), "entries.jsonl"], lines);
    }
    for (const compilation of await publishedCompilations(deps, found)) {
      for (const name of resultFileNames) {
        const file = await resultFile(deps, found, compilation, name, defaultLanguage);
        if (file) await write(["results", String(compilation.number), name], file.body);
      }
    }
    say([`${written} files written to ${folder}.`]);
    return exitCodes.done;
  });
}
