import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type EntryBody,
  notesHash,
  sealEntry,
  submissionHash,
  voterHash,
} from "~/features/rounds/domain/entry";
import { type LogRow, verifyLog } from "~/features/rounds/domain/verify";
import type { Choices } from "~/features/rules/domain/ballotBox";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { type CanonicalValue, canonicalJson, sha256Hex } from "~/kernel/hash/canonical";
import { leafHash, merkleRoot } from "~/kernel/tlog/merkle";

const log = "log-1";
const nonce = "0".repeat(64);
const hash = (of: string) => sha256Hex(of);
const choice: Choices = { "training-datasets": { use: "required" } };
const other: Choices = { "training-datasets": { use: "not_necessary", study: "required" } };

/** Builds a log the way a server does: every entry sealed, each voter's entries chained. */
class Writer {
  readonly rows: LogRow[] = [];
  readonly last = new Map<string, string>();

  add(body: EntryBody): string {
    const sealed = sealEntry(body);
    this.rows.push({ index: this.rows.length, ...sealed });
    return sealed.leaf;
  }
  open(): void {
    this.add({ kind: "open", log, nonce, rule: hash("rule"), terms: hash("terms") });
  }
  seat(voter: string, affiliated: "yes" | "no" = "no"): void {
    this.add({ kind: "roll", log, nonce, voter, affiliated });
  }
  cast(voter: string, choices: Choices): string {
    const prev = this.last.get(voter) ?? null;
    const leaf = this.add({ kind: "cast", log, nonce, voter, prev, choices, notes: null });
    this.last.set(voter, leaf);
    return leaf;
  }
  withdraw(voter: string): void {
    const prev = this.last.get(voter) as string;
    this.last.set(voter, this.add({ kind: "withdraw", log, nonce, voter, prev }));
  }
  close(): void {
    this.add({
      kind: "close",
      log,
      nonce,
      size: this.rows.length,
      root: merkleRoot(this.rows.map(({ leaf }) => leaf)),
    });
  }
}

function closedLog(): Writer {
  const writer = new Writer();
  writer.open();
  writer.seat("ada", "yes");
  writer.seat("bo");
  writer.cast("ada", choice);
  writer.cast("bo", choice);
  writer.cast("ada", other);
  writer.close();
  return writer;
}

const problemsOf = (rows: readonly LogRow[], expected?: { size: number; root: string }) =>
  verifyLog(log, rows, componentBallot, expected).problems;
const renumbered = (rows: readonly LogRow[]) => rows.map((row, index) => ({ ...row, index }));

describe("a ballot log", () => {
  it("counts a revised ballot once, with its latest choices", () => {
    const { ballots, problems } = verifyLog(log, closedLog().rows, componentBallot);
    expect(problems).toEqual([]);
    expect(ballots.map(({ voter, choices }) => [voter, choices])).toEqual([
      ["ada", other],
      ["bo", choice],
    ]);
  });

  it("does not count a withdrawn ballot, and counts one cast after withdrawing", () => {
    const writer = new Writer();
    writer.open();
    writer.seat("ada");
    writer.cast("ada", choice);
    writer.withdraw("ada");
    expect(verifyLog(log, writer.rows, componentBallot)).toMatchObject({ ballots: [], problems: [] });
    writer.cast("ada", other);
    expect(verifyLog(log, writer.rows, componentBallot)).toMatchObject({
      ballots: [{ voter: "ada", choices: other }],
      problems: [],
    });
  });

  it("keeps each voter's latest choices whatever voters do, in whatever order", () => {
    const steps = fc.array(
      fc.record({
        voter: fc.constantFrom("ada", "bo", "cy"),
        does: fc.constantFrom<(Choices | null)[]>(choice, other, null),
      }),
    );
    fc.assert(
      fc.property(steps, (list) => {
        const writer = new Writer();
        const latest = new Map<string, Choices>();
        writer.open();
        for (const voter of ["ada", "bo", "cy"]) writer.seat(voter);
        for (const { voter, does } of list) {
          if (does) {
            writer.cast(voter, does);
            latest.set(voter, does);
          } else if (writer.last.has(voter)) {
            writer.withdraw(voter);
            latest.delete(voter);
          }
        }
        writer.close();
        const state = verifyLog(log, writer.rows, componentBallot);
        expect(state.problems).toEqual([]);
        expect(new Map(state.ballots.map(({ voter, choices }) => [voter, choices]))).toEqual(latest);
      }),
    );
  });

  it("says what it was opened with, who is on the roll and where it was closed", () => {
    const writer = closedLog();
    writer.add({ kind: "result", log, nonce, result: hash("result") });
    expect(verifyLog(log, writer.rows, componentBallot)).toMatchObject({
      size: 8,
      rule: hash("rule"),
      terms: hash("terms"),
      closedAt: 6,
      results: [hash("result")],
      problems: [],
    });
    expect([...verifyLog(log, writer.rows, componentBallot).roll]).toEqual([
      ["ada", "yes"],
      ["bo", "no"],
    ]);
  });
});

describe("checking a log", () => {
  it("names the entry that was edited", () => {
    const { rows } = closedLog();
    const edited = rows.map((row) =>
      row.index === 4 ? { ...row, entry: row.entry.replace("required", "not_necessary") } : row,
    );
    expect(problemsOf(edited)).toEqual([{ index: 4, kind: "leaf-mismatch" }]);
  });

  it("notices an entry that was edited and sealed again, by its closing entry", () => {
    const writer = closedLog();
    const body = { kind: "cast", log, nonce, voter: "bo", prev: null, choices: other, notes: null } as const;
    const edited = writer.rows.map((row) => (row.index === 4 ? { ...row, ...sealEntry(body) } : row));
    expect(problemsOf(edited)).toEqual([{ index: 6, kind: "close-mismatch" }]);
  });

  it("names the place from which an entry was removed", () => {
    const { rows } = closedLog();
    const removed = rows.filter(({ index }) => index !== 4);
    expect(problemsOf(removed)[0]).toEqual({ index: 4, kind: "index-gap" });
    expect(problemsOf(renumbered(removed))).toEqual([{ index: 5, kind: "close-mismatch" }]);
  });

  it("names both places of entries that were swapped", () => {
    const { rows } = closedLog();
    const swapped = rows.map((row) => rows[row.index === 3 ? 4 : row.index === 4 ? 3 : row.index] as LogRow);
    const gaps = problemsOf(swapped).filter(({ kind }) => kind === "index-gap");
    expect(gaps.map(({ index }) => index)).toEqual([3, 4]);
    expect(problemsOf(renumbered(swapped))).toEqual([{ index: 6, kind: "close-mismatch" }]);
  });

  it("names a ballot that was appended after closing", () => {
    const writer = closedLog();
    writer.cast("bo", other);
    expect(problemsOf(writer.rows)).toEqual([{ index: 7, kind: "after-close" }]);
  });

  it("lets results and erasures follow the closing", () => {
    const writer = closedLog();
    writer.add({ kind: "result", log, nonce, result: hash("result") });
    writer.add({ kind: "erasure", log, nonce, voter: "ada" });
    expect(problemsOf(writer.rows)).toEqual([]);
  });

  it("names a ballot of somebody who is not on the roll", () => {
    const writer = new Writer();
    writer.open();
    writer.cast("stranger", choice);
    expect(problemsOf(writer.rows)).toEqual([{ index: 1, kind: "voter-not-on-roll" }]);
  });

  it("names a ballot that does not follow the voter's entry before it", () => {
    const writer = new Writer();
    writer.open();
    writer.seat("ada");
    writer.cast("ada", choice);
    writer.last.delete("ada");
    writer.cast("ada", other);
    expect(problemsOf(writer.rows)).toEqual([{ index: 3, kind: "prev-mismatch" }]);
  });

  it("wants one opening, at the beginning", () => {
    const writer = new Writer();
    writer.seat("ada");
    writer.open();
    expect(problemsOf(writer.rows)).toEqual([
      { index: 0, kind: "open-missing" },
      { index: 1, kind: "open-again" },
    ]);
    expect(problemsOf([])).toEqual([{ index: 0, kind: "open-missing" }]);
  });

  it("names a seat that is put on the roll twice, and keeps what was said first", () => {
    const writer = new Writer();
    writer.open();
    writer.seat("ada", "yes");
    writer.seat("ada", "no");
    expect(verifyLog(log, writer.rows, componentBallot)).toMatchObject({
      problems: [{ index: 2, kind: "roll-again" }],
      roll: new Map([["ada", "yes"]]),
    });
  });

  it("names results and erasures of a log that is still open", () => {
    const writer = new Writer();
    writer.open();
    writer.seat("ada");
    writer.add({ kind: "result", log, nonce, result: hash("result") });
    writer.add({ kind: "erasure", log, nonce, voter: "ada" });
    expect(problemsOf(writer.rows)).toEqual([
      { index: 2, kind: "before-close" },
      { index: 3, kind: "before-close" },
    ]);
  });

  const cast = { v: 1, kind: "cast", log, nonce, voter: "ada", prev: null, choices: choice, notes: null };
  it.each([
    ["without choices", { ...cast, choices: undefined }],
    ["with choices that are none", { ...cast, choices: { weights: { use: "maybe" } } }],
    ["with choices in a list", { ...cast, choices: [] }],
    ["with a field too many", { ...cast, weight: 2 }],
    ["of another version", { ...cast, v: 2 }],
    ["of no kind", { ...cast, kind: "constructor" }],
    ["that withdraws nothing", { v: 1, kind: "withdraw", log, nonce, voter: "ada", prev: null }],
  ])("takes an entry %s for none", (_, body) => {
    const writer = new Writer();
    writer.open();
    writer.seat("ada");
    const entry = canonicalJson(JSON.parse(JSON.stringify(body)) as CanonicalValue);
    writer.rows.push({ index: 2, entry, leaf: leafHash(entry) });
    expect(problemsOf(writer.rows)).toEqual([{ index: 2, kind: "not-canonical" }]);
  });

  it("names entries of another log and texts that are no entries", () => {
    const { rows } = closedLog();
    expect(verifyLog("log-2", rows, componentBallot).problems.every(({ kind }) => kind === "other-log")).toBe(
      true,
    );
    const spaced = rows.map((row) => (row.index === 2 ? { ...row, entry: ` ${row.entry}` } : row));
    expect(problemsOf(spaced)).toContainEqual({ index: 2, kind: "not-canonical" });
  });

  it("compares with a checkpoint that somebody kept", () => {
    const { rows } = closedLog();
    const kept = { size: 5, root: merkleRoot(rows.slice(0, 5).map(({ leaf }) => leaf)) };
    expect(problemsOf(rows, kept)).toEqual([]);
    expect(problemsOf(rows, { ...kept, size: 4 })).toEqual([{ index: 4, kind: "checkpoint-mismatch" }]);
    expect(problemsOf(rows.slice(0, 3), kept)).toContainEqual({ index: 3, kind: "checkpoint-mismatch" });
  });

  it("finds any single edit of a published closed log", () => {
    const { rows } = closedLog();
    fc.assert(
      fc.property(
        fc.nat(rows.length - 1),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (index, place, letter) => {
          const entry = (rows[index] as LogRow).entry;
          const at = place % entry.length;
          const text = entry.slice(0, at) + letter + entry.slice(at + 1);
          fc.pre(text !== entry);
          const edited = rows.map((row) => (row.index === index ? { ...row, entry: text } : row));
          expect(problemsOf(edited)).toContainEqual({ index, kind: "leaf-mismatch" });
        },
      ),
    );
  });
});

describe("hashes beside the log", () => {
  it("give one person another name in every log and under every salt", () => {
    const names = [
      voterHash("s", "log-1", "ada"),
      voterHash("s", "log-2", "ada"),
      voterHash("t", "log-1", "ada"),
    ];
    expect(new Set(names).size).toBe(3);
    expect(voterHash("s", "log-1", "ada")).toBe(names[0]);
  });

  it("tell two submissions apart by what they say, not by the order of keys", () => {
    const submission = {
      kind: "cast",
      prev: null,
      choices: { a: { use: "required" }, b: {} },
      notes: {},
    } as const;
    const same = { ...submission, choices: { b: {}, a: { use: "required" } } } as const;
    expect(submissionHash(same)).toBe(submissionHash(submission));
    expect(submissionHash({ ...submission, prev: "x" })).not.toBe(submissionHash(submission));
    expect(notesHash("salt", { a: "why" })).not.toBe(notesHash("other", { a: "why" }));
  });
});
