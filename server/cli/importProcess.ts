import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findPerson } from "~/features/accounts/services/findPerson.server";
import { folderSource } from "~/features/opendata/services/files.server";
import { checkRecord, type LoadedRecord, loadRecord } from "~/features/opendata/services/loadRecord.server";
import { unzipInto } from "~/features/opendata/services/unzipRecord.server";
import type { UserId } from "~/kernel/ids";
import { readVerifierKey, type VerifierKey } from "~/kernel/tlog/verifierKey";
import type { Deps } from "~/platform/deps";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { refuse, say } from "./refuse";
import { printable } from "./show";

const usage = `Usage: codraft import-process DIR|FILE.zip [--organizer EMAIL] [--key KEY|FILE]… [--check]

Loads the record of a process that \`codraft export\` wrote. Every log, result and draft is verified first,
and what was stored is held against the files again: all of it is loaded, or nothing. EMAIL is the
address of somebody who has signed in here; they organize the process from now on. People of the
record cannot sign in. With --key, the verifier key of a record log as you have it from elsewhere, a record
is refused that it did not sign. What is signed by whom, and what is not, is said either way. With --check
nothing is stored: it says what would be, table by table, or why it would be refused.`;

/** `codraft import-process`: a process from its public record. */
export async function run(argv: string[]): Promise<number> {
  const [from, ...options] = argv;
  if (from === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  const named = namedIn(options);
  if (from === undefined || !named) return refuse([usage], exitCodes.usage);
  const { organizer: email, key: keyTexts = [], check: isCheck = false } = named;
  const keys: VerifierKey[] = [];
  for (const text of keyTexts) {
    const key = keyIn(text);
    if (!key) return refuse([`${printable(text)} is no verifier key`], exitCodes.usage);
    keys.push(key);
  }

  return withDeps(async (deps) => {
    const organizer = email === undefined ? null : await findPerson(deps, email);
    if (email !== undefined && !organizer)
      return refuse([`nobody with the address ${printable(email)} has signed in here`]);
    const there = await stat(from).catch(() => null);
    if (!there) return refuse([`${printable(from)}: there is no such file`]);
    const take = (folder: string) =>
      isCheck ? checkFrom(deps, folder, keys) : loadFrom(deps, folder, organizer, keys);
    if (there.isDirectory()) return take(from);
    const folder = await mkdtemp(join(tmpdir(), "codraft-record-"));
    try {
      const refused = await unzipInto(from, folder);
      if (refused) return refuse([`${printable(from)}: ${printable(refused)}`, "nothing was imported."]);
      return await take(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** The values of the options; null where one is not known or has none. */
function namedIn(options: readonly string[]) {
  try {
    return parseArgs({
      args: [...options],
      options: {
        organizer: { type: "string" },
        key: { type: "string", multiple: true },
        check: { type: "boolean" },
      },
    }).values;
  } catch {
    return null;
  }
}

/** A key as it is written, or in a file. */
function keyIn(text: string): VerifierKey | null {
  const written = existsSync(text) ? readFileSync(text, "utf8") : text;
  return readVerifierKey(written.trim());
}

async function loadFrom(
  deps: Deps,
  folder: string,
  organizer: UserId | null,
  keys: readonly VerifierKey[],
): Promise<number> {
  const loaded = await loadRecord(deps, folderSource(folder), organizer, keys);
  if (!loaded.ok) return refused(loaded.error);
  const { slug, rows } = loaded.value;
  say([`${slug} is here: ${rows} rows, every log, result and draft verified.`, ...signedLines(loaded.value)]);
  return exitCodes.done;
}

/** Says what loading it would bring, and brings nothing. */
async function checkFrom(deps: Deps, folder: string, keys: readonly VerifierKey[]): Promise<number> {
  const checked = await checkRecord(deps, folderSource(folder), keys);
  if (!checked.ok) return refused(checked.error);
  const { slug, rows, tables } = checked.value;
  say([
    `${slug} could be loaded: ${rows} rows, every log, result and draft verified. Nothing was stored.`,
    ...tables.map((table) => `  ${String(table.rows).padStart(8)} ${table.name}`),
    ...signedLines(checked.value),
  ]);
  return exitCodes.done;
}

type Problem = { readonly file: string; readonly line: number | null; readonly why: string };

function refused({ file, line, why }: Problem): number {
  const place = line === null ? file : `${file} line ${line}`;
  return refuse([`${printable(place)}: ${printable(why)}`, "nothing was imported."]);
}

/** What of a record is signed by whom, and what by nobody. */
function signedLines({ logs, held }: LoadedRecord): string[] {
  if (logs.length === 0) return ["It has no record log: nothing of it is signed by anybody."];
  const some = (number: number, what: string) => (number > 0 ? [`${number} ${what}`] : []);
  return [
    ...logs.flatMap((log, place) => signedLine(log, held.rows[place] ?? 0)),
    ...some(held.ballots, "ballot logs closed as the record logs say."),
    ...some(held.otherBallots, "ballot logs of which no record log says how they closed."),
    ...some(held.unopened, "anchors of ballot logs are not opened: what they were of, nobody can tell."),
    ...some(
      held.changed,
      "rows were changed since a record log committed to them, or exchanged: nobody can tell which.",
    ),
    ...some(held.others, "rows to which no record log commits."),
    ...some(
      held.missing,
      "rows to which the newest commits are not here, and it does not say why: they may have been suppressed.",
    ),
    ...some(held.unexplained, "entries say that rows changed without an act that explains it."),
    "Of figures, of people and of what people are called nothing is signed.",
  ];
}

function signedLine({ origin, rows, signed }: LoadedRecord["logs"][number], fitting: number): string[] {
  const are = `${fitting} rows are as it has them.`;
  if (!signed) return [`${origin}: ${rows.length} entries, signed by nobody. ${are}`];
  const whose = signed.isKnown ? "by the key that you gave" : "by a key that only the log itself names";
  const after = rows.length - signed.size;
  return [
    `${origin}: ${signed.size} entries signed ${whose}${after > 0 ? `, ${after} after them by nobody` : ""}. ${are}`,
    `  ${signed.by}`,
    ...(signed.isWitnessed === null
      ? ["  It asks no witness to have seen it."]
      : [
          `  ${signed.isWitnessed ? "As many witnesses saw it as it asks for." : "Fewer witnesses saw it than it asks for."}`,
        ]),
  ];
}
