import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Request, Response } from "express";

type Encoding = "br" | "gzip" | "identity";

/** Below so many bytes nothing is compressed. */
const leastCompressed = 1024;
const brotliQuality = 5;
const compressible = /^(?:text\/|image\/svg|application\/(?:json|[\w.-]*[+-]?(?:json|xml|javascript)))/;
const [compressBrotli, compressGzip] = [promisify(brotliCompress), promisify(gzip)];

/** An answer as it is kept: whole, for everybody, compressed at most once each way. */
export type Page = {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** For the policy, hashes of the scripts inside; null where it is no page of HTML. */
  readonly scripts: string | null;
  readonly isCompressible: boolean;
  /** Tells data apart of which pages are made; undefined where it cannot be told. */
  readonly data: string | undefined;
  /** Its ETag in an encoding. */
  readonly tag: (encoding: Encoding) => string;
  /** Bytes it holds so far. */
  readonly bytes: () => number;
  readonly body: (encoding: Encoding) => Promise<Buffer>;
};

/** Makes a page of an answer without its body, and the body. */
export function pageOf(answer: globalThis.Response, body: Buffer, data: string | undefined): Page {
  const type = answer.headers.get("content-type") ?? "";
  const own = answer.headers.get("etag");
  const bodies = new Map<Encoding, Promise<Buffer>>([["identity", Promise.resolve(body)]]);
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  let bytes = body.length;
  const compress = async (encoding: Encoding): Promise<Buffer> => {
    const made =
      encoding === "br"
        ? await compressBrotli(body, {
            params: {
              [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
              [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
            },
          })
        : await compressGzip(body);
    bytes += made.length;
    return made;
  };
  return {
    status: answer.status,
    headers: [...answer.headers].filter(([name]) => name !== "content-length" && name !== "etag"),
    scripts: type.startsWith("text/html") ? scriptHashes(body.toString("utf8")).join(" ") : null,
    isCompressible: body.length >= leastCompressed && compressible.test(type),
    data,
    tag: (encoding) => own ?? `"${hash}-${encoding}"`,
    bytes: () => bytes,
    body: (encoding) => {
      const known = bodies.get(encoding);
      if (known) return known;
      const made = compress(encoding);
      bodies.set(encoding, made);
      return made;
    },
  };
}

/** Sends a page, or says that it is still the one that the reader has. */
export async function sendPage(page: Page, request: Request, response: Response): Promise<void> {
  const encoding = page.isCompressible ? encodingFor(request.get("accept-encoding") ?? "") : "identity";
  response.status(page.status);
  setHeaders(page.headers, response);
  if (page.scripts !== null) allowScripts(page.scripts, response);
  if (page.isCompressible) response.vary("Accept-Encoding");
  if (page.status === 200) {
    const tag = page.tag(encoding);
    response.setHeader("ETag", tag);
    if (isKnown(request.get("if-none-match"), tag)) {
      response.status(304).end();
      return;
    }
  }
  const body = await page.body(encoding);
  if (encoding !== "identity") response.setHeader("Content-Encoding", encoding);
  response.setHeader("Content-Length", body.length);
  response.end(request.method === "HEAD" ? undefined : body);
}

/** Takes over the headers of an answer. */
export function setHeaders(headers: Page["headers"], response: Response): void {
  for (const [name, value] of headers) {
    if (name === "vary") response.vary(value);
    else if (name === "set-cookie") response.append(name, value);
    else response.setHeader(name, value);
  }
}

/** The policy of this response with the hashes of a page's scripts in place of the nonce. */
function allowScripts(scripts: string, response: Response): void {
  const policy = String(response.getHeader("content-security-policy") ?? "");
  response.setHeader("Content-Security-Policy", policy.replace(/ 'nonce-[^']*'/, scripts && ` ${scripts}`));
}

const brotli = /\bbr\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/;
const gzipped = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))/;

function encodingFor(accepted: string): Encoding {
  return brotli.test(accepted) ? "br" : gzipped.test(accepted) ? "gzip" : "identity";
}

/** Whether a reader has what a tag is of. Compression on the way may have marked it as weak; the text is the same. */
export function isKnown(given: string | undefined, tag: string): boolean {
  const bare = (one: string) => one.trim().replace(/^W\//, "");
  return given?.split(",").some((one) => one.trim() === "*" || bare(one) === bare(tag)) ?? false;
}

/** Of every script that stands in a page itself, as a policy allows it. */
function scriptHashes(html: string): string[] {
  const hashes = new Set<string>();
  for (const [, attributes = "", body = ""] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    if (/\ssrc=/.test(attributes) || body === "") continue;
    hashes.add(`'sha256-${createHash("sha256").update(body).digest("base64")}'`);
  }
  return [...hashes];
}
