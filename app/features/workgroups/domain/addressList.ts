import { readAddress } from "~/kernel/address";

export type Listed = { readonly line: number; readonly address: string; readonly name: string };

/** "Name <address>", the name in quotes or not, or the address alone, perhaps in brackets or as a link. */
const entry = /^(?:"((?:[^"\\]|\\.)*)"\s*|([^<>@"]*?)\s*)<\s*(?:mailto:)?([^<>\s]+)\s*>$/u;

/**
 * The people of a list of addresses as mail programs have it: one a line, or with commas or semicolons between them, with
 * names or without. null for a text in which anything else stands.
 */
export function readAddressList(text: string): readonly Listed[] | null {
  const found: Listed[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    for (const part of partsOf(content)) {
      const [, quoted, plain = "", bracketed] = entry.exec(part) ?? [];
      const address = bracketed ?? part.replace(/^mailto:/i, "");
      if (readAddress(address) === null) return null;
      const name = (quoted?.replace(/\\(.)/g, "$1") ?? plain).trim();
      found.push({ line: index + 1, address, name: readAddress(name) === null ? name : "" });
    }
  }
  return found.length > 0 ? found : null;
}

/** What stands between commas and semicolons that are not within quotation marks. */
const partsOf = (content: string) =>
  (content.match(/(?:"(?:[^"\\]|\\.)*"|[^,;"])+/g) ?? []).map((part) => part.trim()).filter(Boolean);

/** What the columns of a table are that has addresses and no line of names. */
export function guessPeople(
  rows: readonly (readonly string[])[],
): readonly ("email" | "name" | "affiliation" | "")[] | undefined {
  const width = Math.max(...rows.map((cells) => cells.length));
  const places = Array.from({ length: width }, (_, at) => at);
  const addresses = (at: number) => rows.filter((cells) => readAddress(cells[at] ?? "") !== null).length;
  const at = places.find((place) => addresses(place) * 2 > rows.length);
  // A first line without an address may be one that names the columns in a way nobody knows.
  if (at === undefined || readAddress(rows[0]?.[at] ?? "") === null) return undefined;
  const [name, affiliation] = places.filter((place) => place !== at);
  return places.map((place) => {
    if (place === at) return "email";
    if (place === name) return "name";
    return place === affiliation ? "affiliation" : "";
  });
}
