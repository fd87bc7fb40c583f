import { createHash } from "node:crypto";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { eq } from "drizzle-orm";
import type { RequestHandler, Response } from "express";
import { hasSessionCookie } from "~/http/session.server";
import type { Deps } from "~/platform/deps";
import { processes } from "~db/schema/processes";

type Page = {
  version: string;
  policy: string;
  headers: [string, string | string[]][];
  bodies: { br: Buffer; gzip: Buffer; identity: Buffer };
};

const mostPages = 500;
/** Pages that are the same for every visitor and change with their process alone. */
const cacheable = /^\/(?:(?:es|fr|ar)\/)?p\/([a-z0-9-]{1,80})\/results\/\d{1,9}$/;

/**
 * Keeps the rendered page of a published result for visitors. It is valid for one version of its
 * process, which every change raises; nothing is ever served because it is young. Scripts inside
 * the page are allowed by their hashes, so a stored page needs no nonce.
 */
export function visitorCache(deps: Pick<Deps, "db">): RequestHandler {
  const pages = new Map<string, Page>();
  const versionOf = sharing((slug: string) => readVersion(deps, slug));
  return async (request, response, next) => {
    const slug = request.method === "GET" ? cacheable.exec(request.path)?.[1] : undefined;
    if (!slug || request.url !== request.path || hasSessionCookie(request.get("cookie"))) return next();
    try {
      const version = await versionOf(slug);
      if (version === undefined) return next();
      const known = pages.get(request.path);
      if (known?.version === version) {
        send(known, request.get("accept-encoding") ?? "", request.get("if-none-match"), response);
        return;
      }
      keepWhenDone(response, version, (page) => {
        pages.delete(request.path);
        pages.set(request.path, page);
        const oldest = pages.keys().next();
        if (pages.size > mostPages && !oldest.done) pages.delete(oldest.value);
      });
      next();
    } catch (error) {
      next(error);
    }
  };
}

async function readVersion(deps: Pick<Deps, "db">, slug: string): Promise<string | undefined> {
  const [row] = await deps.db
    .select({ id: processes.id, version: processes.version })
    .from(processes)
    .where(eq(processes.slug, slug));
  return row && `${row.id}:${row.version}`;
}

/**
 * Lets those who ask the same in one turn of the event loop share one read. It begins after each
 * of them asked: nobody is answered with what was read before they came.
 */
function sharing<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const gathering = new Map<string, Promise<T>>();
  return (key) => {
    const known = gathering.get(key);
    if (known) return known;
    const begun = new Promise<T>((resolve, reject) => {
      setImmediate(() => {
        gathering.delete(key);
        read(key).then(resolve, reject);
      });
    });
    gathering.set(key, begun);
    return begun;
  };
}

function send(page: Page, accepted: string, known: string | undefined, response: Response) {
  const encoding = accepted.includes("br") ? "br" : accepted.includes("gzip") ? "gzip" : "identity";
  for (const [name, value] of page.headers) response.setHeader(name, value);
  response.setHeader("Content-Security-Policy", page.policy);
  response.vary("Accept-Encoding");
  const tag = `"${createHash("sha256").update(page.version).digest("base64url").slice(0, 22)}-${encoding}"`;
  response.setHeader("ETag", tag);
  response.setHeader("Cache-Control", "private, no-cache");
  if (known === tag) {
    response.status(304).end();
    return;
  }
  if (encoding !== "identity") response.setHeader("Content-Encoding", encoding);
  response.end(page.bodies[encoding]);
}

/** Collects a page while it is sent (before it is compressed: this wraps what compression wrapped), and stores it when it was a whole and successful one. */
function keepWhenDone(response: Response, version: string, store: (page: Page) => void) {
  const chunks: Buffer[] = [];
  const { write, end } = response;
  const collect = (chunk: unknown, encoding: unknown) => {
    if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
    else if (typeof chunk === "string") {
      chunks.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    }
  };
  response.write = function (this: Response, ...args: unknown[]) {
    collect(args[0], args[1]);
    return (write as (...all: unknown[]) => boolean).apply(this, args);
  } as typeof response.write;
  response.end = function (this: Response, ...args: unknown[]) {
    collect(args[0], args[1]);
    return (end as (...all: unknown[]) => Response).apply(this, args);
  } as typeof response.end;
  response.on("finish", () => {
    const type = String(response.getHeader("content-type") ?? "");
    if (response.statusCode !== 200 || !type.startsWith("text/html") || response.getHeader("set-cookie"))
      return;
    const nonce = response.locals.nonce as string;
    const html = Buffer.concat(chunks).toString("utf8").replaceAll(` nonce="${nonce}"`, "");
    const policy = String(response.getHeader("content-security-policy")).replace(
      `'nonce-${nonce}'`,
      scriptHashes(html).join(" "),
    );
    const body = Buffer.from(html);
    store({
      version,
      policy,
      headers: ["Content-Type", "Vary"].flatMap((name) => {
        const value = response.getHeader(name);
        return value === undefined ? [] : [[name, Array.isArray(value) ? value : String(value)]];
      }),
      bodies: {
        identity: body,
        gzip: gzipSync(body),
        br: brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
      },
    });
  });
}

function scriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = "", body = ""] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (/\ssrc=/.test(attributes) || body === "") continue;
    hashes.add(`'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  }
  return [...hashes];
}
