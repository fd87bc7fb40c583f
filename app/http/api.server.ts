import { createHash } from "node:crypto";
import type { Language } from "~/contracts/languages";
import type { Deps } from "~/services/deps";
import { statusOf } from "./statuses";

/** Anyone's page may read what the API says: it is the same for everybody, and no cookie is looked at. */
const open = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Content-Language",
};
const seconds = 60;

/** An answer that may be kept, and asked for again by its ETag. */
export function keptAnswer(
  request: Request,
  { body, type, language }: { body: string; type: string; language: Language | null },
  more: Readonly<Record<string, string>> = {},
): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
  const headers = {
    ...open,
    ...more,
    ETag: etag,
    "Cache-Control": `public, max-age=${seconds}, must-revalidate`,
    Vary: "Accept-Language",
    ...(language ? { "Content-Language": language } : {}),
  };
  if (isKnown(request, etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "Content-Type": `${type}; charset=utf-8` } });
}

/** Compression marks an ETag as weak; the text is the same. */
function isKnown(request: Request, etag: string): boolean {
  const given = request.headers.get("If-None-Match") ?? "";
  return given.split(",").some((one) => ["*", etag, `W/${etag}`].includes(one.trim()));
}

/** A refusal as a machine reads it (RFC 9457). */
export function problem(deps: Deps, language: Language, code: "not_found" | "invalid"): Response {
  const t = deps.translator(language);
  const status = code === "invalid" ? 400 : statusOf[code];
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

/** A file that is sent while it is read. */
export function streamed(name: string, type: string, parts: AsyncIterable<string>): Response {
  const encoder = new TextEncoder();
  const iterator = parts[Symbol.asyncIterator]();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
  return new Response(body, {
    headers: {
      ...open,
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
    },
  });
}
