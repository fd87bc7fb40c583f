import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { keepWhole, readKept } from "../keptFile";
import { type Alarm, type Followed, follow, silence, stateShape, Unreached } from "../monitor/follow";
import { readSaid, type WitnessSaid } from "../monitor/witnesses";
import { exitCodes } from "./exitCodes";
import { refuse } from "./refuse";

const usage = `Usage: codraft monitor URL --state FILE [--key VKEY|FILE] [--witness URL]... [--once] [--every SECONDS]

Follows a record log from outside: URL is its address, as https://codraft.example.org/log/NAME. Every entry is read and held
against what was signed, and every checkpoint has to continue the one in FILE. The key is pinned at the first
look: the one given, or the one that the log names, which is said. --witness is the address of a codraft witness, which is asked
what it saw. What shows that something is wrong is kept in FILE.alarms, a line of JSON each; FILE stays at what was good.
--once looks once, as for cron; without it every 300 seconds.
Exit code: 0 nothing is wrong, 1 something is, 2 wrong usage, 3 the log did not answer (after two days that is 1).`;

/** Something to be told of, beside what other commands say. */
const unreached = 3;

type Options = {
  readonly url: string;
  readonly state: string;
  readonly key: string | null;
  readonly witnesses: readonly string[];
};

/** `codraft monitor`: looks once, or until it is stopped. */
export async function run(argv: string[]): Promise<number> {
  const read = options(argv);
  if (read === "help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (!read) return refuse([usage], exitCodes.usage);
  if (read.once) return look(read);
  let isStopped = false;
  let wake = () => {};
  for (const signal of ["SIGTERM", "SIGINT"] as const)
    process.once(signal, () => {
      isStopped = true;
      wake();
    });
  let worst: number = exitCodes.done;
  while (!isStopped) {
    const code = await look(read);
    if (code === exitCodes.refused) worst = code;
    await new Promise<void>((resolve) => {
      wake = resolve;
      if (isStopped) resolve();
      setTimeout(resolve, read.every * 1000).unref();
    });
  }
  return worst;
}

function options(
  argv: string[],
): (Options & { readonly once: boolean; readonly every: number }) | "help" | null {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        state: { type: "string" },
        key: { type: "string" },
        witness: { type: "string", multiple: true, default: [] },
        once: { type: "boolean", default: false },
        every: { type: "string", default: "300" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const [url, ...more] = positionals;
    const every = Number(values.every);
    if (url === undefined || more.length > 0 || values.state === undefined || !(every >= 1)) return null;
    if (!URL.canParse(url) || !values.witness.every((one) => URL.canParse(one))) return null;
    const key =
      values.key === undefined
        ? null
        : existsSync(values.key)
          ? readFileSync(values.key, "utf8")
          : values.key;
    return {
      url,
      state: values.state,
      key: key?.trim() ?? null,
      witnesses: values.witness,
      once: values.once,
      every,
    };
  } catch {
    return null;
  }
}

async function look({ url, state: path, key, witnesses }: Options): Promise<number> {
  let known: Followed | null;
  try {
    const text = readKept(path);
    known = text === null ? null : stateShape.parse(JSON.parse(text));
  } catch {
    return refuse([`${path} is no state of a monitor: put back the file as it was.`]);
  }
  if (known && key !== null && ![known.key, ...known.former].includes(key))
    return refuse([`${path} is of a log with another key than the one given.`]);
  const now = () => new Date();
  const say = (alarms: readonly Alarm[]) => {
    for (const alarm of alarms) {
      process.stdout.write(`${now().toISOString()} ALARM ${alarm.code}: ${alarm.sentence}\n`);
      remember(path, { ...alarm, at: now().toISOString(), before: known?.note ?? null });
    }
    return alarms.length > 0 ? exitCodes.refused : exitCodes.done;
  };
  try {
    const said: WitnessSaid[] = [];
    for (const one of witnesses) {
      const page = await fetched(one).catch(() => null);
      if (page) said.push(...readSaid(one, new TextDecoder().decode(page)));
      else process.stdout.write(`${one} does not answer.\n`);
    }
    const get = (file: string) => fetched(`${url.replace(/\/$/, "")}/${file}`);
    const { state, alarms } = await follow(known, { get, now, key, witnesses: said });
    if (state && state !== known) {
      keepWhole(path, `${JSON.stringify(state)}\n`);
      if (!known && !state.isGiven)
        process.stdout.write(`The key is pinned as the log names it; compare it with others: ${state.key}\n`);
      if (known && state.key !== known.key)
        process.stdout.write(
          `${state.origin} has another key, announced under the one before: ${state.key}\n`,
        );
      if (state.size !== known?.size) process.stdout.write(`${state.origin}: ${state.size} entries\n`);
    }
    return say(alarms);
  } catch (error) {
    if (!(error instanceof Unreached)) throw error;
    const alarm = silence(known, now());
    if (alarm) return say([alarm]);
    process.stderr.write(`${url}: ${error.message}\n`);
    return unreached;
  }
}

/** The same alarm is kept once, however often it is seen. */
function remember(
  path: string,
  alarm: Alarm & { readonly at: string; readonly before: string | null },
): void {
  const file = `${path}.alarms`;
  const text = readKept(file) ?? "";
  const isKnown = text.split("\n").some((line) => {
    if (line === "") return false;
    const { code, note } = JSON.parse(line) as Alarm;
    return code === alarm.code && note === alarm.note;
  });
  if (!isKnown) keepWhole(file, `${text}${JSON.stringify(alarm)}\n`);
}

/** More than any file of a log has. */
const mostBytes = 20_000_000;

async function fetched(address: string): Promise<Uint8Array | null> {
  let answer: Response;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(60_000) });
  } catch (error) {
    const { cause, message } = error as Error;
    throw new Unreached(cause instanceof Error ? cause.message : message);
  }
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Unreached(`it answers ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer().catch(() => new ArrayBuffer(0)));
  if (bytes.length > mostBytes) throw new Unreached("it answers with more than a log has");
  return bytes;
}
