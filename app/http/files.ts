import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { OpenedFile } from "~/platform/deps";
import type { RouteContext } from "./route.server";

const headersOf = (name: string, type: string) => ({
  "Content-Type": `${type}; charset=utf-8`,
  "Content-Disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "private, no-store",
});

/**
 * A file to download; never shown as a page, whatever is in it. Nobody keeps it: it may be for whoever is
 * signed in alone.
 */
export function fileResponse(name: string, type: string, body: string): Response {
  return new Response(body, { headers: headersOf(name, type) });
}

/** The same of a file that was made, of text or of bytes; null where there is none. */
export function fileOf(
  file: {
    readonly name: string;
    readonly type: string;
    readonly body: string | Uint8Array<ArrayBuffer>;
  } | null,
): Response | null {
  if (!file) return null;
  if (typeof file.body === "string") return fileResponse(file.name, file.type, file.body);
  return new Response(file.body, {
    headers: { ...headersOf(file.name, file.type), "Content-Type": file.type },
  });
}

/**
 * The same of a file that is there, compressed (gzip): as it is to those who take that, unpacked to others. Closes it when it
 * is sent, or not asked for.
 */
export async function gzippedResponse(
  { request, ready }: Pick<RouteContext, "request" | "ready">,
  { file, bytes }: OpenedFile,
  { name, type }: { readonly name: string; readonly type: string },
): Promise<Response> {
  // Who names no encoding takes any (RFC 9110, 12.5.3).
  const isTaken = /\bgzip\b/.test(request.headers.get("Accept-Encoding") ?? "gzip");
  const headers = {
    ...headersOf(name, type),
    Vary: "Accept-Encoding",
    ...(isTaken ? { "Content-Encoding": "gzip", "Content-Length": String(bytes) } : {}),
  };
  if (request.method === "HEAD") {
    await file.close();
    return new Response(null, { headers });
  }
  const body = bodyOf(file, ready);
  return new Response(isTaken ? body : unpacked(body), { headers });
}

/** The text of a compressed body. */
export function unpacked(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const text = Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]).pipe(createGunzip());
  return Readable.toWeb(text) as ReadableStream<Uint8Array>;
}

const chunkBytes = 64 * 1024;

/** The bytes of a file, no faster than they are taken, and no further once the reader is gone. */
export function bodyOf(file: FileHandle, ready: RouteContext["ready"]): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { bytesRead, buffer } = (await ready())
          ? await file.read(new Uint8Array(chunkBytes))
          : { bytesRead: 0, buffer: new Uint8Array(0) };
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
        await file.close();
        controller.close();
      },
      cancel: () => file.close(),
    },
    // Nothing is read before it is asked for.
    { highWaterMark: 0 },
  );
}
