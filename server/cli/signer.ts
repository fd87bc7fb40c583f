import { randomBytes } from "node:crypto";
import { chmodSync, lstatSync, rmSync } from "node:fs";
import type { Server } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { connectPostgres } from "~db/client";
import { holdFolder } from "../dataFolder";
import { readEnv } from "../env";
import { keepWhole, readKept } from "../keptFile";
import { recordKeys } from "../recordKeys";
import { signedLogs } from "../signedLogs";
import { deskSigner } from "../signer/desk";
import { signerServer } from "../signer/serve";
import { witnessesIn } from "../witnesses";
import { exitCodes } from "./exitCodes";
import { refuse } from "./refuse";

const usage = `Usage: codraft signer --keys DIR [--listen ADDRESS:PORT|unix:PATH]

Signs record logs in the place of a server that has no key of them. It reads the entries itself, from the database of DATABASE_URL
(PostgreSQL; a role that may read is enough), and signs only what grew from what it signed before. Witnesses that the
file of WITNESSES names are asked what they have seen. DIR keeps the keys, what was signed last, and the secret
(signer.secret) that the server gives as SIGNER_SECRET; nobody else should be able to read it, and it must never
go back to an earlier copy. The server is given the address as SIGNER.
It listens to this machine alone (127.0.0.1:3400) unless ADDRESS says otherwise.`;

/** `codraft signer`: runs until it is stopped. */
export async function run(argv: string[]): Promise<number> {
  const options = read(argv);
  if (options === "help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  if (!options) return refuse([usage], exitCodes.usage);
  const place = placeOf(options.listen);
  if (!place) return refuse([`${options.listen} is no address and port`], exitCodes.usage);
  let giveBack = () => {};
  let close = async () => {};
  try {
    const env = readEnv(process.env);
    if (!env.DATABASE_URL) return refuse(["DATABASE_URL has to name the server's PostgreSQL."]);
    // Two at one folder would each sign what the other did not see.
    giveBack = holdFolder(options.keys, `The folder ${options.keys}`, "give this signer a folder of its own");
    const handle = await connectPostgres(env.DATABASE_URL, 2);
    close = handle.close;
    const witnesses = witnessesIn(env.WITNESSES);
    witnesses.policy();
    const signer = deskSigner({
      db: handle.db,
      keysOf: recordKeys(options.keys, "log"),
      signed: signedLogs(options.keys),
      witnesses,
      now: () => new Date(),
    });
    const server = signerServer(signer, secretIn(options.keys), (line) => process.stdout.write(`${line}\n`));
    await clear(place);
    return await listening(server, place);
  } catch (error) {
    return refuse([(error as Error).message]);
  } finally {
    await close();
    giveBack();
  }
}

/** Removes what a signer that ended at once has left where this one listens, and nothing else. */
async function clear(place: Place): Promise<void> {
  if (!("path" in place)) return;
  const there = lstatSync(place.path, { throwIfNoEntry: false });
  if (!there) return;
  if (!there.isSocket()) throw new Error(`${place.path} is a file or folder; name a path where nothing is`);
  if (await isAnswered(place.path)) throw new Error(`another process listens at ${place.path}`);
  rmSync(place.path);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

type Place = { readonly host: string; readonly port: number } | { readonly path: string };

function listening(server: Server, place: Place): Promise<number> {
  return new Promise((resolve) => {
    server.once("error", (error) => resolve(refuse([error.message])));
    const stop = () => {
      server.close(() => resolve(exitCodes.done));
      server.closeIdleConnections();
    };
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
    server.listen(place, () => {
      // Others of the group may ask: the server, with the secret.
      if ("path" in place) chmodSync(place.path, 0o660);
      const address = server.address();
      const at =
        "path" in place
          ? `unix:${place.path}`
          : `http://${place.host}:${typeof address === "object" && address ? address.port : place.port}`;
      process.stdout.write(`The signer listens at ${at}\n`);
    });
  });
}

function placeOf(listen: string): Place | null {
  const path = /^unix:(\/.+)$/.exec(listen)?.[1];
  if (path !== undefined) return { path };
  const [, host = "", port = ""] = /^(.+):([0-9]{1,5})$/.exec(listen) ?? [];
  return host === "" ? null : { host: host.replace(/^\[(.*)\]$/, "$1"), port: Number(port) };
}

/** The secret that the server gives with each question; made at the first start. */
function secretIn(folder: string): string {
  const path = join(folder, "signer.secret");
  const known = readKept(path)?.trim();
  if (known !== undefined && known.length >= 32) return known;
  const made = randomBytes(32).toString("hex");
  keepWhole(path, `${made}\n`);
  return made;
}

function read(argv: string[]) {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        keys: { type: "string" },
        listen: { type: "string", default: "127.0.0.1:3400" },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) return "help";
    return values.keys === undefined ? null : { ...values, keys: values.keys };
  } catch {
    return null;
  }
}
