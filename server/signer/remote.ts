import { request as overHttp } from "node:http";
import { request as overTls } from "node:https";
import { z } from "zod";
import { guardFaults } from "~/features/recordlog/domain/guard";
import { type LogSigner, SignerAway } from "~/features/recordlog/services/recordLogDeps";

/** Milliseconds: a signer that was away reads and hashes many entries for its first answer. */
const longestAnswer = 20_000;
/** Bytes: a checkpoint has a few hundred. */
const mostBytes = 64 * 1024;

const keys = z.array(z.string());
const last = z.object({ size: z.number().int().nonnegative(), frontier: z.array(z.string()) }).nullable();
const signing = z.union([z.object({ note: z.string() }), z.object({ fault: z.enum(guardFaults) })]);

/**
 * A signer that is another process (`codraft signer`), by its address (`http://HOST:PORT` or `unix:PATH`). As long as it does not answer, what it last
 * said of its keys and of what it signed holds.
 */
export function remoteSigner(address: string, secret: string): LogSigner {
  const known = new Map<string, unknown>();
  const kept = async <T>(path: string, origin: string, shape: z.ZodType<T>): Promise<T> => {
    const name = `${path} ${origin}`;
    try {
      const answer = shape.parse(await ask(address, secret, path, { origin }));
      known.set(name, answer);
      return answer;
    } catch (error) {
      if (error instanceof SignerAway && known.has(name)) return known.get(name) as T;
      throw error;
    }
  };
  return {
    keys: (origin) => kept("/keys", origin, keys),
    last: (origin) => kept("/last", origin, last),
    // It reads the entries itself: it is told where to stop, and at which tree.
    sign: async (origin, { from, leaves, frontier }) => {
      const until = { origin, size: from + leaves.length, frontier };
      return signing.parse(await ask(address, secret, "/sign", until));
    },
  };
}

function ask(address: string, secret: string, path: string, body: object): Promise<unknown> {
  const text = JSON.stringify(body);
  const away = (cause: unknown) => new SignerAway(`the signer at ${address} does not answer`, { cause });
  const options = {
    method: "POST",
    timeout: longestAnswer,
    headers: {
      Authorization: `Bearer ${secret}`,
      "Content-Type": "application/json",
      "Content-Length": Buffer.byteLength(text),
    },
  };
  return new Promise((resolve, reject) => {
    const socket = /^unix:(.+)$/.exec(address)?.[1];
    const request =
      socket === undefined
        ? (address.startsWith("https:") ? overTls : overHttp)(new URL(path, address), options)
        : overHttp({ ...options, socketPath: socket, path });
    request.once("timeout", () =>
      request.destroy(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })),
    );
    request.once("error", (error) => reject(away(error)));
    request.once("response", (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > mostBytes) request.destroy();
        else chunks.push(chunk);
      });
      response.once("error", (error) => reject(away(error)));
      response.once("end", () => {
        if (response.statusCode === 503) return reject(away(undefined));
        if (response.statusCode !== 200)
          return reject(new Error(`the signer at ${address} answered ${response.statusCode}`));
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")));
        } catch (error) {
          reject(away(error));
        }
      });
    });
    request.end(text);
  });
}
