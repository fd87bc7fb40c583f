import { parseArgs } from "node:util";
import { findOpenProcess } from "~/features/processes/services/findProcess.server";
import { type NotRecovered, recoverRecord } from "~/features/recordlog/services/lost/recoverRecord.server";
import { restartRecord } from "~/features/recordlog/services/lost/restartRecord.server";
import { tellVoid } from "~/features/rounds/services/void/tellVoid.server";
import type { Deps } from "~/platform/deps";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { readInput } from "./input";
import { notBesideASigner, refuse, refuseInput, say } from "./refuse";
import { printable } from "./show";

const usage = `Usage: codraft record recover PROCESS --entries FILE --checkpoint FILE
       codraft record restart PROCESS --reason CODE

For a record log that is signed no more because a database was put back (docs/operations.md, "After a restore").
recover puts back the entries that were lost, out of what somebody kept: record.jsonl and checkpoint, as any
bundle of a result has them. They have to be signed by this server's key and to reach as far as was signed.
restart begins another log where that is not to be had. CODE is a word for why, such as restored or key-lost;
it stands in the new log for good, and pages say that it stands in the place of another.
Stop the server first.`;

const sentences: Readonly<Record<NotRecovered["code"], string>> = {
  no_log: "the process has no record log",
  not_signed: "the checkpoint is not of this log, or not signed by its key",
  altered: "the entries are not those that the checkpoint signs",
  too_short: "more was signed, or seen by a witness, than these entries: look for a newer copy",
  other: "these entries are of another history than was signed here: the log can only be begun anew",
  nothing_missing: "nothing is missing",
};

/** `codraft record`: what is done about a log that cannot be signed. */
export async function run(argv: string[]): Promise<number> {
  const asked = read(argv);
  if (asked === "help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (!asked) return refuse([usage], exitCodes.usage);
  if (process.env.SIGNER) return refuse([notBesideASigner]);
  return withDeps(async (deps) => {
    const found = await findOpenProcess(deps, asked.slug);
    if (!found) return refuse([`there is no process ${printable(asked.slug)} that is open to everyone`]);
    return asked.act === "restart" ? restart(deps, found, asked.reason) : recover(deps, found, asked);
  });
}

function read(argv: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        entries: { type: "string" },
        checkpoint: { type: "string" },
        reason: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const [act, slug, ...more] = positionals;
    const { entries, checkpoint, reason } = values;
    if (slug === undefined || more.length > 0) return null;
    if (act === "recover" && entries !== undefined && checkpoint !== undefined && reason === undefined)
      return { act, slug, entries, checkpoint } as const;
    if (act === "restart" && reason !== undefined && /^[a-z-]{2,40}$/.test(reason))
      return { act, slug, reason } as const;
    return null;
  } catch {
    return null;
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof findOpenProcess>>>;

async function recover(
  deps: Deps,
  { id }: Found,
  files: { readonly entries: string; readonly checkpoint: string },
) {
  const entries = await readInput(files.entries);
  if (!entries.ok) return refuseInput(files.entries, entries.error);
  const note = await readInput(files.checkpoint);
  if (!note.ok) return refuseInput(files.checkpoint, note.error);
  const texts = entries.value.split("\n").filter((line) => line !== "");
  const recovered = await recoverRecord(deps, id, { texts, note: note.value }, (tx, logs) =>
    tellVoid(deps, tx, logs),
  );
  if (!recovered.ok) return refuse([sentences[recovered.error.code], "nothing was changed."]);
  const { from, count, unopened } = recovered.value;
  say([
    `${count} entries from ${from} on are back; what was done since the restore comes after them.`,
    ...unopened.map(
      (log) =>
        `${log}: its anchors cannot be opened any more, and it is void and takes no ballots any more. Those who vote in it are told. Close it, and hold this vote again.`,
    ),
  ]);
  return exitCodes.done;
}

async function restart(deps: Deps, { id }: Found, reason: string) {
  const begun = await restartRecord(deps, id, reason);
  if (begun.ok) {
    say([`${begun.value.origin} stands in the place of ${begun.value.former}.`]);
    return exitCodes.done;
  }
  return refuse([
    begun.error.code === "no_log" ? sentences.no_log : "the log can be continued",
    "nothing was changed.",
  ]);
}
