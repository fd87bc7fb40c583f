import { inflateRawSync } from "node:zlib";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";

/** What an archive may hold, unpacked, and how many files: a document of a word processor is one. */
const mostUnpacked = 24 * 1024 * 1024;
const mostFiles = 2000;
/** As much HTML as is read. */
const mostHtml = 4_000_000;

const unreadable: Refusal = { code: "invalid", fields: { document: "errors:field.notDocument" } };

/**
 * A document that was sent, as Markdown: of a word processor (DOCX), or HTML. `invalid` for what is neither or damaged,
 * `too_large` for what is larger unpacked than any text. The libraries are loaded when somebody sends one.
 */
export async function documentAsMarkdown(bytes: Uint8Array): Promise<Result<string, Refusal>> {
  try {
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
      if (!isBounded(bytes)) return fail({ code: "too_large" });
      const { default: mammoth } = await import("mammoth");
      const { value } = await mammoth.convertToHtml(
        { buffer: Buffer.from(bytes) },
        // Changes that are tracked are read as taken; pictures are no text.
        { convertImage: mammoth.images.imgElement(async () => ({ src: "" })) },
      );
      return await htmlAsMarkdown(value);
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!/<(?:!doctype html|html|body|p|h[1-6]|ul|ol|div|table)\b/i.test(text)) return fail(unreadable);
    return await htmlAsMarkdown(text);
  } catch {
    // What these libraries throw is about the file.
    return fail(unreadable);
  }
}

async function htmlAsMarkdown(html: string): Promise<Result<string, Refusal>> {
  if (html.length > mostHtml) return fail({ code: "too_large" });
  const [{ unified }, parse, remark, gfm, stringify] = await Promise.all([
    import("unified"),
    import("rehype-parse"),
    import("rehype-remark"),
    import("remark-gfm"),
    import("remark-stringify"),
  ]);
  const made = await unified()
    .use(parse.default)
    .use(remark.default)
    .use(gfm.default)
    .use(stringify.default, { bullet: "-", emphasis: "*", fences: true })
    .process(html);
  return ok(String(made));
}

/**
 * Whether an archive unpacks to no more than a text needs. Each file is unpacked up to the bound: what an archive says of itself need not
 * be true.
 */
function isBounded(bytes: Uint8Array): boolean {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > view.length) throw new Error("no archive");
  const files = view.readUInt16LE(end + 10);
  if (files > mostFiles) return false;
  let at = view.readUInt32LE(end + 16);
  let left = mostUnpacked;
  for (let index = 0; index < files; index++) {
    if (view.readUInt32LE(at) !== 0x02014b50) throw new Error("no archive");
    const method = view.readUInt16LE(at + 10);
    const packed = view.readUInt32LE(at + 20);
    const header = view.readUInt32LE(at + 42);
    const begins = header + 30 + view.readUInt16LE(header + 26) + view.readUInt16LE(header + 28);
    const data = view.subarray(begins, begins + packed);
    left -= method === 0 ? data.length : unpackedLength(data, left);
    if (left < 0) return false;
    at += 46 + view.readUInt16LE(at + 28) + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  return true;
}

function unpackedLength(data: Uint8Array, most: number): number {
  try {
    return inflateRawSync(data, { maxOutputLength: most + 1 }).length;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") return most + 1;
    throw error;
  }
}
