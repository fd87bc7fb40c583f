import { createHash } from "node:crypto";
import { serialize } from "node:v8";
import { type AppLoadContext, writeReadableStreamToWritable } from "@remix-run/node";
import type { Response as ServerResponse } from "express";
import { unpacked } from "~/http/files";
import { remember } from "~/http/once";
import type { Deps } from "~/platform/deps";
import type { DbHandle } from "~db/client";
import { type Basis, noting } from "./basis";
import { isKnown, type Page, pageOf, setHeaders } from "./page";
import type { StatementReader } from "./statements";
import type { TableVersions } from "./versions";

/** Answers a request as the application does. */
export type Answering = (request: Request, context: AppLoadContext) => Promise<Response>;

/** Answers that are longer are sent as they come, and not kept. */
const longest = 2 * 1024 * 1024;

/** An answer that was made for a visitor: whole, or on its way to the one who asked. */
export type Made =
  | { readonly kind: "page"; readonly page: Page; readonly basis: Basis }
  | { readonly kind: "stream"; readonly answer: Response };

export type Wanted = {
  readonly path: string;
  readonly acceptLanguage: string | undefined;
  /** What was made for this address before. */
  readonly known: Page | undefined;
  readonly response: ServerResponse;
};

type Parts = {
  readonly deps: Deps;
  readonly database: Pick<DbHandle, "watched">;
  readonly versions: TableVersions;
  readonly statements: StatementReader;
  readonly answer: Answering;
};

/** Makes answers for visitors, and tells what they were made of. */
export function making({ answer, ...parts }: Parts) {
  return async ({ path, acceptLanguage, known, response }: Wanted): Promise<Made> => {
    const { requestId, ready } = response.locals as { requestId: string; ready: () => Promise<boolean> };
    const noted = noting({ ...parts, relations: await parts.statements.ready() });
    let data: string | undefined;
    let isSame = false;
    let isSent = false;
    // Nothing of the one who asks but the language for machines: what is made is for everybody.
    const headers = new Headers({ Accept: "*/*" });
    if (acceptLanguage) headers.set("Accept-Language", acceptLanguage);
    const request = new Request(`${parts.deps.settings.origin}${path}`, { headers });
    const made = await answer(request, {
      deps: noted.deps,
      requestId,
      nonce: "",
      readSession: async () => null,
      once: remember(),
      ready: () => (isSent ? ready() : Promise.resolve(true)),
      visitor: {
        isSame: (shown) => {
          data = hashOf(shown);
          isSame = data !== undefined && data === known?.data;
          return isSame;
        },
      },
    });
    if (made.headers.has("Set-Cookie")) noted.onlyForOne();
    else if (isSame && known && made.status === known.status)
      return { kind: "page", page: known, basis: noted.basis() };
    const stream = (body: ReadableStream<Uint8Array> | null): Made => {
      isSent = true;
      return { kind: "stream", answer: new Response(body, made) };
    };
    // A page's policy needs the whole page.
    const isPage = made.headers.get("Content-Type")?.startsWith("text/html") ?? false;
    // Compressed files come as they are, and are unpacked for those who do not take that.
    if (made.headers.has("Content-Encoding")) return stream(made.body);
    const length = Number(made.headers.get("Content-Length") ?? 0);
    if (!isPage && (!noted.basis().isForAll || length > longest)) return stream(made.body);
    const { body, rest } = await collect(made.body, isPage ? Number.POSITIVE_INFINITY : longest);
    if (rest) return stream(rest);
    return { kind: "page", page: pageOf(made, body, data), basis: noted.basis() };
  };
}

/** Sends an answer as fast as it is taken. */
export async function sendStream(answer: Response, known: string | undefined, response: ServerResponse) {
  const tag = answer.headers.get("ETag");
  setHeaders([...answer.headers], response);
  const isUnpacked =
    answer.headers.get("Content-Encoding") === "gzip" && !response.req.acceptsEncodings("gzip");
  if (isUnpacked) {
    response.removeHeader("Content-Encoding");
    response.removeHeader("Content-Length");
  }
  const isStill = answer.status === 200 && tag !== null && isKnown(known, tag);
  response.status(isStill ? 304 : answer.status);
  if (answer.body && (isStill || response.req.method === "HEAD")) {
    await answer.body.cancel();
    response.end();
  } else if (answer.body)
    await writeReadableStreamToWritable(isUnpacked ? unpacked(answer.body) : answer.body, response);
  else response.end();
}

/** Tells apart what loaders gave; undefined where it cannot be told, as of what is still to come. */
function hashOf(shown: unknown): string | undefined {
  try {
    return createHash("sha256").update(serialize(shown)).digest("base64url");
  } catch {
    return undefined;
  }
}

/** The bytes of a stream; where there are more than so many, all of it as a stream again. */
async function collect(
  stream: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<{ body: Buffer; rest?: ReadableStream<Uint8Array> }> {
  const chunks: Uint8Array[] = [];
  if (!stream) return { body: Buffer.alloc(0) };
  const reader = stream.getReader();
  for (let bytes = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return { body: Buffer.concat(chunks) };
    chunks.push(value);
    bytes += value.length;
    if (bytes > most) break;
  }
  const rest = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const first = chunks.shift();
        if (first) return controller.enqueue(first);
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
  return { body: Buffer.alloc(0), rest };
}
