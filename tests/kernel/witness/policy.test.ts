import { describe, expect, test } from "vitest";
import { sha256Hex } from "~/kernel/hash/sha256";
import { hasQuorum, policyText, readPolicy } from "~/kernel/witness/policy";
import { areEnough, readQuorum } from "~/kernel/witness/quorum";
import { recordVectors } from "~tests/fixtures/recordVectors";
import { there } from "~tests/support/scenario";

const { keys, policy } = recordVectors;
const [makers, users] = keys.witnesses.map(({ vkey }) => vkey);
const log = `log ${keys.log.vkey}`;
const both = `witness makers ${makers}\nwitness users ${users}\n`;

function read(text: string) {
  const policy = readPolicy(text);
  if (!policy.ok) throw new Error(`line ${policy.error.line}: ${policy.error.what}`);
  return policy.value;
}
const faultOf = (text: string) => {
  const policy = readPolicy(text);
  return policy.ok ? null : policy.error.line;
};

describe("A policy of witnesses", () => {
  test("is read and written as others write it", () => {
    const known = read(policy.text);
    expect(policyText(known)).toBe(policy.text);
    expect(sha256Hex(policy.text)).toBe(policy.sha256);
    expect(read(`# for us\n\n  ${log}\t\n${both}quorum\tusers`).quorum).toBe("users");
  });

  test.each([
    ["quorum all-groups", [], false],
    ["quorum all-groups", ["makers"], false],
    ["quorum all-groups", ["makers", "users"], true],
    ["quorum some", ["users"], true],
    ["quorum some", [], false],
    ["quorum nested", ["makers"], true],
    ["quorum none", [], true],
    ["quorum users", ["makers"], false],
    ["quorum users", ["users", "a stranger"], true],
  ])("with %s, seen by %j: %s", (quorum, seenBy, holds) => {
    const groups = {
      "quorum all-groups": "group all-groups all makers users\n",
      "quorum some": "group some 1 makers users\n",
      "quorum nested": "group one any makers\ngroup nested any users one\n",
    }[quorum];
    const text = `${both}${groups ?? ""}${quorum}\n`;
    expect(hasQuorum(read(text), new Set(seenBy))).toBe(holds);
    // What browsers read of it comes to the same; they are asked where somebody has to have seen it.
    const asked = readQuorum(text);
    if (quorum === "quorum none") expect(asked).toBeNull();
    else expect(areEnough(there(asked), new Set(seenBy))).toBe(holds);
  });

  test.each([
    ["no quorum", both, 0],
    ["two quorums", "quorum none\nquorum none\n", 2],
    ["a quorum of nobody", `${both}quorum others\n`, 3],
    ["a word that is none", "witnesses\n", 1],
    ["a carriage return", `${log}\r\nquorum none\n`, 1],
    ["a log under a witness's key", `log ${makers}\nquorum none\n`, 1],
    ["a witness under a log's key", `witness a ${keys.log.vkey}\nquorum none\n`, 1],
    [
      "a key that anybody can sign under",
      `witness a ${recordVectors.refused.keyOfSmallOrder}\nquorum none\n`,
      1,
    ],
    ["one key twice", `${both}witness again ${makers}\nquorum none\n`, 3],
    ["one name twice", `witness a ${makers}\nwitness a ${users}\nquorum none\n`, 2],
    ["a witness called none", `witness none ${makers}\nquorum none\n`, 1],
    ["a group of who comes later", `group all all makers\n${both}quorum all\n`, 1],
    ["a member of two groups", `${both}group a any makers\ngroup b any makers users\nquorum b\n`, 4],
    ["a member twice", `${both}group a 2 makers makers\nquorum a\n`, 3],
    ["more than all", `${both}group a 3 makers users\nquorum a\n`, 3],
    ["none of them", `${both}group a 0 makers users\nquorum a\n`, 3],
    ["an empty group", `${both}group a all\nquorum a\n`, 3],
  ])("is refused with %s", (_, text, line) => {
    expect(faultOf(text)).toBe(line);
  });
});
