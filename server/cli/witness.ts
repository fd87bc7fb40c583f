import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { signingKey } from "~/kernel/tlog/ed25519";
import { algorithms, isKeyName, verifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { readPolicy } from "~/kernel/witness/policy";
import { holdFolder } from "../dataFolder";
import { keepWhole, readKept } from "../keptFile";
import { seedIn } from "../seedFile";
import type { Desk } from "../witness/desk";
import { witnessServer } from "../witness/serve";
import { exitCodes } from "./exitCodes";
import { refuse } from "./refuse";

const usage = `Usage: codraft witness --policy FILE --keys DIR [--name NAME] [--listen ADDRESS:PORT]

Looks at the record logs that FILE names (a line "log KEY" each, and "quorum none": C2SP's tlog-policy) and cosigns
their checkpoints, each only if the log grew from what was seen of it before (C2SP's tlog-witness). It needs
no database. DIR keeps its key and what it saw last of each log, and must never go back to an earlier copy.
The first start makes the key under NAME, such as witness.example.org/makers, and prints it.
It listens to this machine alone (127.0.0.1:3300) unless ADDRESS says otherwise.`;

/** `codraft witness`: runs until it is stopped. */
export async function run(argv: string[]): Promise<number> {
  const options = read(argv);
  if (options === "help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (!options) return refuse([usage], exitCodes.usage);
  const { policy, keys, listen } = options;
  const [, host = "", port = ""] = /^(.+):([0-9]{1,5})$/.exec(listen) ?? [];
  if (host === "") return refuse([`${listen} is no address and port`], exitCodes.usage);
  let desk: Desk;
  let giveBack = () => {};
  try {
    // Two at one folder would each sign what the other did not see.
    giveBack = holdFolder(keys, `The folder ${keys}`, "give this witness a folder of its own");
    desk = deskIn(keys, options.name, policy);
    desk.logKeys();
  } catch (error) {
    giveBack();
    return refuse([(error as Error).message]);
  }
  const server = witnessServer(desk, (line) => process.stdout.write(`${line}\n`));
  const code = await new Promise<number>((resolve) => {
    server.once("error", (error) => resolve(refuse([error.message])));
    const stop = () => server.close(() => resolve(exitCodes.done));
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    server.listen(Number(port), host.replace(/^\[(.*)\]$/, "$1"), () => {
      const address = server.address();
      const at = typeof address === "object" && address ? `${host}:${address.port}` : listen;
      process.stdout.write(`${verifierKeyText(desk.key)}\nThe witness listens at http://${at}/\n`);
    });
  });
  giveBack();
  return code;
}

function read(argv: string[]) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        policy: { type: "string" },
        keys: { type: "string" },
        name: { type: "string" },
        listen: { type: "string", default: "127.0.0.1:3300" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    const { policy, keys } = values;
    return policy === undefined || keys === undefined ? null : { ...values, policy, keys };
  } catch {
    return null;
  }
}

/** The key and its name, as they were at the first start. Throws with a sentence where something is not as it has to be. */
function deskIn(folder: string, asked: string | undefined, policy: string): Desk {
  const path = join(folder, "witness.name");
  const known = readKept(path)?.trim();
  const name = known ?? asked;
  if (name === undefined || !isKeyName(name))
    throw new Error("The first start needs a name for the key: --name witness.example.org/NAME");
  if (asked !== undefined && asked !== name) throw new Error(`The key in ${folder} is called ${name}.`);
  if (known === undefined) keepWhole(path, `${name}\n`);
  const signing = signingKey(seedIn(folder, "witness.seed")());
  return {
    // Read again each time: a log that begins later needs no restart.
    logKeys: () => logsIn(policy),
    key: verifierKey(name, signing.publicKey, algorithms.cosignature),
    signing,
    folder: join(folder, "seen"),
    now: () => new Date(),
  };
}

function logsIn(path: string) {
  const read = readPolicy(readFileSync(path, "utf8"));
  if (!read.ok) throw new Error(`${path} line ${read.error.line}: ${read.error.what}`);
  return read.value.logs.map(({ key }) => key);
}
