import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPerson } from "~/features/accounts/services/findPerson.server";
import { folderSource } from "~/features/opendata/services/files.server";
import { loadRecord } from "~/features/opendata/services/loadRecord.server";
import { unzipInto } from "~/features/opendata/services/unzipRecord.server";
import type { UserId } from "~/kernel/ids";
import type { Deps } from "~/platform/deps";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { refuse, say } from "./refuse";
import { printable } from "./show";

const usage = `Usage: codraft import-process DIR|FILE.zip [--organizer EMAIL]

Loads the record of a process that \`codraft export\` wrote. Every log, result and draft is verified first,
and what was stored is held against the files again: all of it is loaded, or nothing. EMAIL is the
address of somebody who has signed in here; they organize the process from now on. People of the
record cannot sign in.`;

/** `codraft import-process`: a process from its public record. */
export async function run(argv: string[]): Promise<number> {
  const [from, ...options] = argv;
  if (from === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  const [flag, email, ...rest] = options;
  const isUnderstood =
    flag === undefined || (flag === "--organizer" && email !== undefined && rest.length === 0);
  if (from === undefined || !isUnderstood) return refuse([usage], exitCodes.usage);

  return withDeps(async (deps) => {
    const organizer = email === undefined ? null : await findPerson(deps, email);
    if (email !== undefined && !organizer)
      return refuse([`nobody with the address ${printable(email)} has signed in here`]);
    const there = await stat(from).catch(() => null);
    if (!there) return refuse([`${printable(from)}: there is no such file`]);
    if (there.isDirectory()) return loadFrom(deps, from, organizer);
    const folder = await mkdtemp(join(tmpdir(), "codraft-record-"));
    try {
      const refused = await unzipInto(from, folder);
      if (refused) return refuse([`${printable(from)}: ${printable(refused)}`, "nothing was imported."]);
      return await loadFrom(deps, folder, organizer);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

async function loadFrom(deps: Deps, folder: string, organizer: UserId | null): Promise<number> {
  const loaded = await loadRecord(deps, folderSource(folder), organizer);
  if (!loaded.ok) {
    const { file, line, why } = loaded.error;
    const place = line === null ? file : `${file} line ${line}`;
    return refuse([`${printable(place)}: ${printable(why)}`, "nothing was imported."]);
  }
  say([`${loaded.value.slug} is here: ${loaded.value.rows} rows, every log, result and draft verified.`]);
  return exitCodes.done;
}
