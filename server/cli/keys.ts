import { parseArgs } from "node:util";
import { announceKeys, areAnnounced } from "~/features/recordlog/services/signing/rotateKeys.server";
import { keysFolder, readEnv } from "../env";
import { makeNextSeed } from "../recordKeys";
import { withDeps } from "./database";
import { exitCodes } from "./exitCodes";
import { notBesideASigner, refuse } from "./refuse";

const usage = `Usage: codraft keys rotate [--reason CODE]

Makes new keys for record logs and receipts in the folder of keys, and announces them in the log of every process. From
that entry on all servers sign by them, without a restart; the servers have to share the folder. The former key signs along
for 30 days. CODE is a word for why, such as rotation or leaked; it stands in the logs for good. Run again after
it was interrupted, it announces what was made and makes nothing new.
With PostgreSQL it may run beside the servers.`;

/** `codraft keys`: other keys from now on. */
export async function run(argv: string[]): Promise<number> {
  const reason = read(argv);
  if (reason === "") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (reason === null) return refuse([usage], exitCodes.usage);
  if (process.env.SIGNER) return refuse([notBesideASigner]);
  return withDeps(async (deps) => {
    if (await areAnnounced(deps)) {
      const folder = keysFolder(readEnv(process.env));
      makeNextSeed(folder, "log");
      makeNextSeed(folder, "receipts");
    }
    const logs = await announceKeys(deps, reason);
    for (const { origin, outcome } of logs)
      if (outcome === "announced") process.stdout.write(`${origin}: new keys are announced\n`);
    const without = logs.filter(({ outcome }) => outcome === "no-key");
    if (without.length === 0) return exitCodes.done;
    return refuse([
      ...without.map(
        ({ origin }) => `${origin}: the key that signs it is not here, and no other can be announced.`,
      ),
      'See "After a restore" in docs/operations.md for a key that is lost.',
    ]);
  });
}

/** The reason; empty where help is asked for. */
function read(argv: string[]): string | null {
  try {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        reason: { type: "string", default: "rotation" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "";
    const isAsked = positionals.join(" ") === "rotate" && /^[a-z-]{2,40}$/.test(values.reason);
    return isAsked ? values.reason : null;
  } catch {
    return null;
  }
}
