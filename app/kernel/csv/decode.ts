import { fail, ok, type Result } from "~/kernel/result";

export type DecodeError = { readonly code: "not-utf8"; readonly line: number };

/**
 * The text of a file in UTF-8, or in UTF-16 with the mark that tells of it, as spreadsheets write "Unicode text"; without
 * the mark. Refused: bytes that are neither, with the line of the first; guessing would turn names into other names.
 */
export function decodeText(bytes: Uint8Array): Result<string, DecodeError> {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ok(new TextDecoder("utf-16le").decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ok(new TextDecoder("utf-16be").decode(bytes));
  const text = tryDecode(bytes);
  return text === undefined ? fail({ code: "not-utf8", line: firstBadLine(bytes) }) : ok(text);
}

function tryDecode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Line endings are single bytes in UTF-8, so every line can be tried by itself. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let at = 0; at < bytes.length; at++) {
    const isEnding = bytes[at] === 0x0a || (bytes[at] === 0x0d && bytes[at + 1] !== 0x0a);
    if (!isEnding) continue;
    if (tryDecode(bytes.subarray(start, at)) === undefined) return line;
    line += 1;
    start = at + 1;
  }
  return line;
}
