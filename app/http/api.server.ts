import { createHash } from "node:crypto";
import type { Language } from "~/kernel/language/languages";
import type { Deps, OpenedFile } from "~/platform/deps";
import { bodyOf } from "./files";
import type { RouteContext } from "./route.server";
import { statusOf } from "./statuses";

/** Anyone's page may read what the API says: it is the same for everybody, and no cookie is looked at. */
const open = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Content-Language",
};

const seconds = 60;

/**
 * What an answer is of: a process, or null for what belongs to none. Of a process in preparation nobody keeps anything for others: what
 * whoever takes part in it asks for is there for them alone.
 */
type Of = { readonly openedAt: Date | null } | null;

/** How long others may keep an answer, each for whoever asks them. */
export const keptBy = (of: Of, forSeconds = seconds): string =>
  of?.openedAt === null ? "private, no-store" : `public, max-age=${forSeconds}, must-revalidate`;

/** An answer that may be kept, and asked for again by its ETag. */
export function keptAnswer(
  request: Request,
  {
    body,
    type,
    language,
    of,
  }: { body: string | Uint8Array<ArrayBuffer>; type: string; language: Language | null; of: Of },
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = keptHeaders(etag, language, of);
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  const full = typeof body === "string" ? `${type}; charset=utf-8` : type;
  return new Response(body, { headers: { ...headers, "Content-Type": full } });
}

/** Bytes or lines for programs, in no language: what lasts is kept for ever, what does not for a few seconds. */
export function fileForAnyPage(
  request: Request,
  { body, isLasting }: { readonly body: string | Uint8Array; readonly isLasting: boolean },
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = {
    ...open,
    ETag: etag,
    "Cache-Control": isLasting ? "public, max-age=31536000, immutable" : "public, max-age=5",
  };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/octet-stream";
  return new Response(typeof body === "string" ? body : Buffer.from(body), {
    headers: { ...headers, "Content-Type": type },
  });
}

function keptHeaders(etag: string, language: Language | null, of: Of): Record<string, string> {
  return {
    ...open,
    ETag: etag,
    "Cache-Control": keptBy(of),
    Vary: "Accept-Language",
    ...(language ? { "Content-Language": language } : {}),
  };
}

/** Compression marks an ETag as weak; the text is the same. */
function isKnown(request: Request, etag: string): boolean {
  const given = request.headers.get("If-None-Match") ?? "";
  return given.split(",").some((one) => ["*", etag, `W/${etag}`].includes(one.trim()));
}

/** A refusal as a machine reads it (RFC 9457). */
export function problem(deps: Deps, language: Language, code: "not_found" | "parameter_unknown"): Response {
  const t = deps.translator(language);
  const status = statusOf[code];
  const body = { title: t(`errors:title.${code}`), status, detail: t(`errors:code.${code}`), code };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...open,
      "Content-Type": "application/problem+json",
      "Content-Language": language,
      Vary: "Accept-Language",
    },
  });
}

/** A file that was made of what is public, with an ETag; closes it when it is sent, or not asked for. */
export async function keptFile(
  { request, ready }: Pick<RouteContext, "request" | "ready">,
  { file, bytes, sha256 }: OpenedFile,
  { type, of, ...more }: { type: string; of: Of; name?: string; language?: Language },
): Promise<Response> {
  const etag = `"${sha256.slice(0, 27)}"`;
  const headers = {
    ...keptHeaders(etag, more.language ?? null, of),
    ...(more.name ? { "Content-Disposition": `attachment; filename="${more.name}"` } : {}),
  };
  const whole = { ...headers, "Content-Type": type, "Content-Length": String(bytes) };
  const isKnownThere = isKnown(request, etag);
  // For HEAD nobody would read the body, nor close the file.
  if (!isKnownThere && request.method !== "HEAD")
    return new Response(bodyOf(file, ready), { headers: whole });
  await file.close();
  return isKnownThere ? new Response(null, { status: 304, headers }) : new Response(null, { headers: whole });
}
