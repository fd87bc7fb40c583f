import { strFromU8, unzipSync, zipSync } from "fflate";
import { htmlAsMarkdown, titleClass } from "~/features/drafts/domain/import/html";
import { begunAnew } from "~/features/drafts/domain/import/openFormatting";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { named } from "./docxStyles";

/** What is read of a document, unpacked: its texts, how many elements they have, and how many files. */
const mostUnpacked = 16 * 1024 * 1024;
const mostElements = 200_000;
const mostFiles = 2000;
/** As much Markdown as an import takes. */
const mostMarkdown = 1_500_000;

const unreadable: Refusal = { code: "invalid", fields: { document: "errors:field.notDocument" } };
const tooLarge: Refusal = { code: "invalid", fields: { document: "errors:field.documentTooLarge" } };

class Beyond extends Error {}

/** What styles of word processors mean, beside those that are known to the library. */
const styles = [
  `p[style-name='Title'] => h1.${titleClass}:fresh`,
  `p[style-name='${named.note.name}'] => p.note:fresh`,
  `r[style-name='${named.sign.name}'] => sup.note-sign`,
  `p[style-name='${named.code.name}'] => pre:separator('\n')`,
  "p[style-name='HTML Preformatted'] => pre:separator('\n')",
  `r[style-name='${named.inlineCode.name}'] => code`,
  `p[style-name='${named.quote.name}'] => blockquote > p:fresh`,
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  `p[style-name='${named.rule.name}'] => hr:fresh`,
  `p[style-name='${named.inItem.name}'] => ul|ol > li > p:fresh`,
  `p[style-name='${named.inInnerItem.name}'] => ul|ol > li > ul|ol > li > p:fresh`,
];

/**
 * A document that was sent, as Markdown: of a word processor (DOCX), or HTML. `invalid` for what is neither, is damaged, or is
 * larger unpacked than any text. The libraries are loaded when somebody sends one.
 */
export async function documentAsMarkdown(bytes: Uint8Array): Promise<Result<string, Refusal>> {
  try {
    const html = bytes[0] === 0x50 && bytes[1] === 0x4b ? await docxAsHtml(bytes) : readHtml(bytes);
    if (html === null) return fail(unreadable);
    bound(html);
    const markdown = await htmlAsMarkdown(html);
    return markdown.length > mostMarkdown ? fail(tooLarge) : ok(markdown);
  } catch (error) {
    // What else these libraries throw is about the file: it is damaged, or nested deeper than anybody writes.
    return fail(error instanceof Beyond ? tooLarge : unreadable);
  }
}

function readHtml(bytes: Uint8Array): string | null {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  return /<(?:!doctype html|html|body|p|h[1-6]|ul|ol|div|table)\b/i.test(text) ? text : null;
}

/**
 * A document of a word processor as HTML. The library is given an archive with what was unpacked here and nothing else: an archive
 * that says something else of itself to everybody who asks is read once. Changes that are tracked are read as taken.
 */
async function docxAsHtml(bytes: Uint8Array): Promise<string | null> {
  let files = 0;
  let unpacked = 0;
  const parts = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (++files > mostFiles) throw new Beyond();
      if (!/\.(xml|rels)$/i.test(name)) return false;
      unpacked += originalSize;
      if (unpacked > mostUnpacked) throw new Beyond();
      return true;
    },
  });
  let elements = 0;
  for (const part of Object.values(parts)) {
    const text = strFromU8(part);
    // A word processor declares no entities: those of others would be made larger, or be fetched.
    if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return null;
    elements += countOf(text);
  }
  if (elements > 2 * mostElements) throw new Beyond();
  const { default: mammoth } = await import("mammoth");
  const buffer = Buffer.from(zipSync(parts, { level: 0 }));
  const options = {
    styleMap: styles,
    ignoreEmptyParagraphs: false,
    // Pictures are no text, and are not in the archive any more.
    convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
  };
  return (await mammoth.convertToHtml({ buffer }, options)).value;
}

const countOf = (text: string): number => text.split("<").length - 1;

function bound(html: string): void {
  if (html.length > mostUnpacked / 4 || countOf(html) + begunAnew(html) > mostElements) throw new Beyond();
}
