import { Agent, get, type OutgoingHttpHeaders } from "node:http";
import { quantile } from "./measure";

export type Load = {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds within which 99 of 100 requests were answered. */
  readonly p99: number;
  /** Bytes of one body as it came over the wire. */
  readonly bytes: number;
};

export type Target = {
  /** Where it is asked for, or how the next address is made. */
  readonly url: string | (() => string);
  readonly headers: OutgoingHttpHeaders;
};

/** Asks for one address over a few connections that stay open, each waiting for its answer. */
export async function load(target: Target, options: { connections: number; ms: number }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.connections });
  const times: number[] = [];
  let bytes = 0;
  const started = performance.now();
  const client = async () => {
    while (performance.now() - started < options.ms) {
      const sent = performance.now();
      bytes = await fetchOnce(target, agent);
      times.push(performance.now() - sent);
    }
  };
  await Promise.all(Array.from({ length: options.connections }, client));
  const seconds = (performance.now() - started) / 1000;
  agent.destroy();
  return { requests: times.length, perSecond: times.length / seconds, p99: quantile(times, 0.99), bytes };
}

/** Reads an answer to its end; anything but 200 is an error. */
export function fetchOnce({ url: given, headers }: Target, agent?: Agent): Promise<number> {
  const url = typeof given === "string" ? given : given();
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on("end", () =>
        response.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
      response.on("error", reject);
    });
    request.on("error", reject);
  });
}
