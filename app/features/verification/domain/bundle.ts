import { type Unzipped, unzipSync } from "fflate";
import type { z } from "zod";
import { isCanonicalOf } from "~/kernel/hash/canonical";
import { sha256HexOfFile } from "~/kernel/hash/sha256";
import { ownValue } from "~/kernel/keyed";
import { parseStrictJson } from "~/kernel/text/strictJson";
import {
  anchorShape,
  type ComponentsShape,
  componentsShape,
  type LineShape,
  type LogAnchorShape,
  lineShape,
  manifestShape,
  type ResultShape,
  resultShape,
  type SeatShape,
  seatShape,
  type TermsShape,
  termsShape,
} from "./shapes";
import type { Findings } from "./steps";

/** More bytes than anybody is asked to unpack. */
export const mostBytes = 256 * 1024 * 1024;

/** A round that the result counts, as the bundle has it. */
export type BundledRound = {
  readonly number: number;
  readonly lines: readonly LineShape[];
  readonly terms: TermsShape;
  readonly termsText: string;
  readonly seats: readonly SeatShape[];
  /** Openings of the anchors that were made while it was open. */
  readonly anchors: readonly LogAnchorShape[];
};

/** A result and all that it is made of, read; nothing of it is checked yet but that the files are what the manifest says. */
export type Bundle = {
  readonly manifest: z.infer<typeof manifestShape>;
  /** The signed note. */
  readonly checkpoint: string;
  /** Which witnesses have to have signed it; null where the process asks for none. */
  readonly policy: string | null;
  /** The texts of the entries. */
  readonly record: readonly string[];
  /** The checkpoints by which keys were changed, by the entries of the record that say so. */
  readonly handovers: ReadonlyMap<number, string>;
  /** By number. */
  readonly plans: ReadonlyMap<number, string>;
  readonly components: ComponentsShape;
  readonly ruleText: string;
  readonly resultText: string;
  readonly result: ResultShape;
  /** In the order in which the result has them. */
  readonly rounds: readonly BundledRound[];
};

const named = [
  "manifest.json",
  "checkpoint",
  "policy",
  "record.jsonl",
  "components.json",
  "rule.json",
  "result.json",
];
const numbered =
  /^(keys\/[1-9][0-9]{0,8}|plan\/[1-9][0-9]{0,8}\.json|rounds\/[1-9][0-9]{0,8}\/(entries\.jsonl|terms\.json|seats\.jsonl|anchors\.jsonl))$/;
const canBePath = (path: string) => named.includes(path) || numbered.test(path);

/** Where the files of a round are. */
const filesOf = (round: number) =>
  ["entries.jsonl", "terms.json", "seats.jsonl"].map((name) => `rounds/${round}/${name}`);

const anchorsOf = (round: number) => `rounds/${round}/anchors.jsonl`;

/** The bundle that a file is; null, with the reasons among the findings, where it is none or was altered. */
export async function readBundle(data: Uint8Array, findings: Findings): Promise<Bundle | null> {
  const files = unpacked(data, findings);
  if (!files || findings.has("files")) return null;
  const reader = new FileReader(files, findings);
  const manifest = reader.json("manifest.json", manifestShape);
  if (!manifest) return null;
  await holdAgainst(manifest, files, findings);
  if (findings.has("files")) return null;
  const result = reader.json("result.json", resultShape);
  const components = reader.json("components.json", componentsShape);
  const ruleText = reader.canonical("rule.json");
  const checkpoint = reader.text("checkpoint");
  const policy = files.has("policy") ? reader.text("policy") : null;
  const record = reader.lines("record.jsonl");
  if (!result) return null;
  if (result.process !== manifest.process || result.compilation !== manifest.result)
    findings.fault("files", "manifest");
  const isTwice = (of: (round: ResultShape["rounds"][number]) => unknown) =>
    new Set(result.rounds.map(of)).size < result.rounds.length;
  if (isTwice(({ number }) => number) || isTwice(({ log }) => log)) reader.unfit("result.json");
  const rounds = result.rounds.map(({ number }) => readRound(reader, number));
  const expected = result.rounds.flatMap(({ number }) => [...filesOf(number), anchorsOf(number)]);
  for (const path of files.keys())
    if (path.startsWith("rounds/") && !expected.includes(path)) findings.fault("files", "extra", path);
  const plans = reader.numbered(/^plan\/(\d+)\.json$/);
  const handovers = reader.numbered(/^keys\/(\d+)$/);
  if (findings.has("files") || !components || ruleText === null || checkpoint === null || !record)
    return null;
  return {
    manifest,
    checkpoint,
    policy,
    record,
    handovers,
    plans,
    components,
    ruleText,
    resultText: reader.text("result.json") ?? "",
    result,
    rounds: rounds.filter((round) => round !== null),
  };
}

type Files = ReadonlyMap<string, Uint8Array>;

/** The files of a .zip, none of them larger than it says; null where it is none, or more than anybody is asked to unpack. */
function unpacked(data: Uint8Array, findings: Findings): Files | null {
  const listed: { readonly name: string; readonly size: number }[] = [];
  try {
    unzipSync(data, {
      filter: ({ name, originalSize }) => {
        listed.push({ name, size: originalSize });
        return false;
      },
    });
  } catch {
    findings.fault("files", "zip");
    return null;
  }
  if (listed.reduce((sum, { size }) => sum + size, 0) > mostBytes) {
    findings.fault("files", "size");
    return null;
  }
  const files = new Map<string, Uint8Array>();
  for (const { name } of listed) {
    if (!canBePath(name)) findings.fault("files", "path", name);
    else if (files.has(name)) findings.fault("files", "twice", name);
    else files.set(name, fileIn(data, name) ?? new Uint8Array(0));
  }
  return files;
}

function fileIn(data: Uint8Array, wanted: string): Uint8Array | undefined {
  try {
    const found: Unzipped = unzipSync(data, { filter: ({ name }) => name === wanted });
    return ownValue(found, wanted);
  } catch {
    // What cannot be unpacked is not what the manifest says.
    return undefined;
  }
}

async function holdAgainst(
  manifest: z.infer<typeof manifestShape>,
  files: Files,
  findings: Findings,
): Promise<void> {
  const listed = new Set(manifest.files.map(([path]) => path));
  if (listed.size < manifest.files.length) findings.fault("files", "manifest");
  for (const [path, size, sha256] of manifest.files) {
    const bytes = files.get(path);
    if (!bytes) findings.fault("files", "missing", path);
    else if (bytes.length !== size || (await sha256HexOfFile(bytes)) !== sha256)
      findings.fault("files", "altered", path);
  }
  for (const path of files.keys())
    if (path !== "manifest.json" && !listed.has(path)) findings.fault("files", "unlisted", path);
}

function readRound(reader: FileReader, number: number): BundledRound | null {
  const [entries = "", termsPath = "", seatsPath = ""] = filesOf(number);
  const lines = reader.lines(entries)?.map((line) => fitting(line, lineShape));
  const terms = reader.json(termsPath, termsShape);
  const seats = reader.lines(seatsPath)?.map((line) => fitting(line, seatShape));
  const anchors = reader.has(anchorsOf(number))
    ? reader.lines(anchorsOf(number))?.map((line) => fitting(line, anchorShape))
    : [];
  if (anchors?.includes(null)) reader.unfit(anchorsOf(number));
  if (lines?.includes(null)) reader.unfit(entries);
  if (seats?.includes(null)) reader.unfit(seatsPath);
  if (!lines || !terms || !seats || !anchors) return null;
  return {
    number,
    lines: lines.filter((line) => line !== null),
    terms,
    termsText: reader.text(termsPath) ?? "",
    seats: seats.filter((seat) => seat !== null),
    anchors: anchors.filter((anchor) => anchor !== null),
  };
}

function fitting<T>(text: string, shape: z.ZodType<T>): T | null {
  const json = parseStrictJson(text);
  return (json.ok && shape.safeParse(json.value).data) || null;
}

/** Reads files as what they have to be, and notes those that are not. */
class FileReader {
  constructor(
    private readonly files: Files,
    private readonly findings: Findings,
  ) {}

  has(path: string): boolean {
    return this.files.has(path);
  }

  /** All texts whose path has a number in this place, by that. */
  numbered(pattern: RegExp): ReadonlyMap<number, string> {
    const found = new Map<number, string>();
    for (const path of this.files.keys()) {
      const number = pattern.exec(path)?.[1];
      const text = number === undefined ? null : this.text(path);
      if (text !== null) found.set(Number(number), text);
    }
    return found;
  }

  unfit(path: string): null {
    this.findings.fault(
      "files",
      path === "manifest.json" ? "manifest" : "text",
      path === "manifest.json" ? "" : path,
    );
    return null;
  }

  text(path: string): string | null {
    const bytes = this.files.get(path);
    if (!bytes) {
      this.findings.fault(
        "files",
        path === "manifest.json" ? "manifest" : "missing",
        path === "manifest.json" ? "" : path,
      );
      return null;
    }
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return this.unfit(path);
    }
  }

  /** Lines, each with its end. */
  lines(path: string): string[] | null {
    const text = this.text(path);
    if (text === null) return null;
    if (text !== "" && !text.endsWith("\n")) return this.unfit(path);
    return text.split("\n").slice(0, -1);
  }

  /** Text that is canonical JSON: what has one hash has one text. */
  canonical(path: string): string | null {
    const text = this.text(path);
    if (text === null) return null;
    return isCanonical(text) ? text : this.unfit(path);
  }

  json<T>(path: string, shape: z.ZodType<T>): T | null {
    const text = this.canonical(path);
    if (text === null) return null;
    const read = shape.safeParse(JSON.parse(text));
    return read.success ? read.data : this.unfit(path);
  }
}

/** Whether a text is the canonical form of what it says. */
export function isCanonical(text: string): boolean {
  try {
    return isCanonicalOf(text, JSON.parse(text));
  } catch {
    return false;
  }
}
