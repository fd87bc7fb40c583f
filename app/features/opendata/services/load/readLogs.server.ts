import { z } from "zod";
import { broken, type RecordSource, type Stated } from "~/features/opendata/services/load/source.server";
import { logFolder } from "~/features/opendata/services/record/logFolder";
import { saidBy } from "~/features/recordlog/contracts/saidEntry";
import { type LoggedEntry, recordProblems } from "~/features/recordlog/domain/verifyRecord";
import { readSigned, type SignedPart } from "~/features/verification/contracts/readSigned";
import { entryShape, type RecordEntry } from "~/features/verification/domain/shapes";
import { grown } from "~/kernel/tlog/frontier";
import { leafHash } from "~/kernel/tlog/merkle";
import type { VerifierKey } from "~/kernel/tlog/verifierKey";

/** A record log as the files of a record have it. */
export type ReadLog = {
  readonly origin: string;
  readonly rows: readonly LoggedEntry[];
  readonly entries: readonly RecordEntry[];
  /** What is signed of it; null where nothing is. */
  readonly signed: Signed | null;
  readonly policy: string | null;
  /** The salts under which it committed to rows, by `rowId`. */
  readonly salts: ReadonlyMap<string, string>;
  readonly anchors: readonly Opening[];
};

type Signed = SignedPart & {
  readonly note: string;
  /** Checkpoints by which its keys were changed, in order. */
  readonly handovers: readonly string[];
};

const openingShape = z.strictObject({
  ballots: z.string(),
  entry: z.int().nonnegative(),
  salt: z.string().regex(/^[0-9a-f]{64}$/u),
  size: z.int().nonnegative(),
  root: z.string().regex(/^[0-9a-f]{64}$/u),
});
/** What an anchor of a ballot log was of. */
export type Opening = z.infer<typeof openingShape>;

const saltShape = z.tuple([z.string(), z.string(), z.string().regex(/^[0-9a-f]{64}$/u)]);

const originShape = /^[a-z0-9.:[\]-]+\/log\/[a-z0-9-]+$/u;

export const rowId = (table: string, key: string) => `${table}\n${key}`;

/**
 * The record logs of a record, from the oldest: each held against its own rules and against what is signed of it. Where keys are given, each
 * has to be of one of the logs, and to have signed it.
 */
export async function readLogs(
  source: RecordSource,
  stated: Stated,
  keys: readonly VerifierKey[],
): Promise<ReadLog[]> {
  const logs: ReadLog[] = [];
  for (let place = 0; Object.hasOwn(stated.files, `${logFolder(place)}/entries.jsonl`); place++) {
    const log = await readLog(source, stated, logFolder(place), keys);
    const before = logs.at(-1)?.origin;
    if (before !== undefined && saidBy(log.rows[0]?.entry ?? "")?.continues?.origin !== before)
      throw broken("does_not_verify", `${logFolder(place)}/entries.jsonl`, "it continues another log", 1);
    if (logs.some(({ origin }) => origin === log.origin))
      throw broken("does_not_verify", `${logFolder(place)}/entries.jsonl`, "it is there twice");
    logs.push(log);
  }
  for (const { name } of keys)
    if (!logs.some(({ origin, signed }) => origin === name && signed?.isKnown))
      throw broken(
        "not_signed",
        `${logFolder(0)}/checkpoint`,
        `nothing here is signed by the key of ${name}`,
      );
  return logs;
}

async function readLog(
  source: RecordSource,
  { files }: Stated,
  folder: string,
  given: readonly VerifierKey[],
): Promise<ReadLog> {
  const file = `${folder}/entries.jsonl`;
  const texts = (await wholeOf(source, file))?.split("\n").slice(0, -1) ?? [];
  const entries = texts.map((text, index) => {
    const entry = parsed(entryShape, text);
    if (!entry) throw broken("bad_row", file, "it is not an entry of a record log", index + 1);
    return entry;
  });
  const origin = entries[0]?.log ?? "";
  let frontier: readonly string[] = [];
  const rows = entries.map(({ kind }, index): LoggedEntry => {
    const entry = texts[index] ?? "";
    const leaf = leafHash(entry);
    frontier = grown(frontier, index, leaf);
    return { index, kind, leaf, entry, frontier };
  });
  const [problem] = recordProblems(origin, rows);
  if (problem) throw broken("does_not_verify", file, problem.what, problem.index + 1);
  if (!originShape.test(origin)) throw broken("bad_row", file, "it has no name that a log can have", 1);
  const policy = await wholeOf(source, `${folder}/policy`);
  const note = await wholeOf(source, `${folder}/checkpoint`);
  const handovers = new Map<number, string>();
  for (const path of Object.keys(files)) {
    const index = path.startsWith(`${folder}/keys/`)
      ? Number(path.slice(`${folder}/keys/`.length))
      : Number.NaN;
    const text = Number.isInteger(index) ? await wholeOf(source, path) : null;
    if (text !== null) handovers.set(index, text);
  }
  const own = given.filter(({ name }) => name === origin);
  const signed = note === null ? null : readSigned({ texts, note, policy, handovers }, own);
  if (signed && "why" in signed)
    throw broken(signed.isSignature ? "not_signed" : "does_not_verify", `${folder}/checkpoint`, signed.why);
  if (signed && signed.origin !== origin)
    throw broken("not_signed", `${folder}/checkpoint`, "it is not a checkpoint of this log");
  return {
    origin,
    rows,
    entries,
    signed:
      signed && note !== null
        ? {
            ...signed,
            note,
            handovers: [...handovers].toSorted(([a], [b]) => a - b).map(([, text]) => text),
          }
        : null,
    policy,
    salts: await saltsIn(source, `${folder}/salts.jsonl`),
    anchors: await openingsIn(source, `${folder}/anchors.jsonl`),
  };
}

async function saltsIn(source: RecordSource, file: string): Promise<ReadonlyMap<string, string>> {
  const salts = new Map<string, string>();
  for await (const text of source.lines(file) ?? []) {
    const salt = parsed(saltShape, text);
    if (!salt) throw broken("bad_row", file, "it is not the salt of a row", salts.size + 1);
    salts.set(rowId(salt[0], salt[1]), salt[2]);
  }
  return salts;
}

async function openingsIn(source: RecordSource, file: string): Promise<Opening[]> {
  const openings: Opening[] = [];
  for await (const text of source.lines(file) ?? []) {
    const opening = parsed(openingShape, text);
    if (!opening) throw broken("bad_row", file, "it does not say what an anchor was of", openings.length + 1);
    openings.push(opening);
  }
  return openings;
}

async function wholeOf(source: RecordSource, file: string): Promise<string | null> {
  const lines = source.lines(file);
  if (!lines) return null;
  let text = "";
  for await (const line of lines) text += `${line}\n`;
  return text;
}

function parsed<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
