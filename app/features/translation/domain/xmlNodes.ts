import { XMLParser } from "fast-xml-parser";

/** An element with its children in their order, or a text. */
export type Node = Readonly<Record<string, unknown>>;

/** The elements of a document; undefined for what is none, and for one with a document type: those can name other files. */
export function parseXml(text: string): readonly Node[] | undefined {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return undefined;
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    removeNSPrefix: true,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName: "#cdata",
  });
  try {
    return parser.parse(text, true) as readonly Node[];
  } catch {
    return undefined;
  }
}

/** The name of an element without its prefix. */
export const tagOf = (node: Node): string => Object.keys(node).find((key) => key !== ":@") ?? "";

export function childrenOf(node: Node): readonly Node[] {
  const [children] = Object.entries(node).flatMap(([key, value]) => (key === ":@" ? [] : [value]));
  return Array.isArray(children) ? children : [];
}

export const elementsOf = (node: Node, tag: string): readonly Node[] =>
  childrenOf(node).filter((child) => tagOf(child) === tag);

export function attributeOf(node: Node, name: string): string {
  const attributes = new Map(Object.entries((node[":@"] ?? {}) as Node));
  return entities(String(attributes.get(`@${name}`) ?? ""));
}

const named = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** A text with its signs: the five that XML knows, and those by number. Each is read once: "&amp;lt;" is "&lt;". */
function entities(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
    if (!name.startsWith("#")) return named.get(name.toLowerCase()) ?? whole;
    const code = /^#x/i.test(name)
      ? Number.parseInt(name.replace(/^#x/i, ""), 16)
      : Number(name.replace("#", ""));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : whole;
  });
}

/**
 * The words in an element, within marks and codes too. A code without words gives the signs that it stands for: those of the
 * file's own list (`data`), or what it says itself. `unsaid` counts those that say none.
 */
export function textOf(
  node: Node,
  data: ReadonlyMap<string, string> = new Map(),
): { readonly text: string; readonly unsaid: number } {
  const parts: string[] = [];
  let unsaid = 0;
  const rest: (Node | string)[] = childrenOf(node).toReversed();
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    if (typeof one === "string") parts.push(one);
    else if ("#text" in one) parts.push(entities(String(one["#text"])));
    else if ("#cdata" in one)
      parts.push(
        childrenOf(one)
          .map((part) => String(part["#text"] ?? ""))
          .join(""),
      );
    else {
      const code = codeOf(one, data);
      if (code === null) unsaid++;
      const [before, after] = code ?? ["", ""];
      parts.push(before);
      rest.push(after, ...childrenOf(one).toReversed());
    }
  }
  return { text: parts.join(""), unsaid };
}

/** The signs before and after the words of an inline element; null for a code that says nothing of them. */
function codeOf(node: Node, data: ReadonlyMap<string, string>): readonly [string, string] | null {
  const say = (...names: string[]) => {
    for (const name of names) {
      const said = attributeOf(node, name);
      if (said !== "") return name.startsWith("dataRef") ? (data.get(said) ?? null) : said;
    }
    return null;
  };
  switch (tagOf(node)) {
    case "cp": {
      const code = Number.parseInt(attributeOf(node, "hex"), 16);
      return code === 9 || code === 10 || code === 13 ? [String.fromCodePoint(code), ""] : null;
    }
    case "ph":
    case "x":
    case "sc":
    case "ec":
    case "bx":
    case "ex": {
      // In the older format the signs stand within.
      if (childrenOf(node).length > 0) return ["", ""];
      const said = say("dataRef", "equiv", "equiv-text");
      return said === null ? null : [said, ""];
    }
    case "pc":
      return [say("dataRefStart", "equivStart") ?? "", say("dataRefEnd", "equivEnd") ?? ""];
    default:
      return ["", ""];
  }
}
