import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { sha256Hex } from "~/kernel/hash/sha256";
import { leafHash } from "~/kernel/tlog/merkle";
import { type Chance, cosigned, type Files, signRecord } from "./madeBundle";

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** The same value with one thing in it another: a number, a letter, a member, an order. */
function mutated(value: Json, random: Chance): Json {
  if (Array.isArray(value)) {
    if (value.length > 0 && random.is(0.7)) {
      const at = random.below(value.length);
      return value.map((one, place) => (place === at ? mutated(one, random) : one));
    }
    const kind = random.below(3);
    if (kind === 0) return value.slice(0, -1);
    if (kind === 1) return [...value, value[0] ?? "more"];
    return value.toReversed();
  }
  if (typeof value === "object" && value !== null) {
    const keys = Object.keys(value);
    const key = keys.length > 0 ? random.one(keys) : "more";
    if (random.is(0.9) && keys.length > 0) return { ...value, [key]: mutated(value[key] as Json, random) };
    if (random.is(0.5)) return Object.fromEntries(Object.entries(value).filter(([one]) => one !== key));
    return { ...value, more: 1 };
  }
  if (typeof value === "number")
    return random.one([value + 1, Math.max(0, value - 1), 0, 1.5, String(value)]);
  if (value === null) return random.one(["", 0, "a".repeat(64)]);
  if (typeof value === "boolean") return !value;
  const swaps: Readonly<Record<string, string>> = {
    required: "not_necessary",
    not_necessary: "required",
    complete: "incomplete",
    incomplete: "complete",
    explored: "complete",
    deadline: "by-hand",
    "by-hand": "deadline",
    yes: "no",
    no: "yes",
    public: "alpha",
    alpha: "beta",
    cell: "person",
    person: "cell",
    voter: "workgroup",
  };
  const other = swaps[value];
  if (other !== undefined && random.is(0.8)) return other;
  if (/^[0-9a-f]{64}$/.test(value)) return (value.startsWith("0") ? "1" : "0") + value.slice(1);
  if (/^\d{4}-/.test(value))
    return random.one([value.replace(/^203/, "202"), value.replace("12:", "13:"), "soon"]);
  return random.one([`${value}x`, "", value.toUpperCase(), "part-0"]);
}

const reread = (text: string) => JSON.parse(text) as Json;
const written = (value: Json): string => {
  try {
    return canonicalJson(value as CanonicalValue);
  } catch {
    return JSON.stringify(value);
  }
};

const changed = (lines: readonly string[], at: number, change: (line: string) => string) =>
  lines.map((line, place) => (place === at ? change(line) : line));
const linesOf = (text: string) => text.split("\n").slice(0, -1);
const joined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

/** A bundle in which something was changed by somebody who may have the key, and who writes the list of files anew. */
export function tampered(files: Files, random: Chance): Files {
  const path = random.one([...files.keys(), "record.jsonl", "record.jsonl"]);
  const text = files.get(path) ?? "";
  if (random.is(0.03)) return new Map([...files].filter(([one]) => one !== path));
  if (path === "checkpoint" || path.startsWith("keys/"))
    return new Map([...files, [path, text.replace(random.one(["\n", "A", "1"]), "2")]]);
  if (path === "policy") {
    const [from, to] = random.one([
      [" 2 ", " 1 "],
      [" 2 ", " all "],
      [" 2 ", " 4 "],
      ["w3", "w4"],
      ["quorum all", "quorum w3"],
      ["quorum all\n", "quorum none"],
      ["quorum", "# quorum"],
      ["\n", "\r\n"],
      ["log ", "log  "],
      ["AY", "AZ"],
    ] as const);
    const next = random.is(0.5) ? text.replace(from, to) : text.replaceAll(from, to);
    const lines = linesOf(files.get("record.jsonl") ?? "").map((line) => {
      const entry = reread(line) as { [key: string]: Json };
      return entry.kind === "policy" ? written({ ...entry, policy: sha256Hex(next) }) : line;
    });
    const changedFiles: Files = new Map([...files, [path, next]]);
    return random.is(0.3) ? changedFiles : cosigned(signRecord(changedFiles, lines), [0, 1]);
  }
  if (path === "record.jsonl") {
    const lines = linesOf(text);
    const at = random.below(lines.length);
    const kind = random.below(4);
    const next =
      kind === 0
        ? lines.filter((_, place) => place !== at)
        : kind === 1
          ? [...lines.slice(0, at), ...lines.slice(at).toReversed()]
          : changed(lines, at, (line) => written(mutated(reread(line), random)));
    return random.is(0.8) ? signRecord(files, next) : new Map([...files, [path, joined(next)]]);
  }
  if (path.endsWith(".jsonl")) {
    const lines = linesOf(text);
    if (lines.length === 0) return new Map([...files, [path, "{}\n"]]);
    const at = random.below(lines.length);
    const kind = random.below(4);
    const next =
      kind === 0
        ? lines.filter((_, place) => place !== at)
        : changed(lines, at, (line) => {
            const row = reread(line) as { [key: string]: Json };
            if (typeof row.entry !== "string" || kind === 1) return JSON.stringify(mutated(row, random));
            const entry = written(mutated(reread(row.entry), random));
            return JSON.stringify({ ...row, entry, ...(random.is(0.7) ? { leaf: leafHash(entry) } : {}) });
          });
    return new Map([...files, [path, joined(next)]]);
  }
  return new Map([...files, [path, written(mutated(reread(text), random))]]);
}
