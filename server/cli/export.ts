import { rm } from "node:fs/promises";
import { folderSink, zipSink } from "~/features/opendata/services/files.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { findOpenProcess } from "~/features/processes/services/findProcess.server";
import { settleRows } from "~/features/recordlog/services/settleRows.server";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { refuse, say } from "./refuse";

const usage = `Usage: codraft export PROCESS DIR|FILE.zip

Writes everything public of a process into a folder or a .zip file: rows as JSON Lines and CSV, ballot
logs, results, drafts, and a README.md that says what each of them is. Private fields never leave.`;

/** `codraft export`: the public record of a process as files. */
export async function run(argv: string[]): Promise<number> {
  const [slug, target, ...rest] = argv;
  if (slug === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (slug === undefined || target === undefined || rest.length > 0) return refuse([usage], exitCodes.usage);

  return withDeps(async (deps) => {
    const found = await findOpenProcess(deps, slug);
    if (!found) return refuse([`there is no process ${slug} that is open to everyone`]);
    const zip = target.endsWith(".zip") ? await zipSink(target) : null;
    try {
      await settleRows(deps, found.id);
      const { files } = await writeRecord(deps, found, zip ?? folderSink(target));
      await zip?.end();
      say([`${Object.keys(files).length + 1} files written to ${target}.`]);
      return exitCodes.done;
    } catch (error) {
      // Half of a record would look like a whole one.
      await zip?.drop();
      if (zip) await rm(target, { force: true });
      const { code, message } = error as NodeJS.ErrnoException;
      if (!code || !/^E[A-Z]+$/.test(code)) throw error;
      const left = zip
        ? "nothing was exported."
        : `what is in ${target} is not the whole record: delete it before you export again.`;
      return refuse([`${target}: ${message}`, left]);
    }
  });
}
