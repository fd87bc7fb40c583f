import { XMLBuilder, XMLParser } from "fast-xml-parser";
import { fail, ok, type Result } from "~/kernel/result";

/** One text of a unit: the unit's id, and the name of the field in it. */
export type XliffSegment = {
  readonly unit: string;
  readonly field: string;
  readonly source: string;
  readonly target: string;
  readonly isReviewed: boolean;
};

export type XliffFile = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly segments: readonly XliffSegment[];
};

/** Why a file cannot be taken, with the unit it is about where there is one. */
export type XliffProblem = {
  readonly code: "not-xliff" | "wrong-language" | "wrong-file" | "unknown-unit" | "changed-source" | "twice";
  readonly unit: string | null;
};

const namespace = "urn:oasis:names:tc:xliff:document:2.0";
const attribute = (name: string) => `@${name}`;

/** Texts as an XLIFF 2.1 document: a unit a clause, a segment a field. Markdown stands as plain text. */
export function writeXliff({ id, from, to, segments }: XliffFile): string {
  const units = new Map<string, XliffSegment[]>();
  for (const one of segments) units.set(one.unit, [...(units.get(one.unit) ?? []), one]);
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    format: false,
    suppressEmptyNode: false,
  });
  const document = {
    "?xml": { [attribute("version")]: "1.0", [attribute("encoding")]: "UTF-8" },
    xliff: {
      [attribute("xmlns")]: namespace,
      [attribute("version")]: "2.1",
      [attribute("srcLang")]: from,
      [attribute("trgLang")]: to,
      file: {
        [attribute("id")]: id,
        unit: [...units].map(([unit, parts]) => ({
          [attribute("id")]: unit,
          [attribute("xml:space")]: "preserve",
          segment: parts.map(({ field, source, target, isReviewed }) => ({
            [attribute("id")]: field,
            [attribute("state")]: target === "" ? "initial" : isReviewed ? "reviewed" : "translated",
            source,
            ...(target === "" ? {} : { target }),
          })),
        })),
      },
    },
  };
  return `${String(builder.build(document))}\n`;
}

type Node = Record<string, unknown>;

/**
 * Reads an XLIFF 2 document. Inline markup of other tools is refused with its unit, for Markdown has
 * none to give it to; what is in it is text and nothing else: no entity is fetched or expanded.
 */
export function readXliff(text: string): Result<XliffFile, XliffProblem> {
  const root = parse(text);
  const version = root ? String(root["@version"] ?? "") : "";
  const file = root && (list(root.file)[0] as Node | undefined);
  if (!root || !file || !/^2\./.test(version)) return problem("not-xliff", null);
  const segments: XliffSegment[] = [];
  const seen = new Set<string>();
  for (const unit of list(file.unit) as Node[]) {
    const id = String(unit["@id"] ?? "");
    for (const segment of list(unit.segment) as Node[]) {
      const field = String(segment["@id"] ?? "");
      const source = segment.source ?? "";
      const target = segment.target ?? "";
      if (typeof source !== "string" || typeof target !== "string") return problem("not-xliff", id);
      if (seen.has(`${id} ${field}`)) return problem("twice", id);
      seen.add(`${id} ${field}`);
      const isReviewed = ["reviewed", "final"].includes(String(segment["@state"] ?? ""));
      segments.push({ unit: id, field, source: clean(source), target: clean(target), isReviewed });
    }
  }
  return ok({
    id: String(file["@id"] ?? ""),
    from: String(root["@srcLang"] ?? ""),
    to: String(root["@trgLang"] ?? ""),
    segments,
  });
}

function parse(text: string): Node | undefined {
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return undefined;
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    isArray: (name) => name === "unit" || name === "segment" || name === "file",
  });
  try {
    const parsed = parser.parse(text, true) as { xliff?: Node };
    return typeof parsed.xliff === "object" ? parsed.xliff : undefined;
  } catch {
    return undefined;
  }
}

const list = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
const clean = (text: string) => text.normalize("NFC").replace(/\r\n?/g, "\n");

function problem(code: XliffProblem["code"], unit: string | null) {
  return fail({ code, unit });
}
