import { XMLBuilder } from "fast-xml-parser";

/** One text of a unit: the unit's id, and the name of the field in it. */
export type XliffSegment = {
  readonly unit: string;
  readonly field: string;
  readonly source: string;
  readonly target: string;
  readonly isReviewed: boolean;
  /** The target belongs to an earlier wording of the source, and waits to be looked at. */
  readonly isOld?: boolean;
  /** A machine made the target, and nobody has looked at it. */
  readonly isByMachine?: boolean;
};

export type XliffFile = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly segments: readonly XliffSegment[];
};

/** Of a segment's state: that a machine made the target. */
const byMachine = "codraft:machine";
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
          segment: parts.map(({ field, source, target, isReviewed, isOld, isByMachine }) => ({
            [attribute("id")]: field,
            [attribute("state")]:
              target === "" || isOld || isByMachine ? "initial" : isReviewed ? "reviewed" : "translated",
            ...(isByMachine && target !== "" ? { [attribute("subState")]: byMachine } : {}),
            source,
            ...(target === "" ? {} : { target }),
          })),
        })),
      },
    },
  };
  return `${String(builder.build(document))}\n`;
}
