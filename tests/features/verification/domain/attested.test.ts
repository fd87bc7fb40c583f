import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorCommit } from "~/features/recordlog/domain/anchor";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { faultText } from "~/features/verification/domain/steps";
import { nothingBrought } from "~/features/verification/domain/verifyBundle";
import { type CanonicalValue, canonicalJson } from "~/kernel/hash/canonical";
import { sha256Hex } from "~/kernel/hash/sha256";
import { recordVectors } from "~tests/fixtures/recordVectors";
import { chance, cosigned, type Files, madeBundle, pin, signRecord, someHeld, zipped } from "../madeBundle";
import { hasPython, pythonVerifier } from "../python";

type Json = { [key: string]: CanonicalValue };

/** A bundle of rounds that were anchored three times and cosigned by two of three witnesses, of which two are asked for. */
const held = {
  ...[...Array(200).keys()]
    .map((seed) => someHeld(chance(seed)))
    .find(({ rounds }) => {
      const [first] = rounds;
      return rounds.length > 1 && first !== undefined && first.cast.length > 3;
    }),
} as ReturnType<typeof someHeld>;
/** Nobody joined while they were open, so that nothing stands between their opening and their anchors. */
const nobodyJoined = held.rounds.map((round) => ({ ...round, joined: 0 }));
const honest = (more: Partial<typeof held> = {}) =>
  madeBundle(
    {
      ...held,
      rounds: nobodyJoined,
      ...more,
      counted: held.rounds.map(({ number }) => number),
      anchors: 3,
      witnesses: { least: 2, signed: [0, 1] },
    },
    chance(3),
  );

const linesOf = (text = "") => text.split("\n").slice(0, -1);
const put = (files: Files, path: string, text: string): Files => new Map([...files, [path, text]]);
const without = (files: Files, gone: string): Files => new Map([...files].filter(([path]) => path !== gone));
/** The record with other entries, signed and cosigned: what somebody does who has all keys. */
const recorded = (files: Files, change: (entry: Json) => Json) =>
  cosigned(
    signRecord(
      files,
      linesOf(files.get("record.jsonl")).map((line) =>
        canonicalJson(change(JSON.parse(line) as Json) as CanonicalValue),
      ),
    ),
    [0, 1],
  );
const anchors = "rounds/1/anchors.jsonl";
/** The anchor of this number, and what is told of it in round 1. */
const anchorAt = (files: Files, at: number) => JSON.parse(linesOf(files.get(anchors))[at] ?? "") as Json;
const told = (files: Files, at: number, change: (opening: Json) => Json) =>
  put(
    files,
    anchors,
    linesOf(files.get(anchors))
      .map((line, place) =>
        place === at ? `${canonicalJson(change(JSON.parse(line) as Json) as CanonicalValue)}\n` : `${line}\n`,
      )
      .join(""),
  );
const firstAnchor = 3 + (held.planned ? 1 : 0) + held.rounds.length;

const changedRows = (files: Files, act: string) =>
  recorded(files, (entry) =>
    entry.kind === "rows" ? { ...entry, act, rows: [["gates", "a", sha256Hex("a")]] } : entry,
  );
/** A plan of the first round alone that has it anchored so often. */
const often = (anchorMinutes: number) => ({ planned: [1], anchorMinutes });

const attacks: readonly {
  readonly title: string;
  readonly attack: (files: Files) => Files;
  readonly named: readonly string[];
}[] = [
  { title: "no change", attack: (files) => files, named: [] },
  {
    title: "a witness whose signature is missing",
    attack: (files) =>
      put(
        files,
        "checkpoint",
        linesOf(files.get("checkpoint"))
          .slice(0, -1)
          .map((line) => `${line}\n`)
          .join(""),
      ),
    named: ["witnesses quorum"],
  },
  {
    title: "a signature of a witness under another checkpoint",
    attack: (files) => {
      const other = cosigned(signRecord(files, linesOf(files.get("record.jsonl")).slice(0, 2)), [2]);
      const line = linesOf(other.get("checkpoint")).at(-1);
      return put(files, "checkpoint", `${files.get("checkpoint")}${line}\n`);
    },
    named: ["witnesses signature"],
  },
  {
    title: "a policy that asks for fewer",
    attack: (files) =>
      put(files, "policy", (files.get("policy") ?? "").replace("group all 2", "group all 1")),
    named: ["witnesses altered"],
  },
  {
    title: "a policy that is missing",
    attack: (files) => without(files, "policy"),
    named: ["witnesses missing"],
  },
  {
    title: "a policy of another log, also where the record asks for it",
    attack: (files) =>
      recorded(put(files, "policy", recordVectors.policy.text), (entry) =>
        entry.kind === "policy" ? { ...entry, policy: recordVectors.policy.sha256 } : entry,
      ),
    named: ["witnesses log", "witnesses quorum"],
  },
  {
    title: "a policy that the record does not ask for",
    attack: (files) =>
      recorded(files, (entry) => (entry.kind === "policy" ? { ...entry, kind: "gates" } : entry)),
    named: ["witnesses undeclared"],
  },
  {
    title: "an anchor that is not opened",
    attack: (files) =>
      put(
        files,
        anchors,
        linesOf(files.get(anchors))
          .slice(1)
          .map((line) => `${line}\n`)
          .join(""),
      ),
    named: [`closing anchor-missing 1:${firstAnchor}`],
  },
  {
    title: "anchors that are not opened at all",
    attack: (files) => without(files, anchors),
    named: [0, 1, 2].map((at) => `closing anchor-missing 1:${firstAnchor + at}`),
  },
  {
    title: "an anchor that is opened as another size",
    attack: (files) => told(files, 0, (opening) => ({ ...opening, size: Number(opening.size) + 1 })),
    named: [`closing anchor-altered 1:${firstAnchor}`, `closing anchored 1:${firstAnchor}`],
  },
  {
    title: "a ballot that was exchanged after an anchor, with a commitment to what stands there no more",
    attack: (files) => {
      const root = "a".repeat(64);
      const { salt, size } = anchorAt(files, 1);
      return recorded(
        told(files, 1, (opening) => ({ ...opening, root })),
        (entry) => {
          if (entry.index !== firstAnchor + 1) return entry;
          const logs = (entry.logs as [string, string][]).map(([ballots, commit]) =>
            ballots.endsWith("-1")
              ? [ballots, anchorCommit(String(salt), { ballots, root, size: Number(size) })]
              : [ballots, commit],
          );
          return { ...entry, logs };
        },
      );
    },
    named: [`closing anchored 1:${firstAnchor + 1}`],
  },
  {
    title: "an anchor that leaves an open round out",
    attack: (files) =>
      recorded(files, (entry) =>
        entry.index === firstAnchor + 2
          ? {
              ...entry,
              logs: (entry.logs as [string, string][]).filter(([ballots]) => !ballots.endsWith("-1")),
            }
          : entry,
      ),
    named: [`closing anchor-extra 1:${firstAnchor + 2}`, `closing unanchored 1:${firstAnchor + 2}`],
  },
];

/** The same with people who joined the roll of the first round, which is a public one. */
const joined = () =>
  honest({
    rounds: nobodyJoined.map((round, at) => ({
      ...round,
      terms: { ...round.terms, workgroup: at === 0 ? "public" : "alpha" },
      joined: at === 0 ? round.seats.length : 0,
    })),
  });
const changedRoll = (change: (entry: Json) => Json) => (files: Files) =>
  recorded(files, (entry) => (entry.kind === "roll" ? change(entry) : entry));

describe("Of what others saw", () => {
  let python: Awaited<ReturnType<typeof pythonVerifier>> | undefined;
  beforeAll(async () => {
    if (hasPython) python = await pythonVerifier();
  });
  afterAll(() => python?.end());

  test.each<[string, (files: Files) => Files, boolean]>([
    ["as many as are there", (files) => files, false],
    [
      "more than are there",
      changedRoll((one) => ({ ...one, size: Number(one.size) + 1, added: Number(one.added) + 1 })),
      true,
    ],
    ["other than were added", changedRoll((one) => ({ ...one, added: Number(one.added) + 1 })), true],
    [
      "a roll that is frozen",
      changedRoll((one) => ({ ...one, ballots: String(one.ballots).replace(/1$/, "2") })),
      true,
    ],
  ])("what was told of who joined a roll holds against the ballots: %s", async (_, change, isNamed) => {
    const data = zipped(change(await joined()));
    const brought = { ...nothingBrought, keys: [pin] };
    const faults = (await checkBundle(data, brought)).faults.map(faultText);
    expect(faults.some((one) => /^closing roll \d:\d+$/.test(one))).toBe(isNamed);
    expect(faults.every((one) => one.startsWith("closing roll"))).toBe(true);
    const other = await python?.verify(data, brought);
    if (other)
      expect(other.faults.map((one) => one.filter((part) => part !== "").join(" ")).sort()).toEqual(
        faults.sort(),
      );
  });

  test.each<[string, Partial<typeof held>, (files: Files) => Files, readonly string[]]>([
    ["rows that changed without an act", {}, (files) => changedRows(files, "unexplained"), ["unexplained 1"]],
    ["nothing of rows that an act changed", {}, (files) => changedRows(files, "faq.saved"), []],
    ["a round that was anchored less often than its plan says", often(30), (files) => files, ["sparse 1"]],
    ["nothing of one that was anchored as often", often(60), (files) => files, []],
  ])("both programs tell of %s", async (_, more, change, told) => {
    const data = zipped(change(await honest(more)));
    const brought = { ...nothingBrought, keys: [pin] };
    const { faults, unchecked } = await checkBundle(data, brought);
    expect(faults).toEqual([]);
    expect(unchecked.map(({ code, where }) => `${code} ${where}`)).toEqual(told);
    const other = await python?.verify(data, brought);
    if (other) expect(other.unchecked.map((one) => one.join(" "))).toEqual(told);
  });

  test.each(attacks)("both programs say what is wrong with $title", async ({ attack, named }) => {
    const data = zipped(attack(await honest()));
    const brought = { ...nothingBrought, keys: [pin] };
    const { faults, empty } = await checkBundle(data, brought);
    expect(faults.map(faultText).sort()).toEqual([...named].sort());
    expect(empty).not.toContain("witnesses");
    const other = await python?.verify(data, brought);
    if (other)
      expect(
        other.faults.map(([step, code, where]) => faultText({ step: step as "files", code, where })).sort(),
      ).toEqual([...named].sort());
  });
});
