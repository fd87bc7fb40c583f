import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isPublicKey } from "~/kernel/ed25519/publicKey";
import { isSignedBy, isSignedInScript } from "~/kernel/ed25519/signedBy";
import { checkpointText, readCheckpoint } from "~/kernel/tlog/checkpoint";
import { signingKey } from "~/kernel/tlog/ed25519";
import { readNote, signersOf, signNote } from "~/kernel/tlog/note";
import { readVerifierKey, type VerifierKey, verifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { recordVectors } from "../../fixtures/recordVectors";

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const keyIn = (text: string): VerifierKey => {
  const key = readVerifierKey(text);
  if (!key) throw new Error(`no key: ${text}`);
  return key;
};
const seedBytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
const { keys, checkpoints, refused } = recordVectors;
const log = keyIn(keys.log.vkey);
const witnesses = keys.witnesses.map(({ vkey }) => keyIn(vkey));
const signers = (note: string, known: readonly VerifierKey[]) => {
  const read = readNote(note);
  const signed = read && signersOf(read, known);
  return signed?.map(({ key }) => key.name) ?? null;
};

describe("keys", () => {
  test("sign as RFC 8032 says", () => {
    for (const { public: key, message, signature } of recordVectors.rfc8032)
      expect(isSignedBy(bytes(key), bytes(message), bytes(signature))).toBe(true);
    for (const { public: key, message, signature } of recordVectors.refusedSignatures)
      expect(isSignedBy(bytes(key), bytes(message), bytes(signature))).toBe(false);
  });

  test("are checked in a browser as on the server", () => {
    for (const { public: key, message, signature } of recordVectors.rfc8032)
      expect(isSignedInScript(bytes(key), bytes(message), bytes(signature))).toBe(true);
    for (const { public: key, message, signature } of recordVectors.refusedSignatures)
      expect(isSignedInScript(bytes(key), bytes(message), bytes(signature))).toBe(false);
    fc.assert(
      fc.property(
        seedBytes,
        fc.string(),
        fc.nat(63),
        fc.integer({ min: 0, max: 255 }),
        (seed, text, at, by) => {
          const signing = signingKey(seed);
          const signature = signing.sign(text);
          const altered = Uint8Array.from(signature, (byte, place) => (place === at ? byte ^ by : byte));
          const message = new TextEncoder().encode(text);
          expect(isSignedInScript(signing.publicKey, message, signature)).toBe(true);
          expect(isSignedInScript(signing.publicKey, message, altered)).toBe(
            isSignedBy(signing.publicKey, message, altered),
          );
        },
      ),
      { numRuns: 15 },
    );
  });

  test("are published under their names", () => {
    const signing = signingKey(bytes(keys.log.seed));
    expect(Buffer.from(signing.publicKey).toString("hex")).toBe(keys.log.public);
    expect(verifierKeyText(verifierKey(keys.origin, signing.publicKey))).toBe(keys.log.vkey);
    const receipts = signingKey(bytes(keys.receipts.seed));
    expect(verifierKeyText(verifierKey(`${keys.origin}/receipts`, receipts.publicKey))).toBe(
      keys.receipts.vkey,
    );
    for (const { name, seed, vkey } of keys.witnesses)
      expect(verifierKeyText(verifierKey(name, signingKey(bytes(seed)).publicKey, 4))).toBe(vkey);
    expect(keyIn(recordVectors.c2sp.vkey).id).toBe(recordVectors.c2sp.keyId);
  });

  test("that let anybody sign are refused, and so is a key in a second spelling", () => {
    for (const key of keys.smallOrder) expect(isPublicKey(bytes(key))).toBe(false);
    const secondSpelling = `${"ee"}${"ff".repeat(30)}7f`;
    expect(isPublicKey(bytes(secondSpelling))).toBe(false);
    expect(readVerifierKey(refused.keyOfSmallOrder)).toBeNull();
    expect(readVerifierKey(keys.log.vkey.replace("700b3a5f", "700b3a5e"))).toBeNull();
    expect(readVerifierKey(keys.log.vkey.replace("+AYqI", "+AIqI"))).toBeNull();
    expect(signers(checkpoints["4"], [keyIn(refused.keyOfOtherType)])).toBeNull();
  });
});

describe("signed notes", () => {
  test("are the published ones, byte for byte", () => {
    const signing = signingKey(bytes(keys.log.seed));
    for (const [size, note] of [
      [4, checkpoints["4"]],
      [5, checkpoints["5"]],
      [11, checkpoints["11"]],
    ] as const) {
      const root = new Map(Object.entries(recordVectors.record.roots)).get(String(size)) ?? "";
      const text = checkpointText({ origin: keys.origin, size, root });
      expect(note.startsWith(signNote(text, { verifier: log, signing }))).toBe(true);
      expect(readCheckpoint(text)).toEqual({ origin: keys.origin, size, root });
      expect(signers(note, [log])).toEqual([log.name]);
    }
    expect(signers(recordVectors.c2sp.note, [keyIn(recordVectors.c2sp.vkey)])).toEqual(["example.com/foo"]);
  });

  test("name each witness with the time at which it saw them", () => {
    const note = readNote(checkpoints["5"]);
    const signed = note && signersOf(note, [log, ...witnesses]);
    expect(signed?.map(({ key, time }) => [key.name, time])).toEqual([
      [log.name, 0],
      ["witness.example.org/makers", 1772442003],
      ["witness.example.net/users", 1772442004],
    ]);
  });

  test("hold for nobody who was not asked about, and not at all where a known signature fails", () => {
    expect(signers(checkpoints["5"], [])).toBeNull();
    expect(signers(checkpoints["4"], witnesses)).toBeNull();
    expect(signers(refused.changedNote, [log])).toBeNull();
    expect(signers(refused.receipt, [keyIn(keys.receipts.vkey)])).toBeNull();
    expect(signers(refused.timeOfZero, [log, ...witnesses])).toBeNull();
  });

  test("are refused in any other spelling", () => {
    for (const note of [
      refused.crlf,
      refused.noBlankLine,
      `${checkpoints["4"]}\n`,
      checkpoints["4"].trimEnd(),
    ])
      expect(readNote(note)).toBeNull();
    const leadingZero = readNote(refused.leadingZero);
    expect(leadingZero && readCheckpoint(leadingZero.text)).toBeNull();
    for (const text of ["", "origin\n5\n", "origin\n5\nAAAA\n", "\n5\n", "origin\n-1\n"])
      expect(readCheckpoint(text)).toBeNull();
  });

  test("two of one size with other roots both hold: together they prove that a log has two histories", () => {
    const [one, other] = [readNote(checkpoints["5"]), readNote(refused.fork)];
    expect(signers(refused.fork, [log])).toEqual([log.name]);
    expect(one && readCheckpoint(one.text)?.root).not.toBe(other && readCheckpoint(other.text)?.root);
  });
});
