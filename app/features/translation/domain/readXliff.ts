import { isMeant, primaryOf, readTag } from "~/kernel/language/content";
import { fail, ok, type Result } from "~/kernel/result";
import type { XliffFile, XliffSegment } from "./xliff";
import { attributeOf, childrenOf, elementsOf, type Node, parseXml, tagOf, textOf } from "./xmlNodes";

/** Why a file cannot be taken, with the unit it is about where there is one. */
export type XliffProblem = {
  readonly code: "not-xliff" | "wrong-language" | "wrong-file" | "unknown-unit" | "changed-source" | "twice";
  readonly unit: string | null;
};

/** What a file has that is not taken, and nothing is wrong with. */
export type LeftOut = { readonly unit: string; readonly why: "code" | "part" | "old" | "machine" };

/** A part of a unit as the file divides it; a tool may divide texts otherwise than they were given out. */
export type Piece = XliffSegment & {
  /** Space between parts, which nobody translates. */
  readonly isBetween: boolean;
};

export type ReadXliff = Omit<XliffFile, "segments"> & {
  readonly segments: readonly Piece[];
  readonly left: readonly LeftOut[];
};

/**
 * Reads an XLIFF 2 document as translation tools write it: with prefixes, groups, marks and inline codes, and texts divided
 * otherwise. The words within marks and codes are kept; a code is given back the signs that the file says it stands for, and
 * is named where it says none. No entity is fetched or expanded.
 */
export function readXliff(text: string): Result<ReadXliff, XliffProblem> {
  const root = parseXml(text)?.find((node) => tagOf(node) === "xliff");
  const files = root ? elementsOf(root, "file") : [];
  const [file] = files;
  if (!root || !file || !/^2\./.test(attributeOf(root, "version"))) return problem("not-xliff", null);
  const segments: Piece[] = [];
  const seen = new Set<string>();
  const left: LeftOut[] = [];
  const from = readTag(attributeOf(root, "srcLang"));
  const to = readTag(attributeOf(root, "trgLang"));
  if (!from || !to) return problem("wrong-language", null);
  for (const unit of files.flatMap(unitsIn)) {
    const id = attributeOf(unit, "id");
    const data = new Map(
      elementsOf(unit, "originalData")
        .flatMap((one) => elementsOf(one, "data"))
        .map((one) => [attributeOf(one, "id"), textOf(one).text]),
    );
    for (const [at, part] of childrenOf(unit).entries()) {
      const tag = tagOf(part);
      if (tag !== "segment" && tag !== "ignorable") continue;
      const field = attributeOf(part, "id") || `#${at}`;
      if (seen.has(`${id} ${field}`)) return problem("twice", id);
      seen.add(`${id} ${field}`);
      const [target] = elementsOf(part, "target");
      const language = target ? attributeOf(target, "lang") : "";
      if (language !== "" && !isMeant(language, primaryOf(to))) return problem("wrong-language", id);
      const [source] = elementsOf(part, "source");
      const said = target ? textOf(target, data) : { text: "", unsaid: 0 };
      if (said.unsaid > 0) left.push({ unit: id, why: "code" });
      const state = attributeOf(part, "state");
      segments.push({
        unit: id,
        field,
        source: clean(source ? textOf(source, data).text : ""),
        target: clean(said.text),
        isReviewed: state === "reviewed" || state === "final",
        isBetween: tag === "ignorable",
        ...(state === "initial" && said.text !== "" ? { isOld: true } : {}),
      });
    }
  }
  return ok({
    id: attributeOf(file, "id"),
    from,
    to,
    segments,
    left,
  });
}

/** Units of a file, in whatever groups they stand. Not by calls that call themselves: files can nest deeper. */
function unitsIn(file: Node): Node[] {
  const found: Node[] = [];
  const rest = childrenOf(file).toReversed();
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (tagOf(node) === "unit") found.push(node);
    else if (tagOf(node) === "group") for (const child of childrenOf(node).toReversed()) rest.push(child);
  }
  return found;
}

const clean = (text: string) => text.normalize("NFC").replace(/\r\n?/g, "\n");

function problem(code: XliffProblem["code"], unit: string | null) {
  return fail({ code, unit });
}

/**
 * The texts of a unit by its fields, from the parts into which a tool divided it: those that follow each other make up a field's
 * source. `changed` where they make up none; fields with a part that is not translated are left out.
 */
export function joinPieces(
  pieces: readonly Piece[],
  source: Readonly<Record<string, string>>,
): { texts: Map<string, Pick<Piece, "target" | "isOld">>; isChanged: boolean; isPartly: boolean } {
  const texts = new Map<string, Pick<Piece, "target" | "isOld">>();
  let next = 0;
  let isPartly = false;
  for (const [field, wanted] of Object.entries(source).map(
    ([name, text]) => [name, squeezed(text)] as const,
  )) {
    if (wanted === "" || next >= pieces.length) continue;
    const from = next;
    let read = "";
    while (next < pieces.length && read.length < wanted.length)
      read += squeezed(pieces[next++]?.source ?? "");
    if (read !== wanted) return { texts, isChanged: true, isPartly };
    const taken = pieces.slice(from, next);
    // Space after the last part belongs to nothing.
    while (pieces[next]?.isBetween) next++;
    const words = taken.filter((one) => !one.isBetween && one.source.trim() !== "");
    if (words.every(({ target }) => target === "")) continue;
    if (words.some(({ target }) => target === "")) isPartly = true;
    else {
      const target = taken.map((one) => one.target || (one.isBetween ? one.source : "")).join("");
      texts.set(field, { target, ...(words.every(({ isOld }) => isOld) ? { isOld: true } : {}) });
    }
  }
  return { texts, isChanged: pieces.slice(next).some(({ isBetween }) => !isBetween), isPartly };
}

/** Tools leave space out between the parts that they make. */
const squeezed = (text: string) => text.replace(/\s+/g, "");
