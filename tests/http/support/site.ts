import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import type { Express } from "express";

export type Headers = Readonly<Record<string, string>>;
export type Site = { readonly port: number; readonly close: () => Promise<void> };
type Reply = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
};

/** Serves an application on a port of its own. */
export async function serve(app: Express): Promise<Site> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { port: (server.address() as AddressInfo).port, close };
}

/** Sent without fetch, which sets or drops the headers that browsers keep to themselves. */
export function send({ port }: Site, headers: Headers, { method = "POST", path = "/" } = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: "127.0.0.1", method, path, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const bytes = Buffer.concat(chunks);
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: bytes.toString("utf8"),
          bytes,
        });
      });
    });
    sent.on("error", reject).end();
  });
}
