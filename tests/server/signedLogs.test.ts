import { mkdtempSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { leafHash } from "~/kernel/tlog/merkle";
import { signedLogs } from "~server/signedLogs";

const origin = "codraft.example:3000/log/a-log";
const fresh = () => mkdtempSync(join(tmpdir(), "codraft-keys-"));

describe("What was signed of a log", () => {
  test("is in a file beside the keys, for this server alone", () => {
    const keys = fresh();
    expect(signedLogs(keys).read(origin)).toBeNull();
    for (const size of [1, 2]) {
      const signed = { size, frontier: [leafHash(String(size))] };
      signedLogs(keys).keep(origin, signed);
      expect(signedLogs(keys).read(origin)).toEqual(signed);
    }
    const [file = "", ...more] = readdirSync(join(keys, "signed"));
    expect(more).toEqual([]);
    expect(statSync(join(keys, "signed", file)).mode & 0o77).toBe(0);
  });

  test("is never taken for nothing where the file is damaged", () => {
    const keys = fresh();
    signedLogs(keys).keep(origin, { size: 1, frontier: [leafHash("")] });
    const [file = ""] = readdirSync(join(keys, "signed"));
    for (const text of ["", "{}", '{"size":-1,"frontier":[]}']) {
      writeFileSync(join(keys, "signed", file), text);
      expect(() => signedLogs(keys).read(origin)).toThrow();
    }
  });
});
