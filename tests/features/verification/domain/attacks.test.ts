import { strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { receiptText } from "~/features/recordlog/domain/receipt";
import { sealEntry } from "~/features/rounds/domain/entry";
import { presets } from "~/features/rules/domain/presets";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import type { Brought } from "~/features/verification/domain/signatures";
import { faultText } from "~/features/verification/domain/steps";
import { nothingBrought } from "~/features/verification/domain/verifyBundle";
import { type CanonicalValue, canonicalJson, sha256Hex } from "~/kernel/hash/canonical";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { merkleRoot } from "~/kernel/tlog/merkle";
import { signNote } from "~/kernel/tlog/note";
import { recordVectors } from "../../../fixtures/recordVectors";
import {
  chance,
  type Files,
  type Held,
  type HeldRound,
  logKey,
  logOf,
  madeBundle,
  origin,
  otherKey,
  pin,
  process,
  receiptsKey,
  signRecord,
  zipped,
} from "../madeBundle";
import { hasPython, pythonVerifier } from "../python";

type Json = { [key: string]: CanonicalValue };

const groups = ["alpha", "beta", "gamma", "delta"];
const yes = { weights: { use: "required" } } as const;
const no = { weights: { use: "not_necessary" } } as const;

/** Four workgroups of three under one plan, each voted in. */
const held: Held = {
  criteria: ["use", "study"],
  components: [
    { key: "weights", since: 1, retired: null },
    { key: "code", since: 1, retired: null },
  ],
  moves: [],
  rule: presets["person-share"],
  rounds: groups.map(
    (workgroup, at): HeldRound => ({
      number: at + 1,
      terms: {
        process,
        round: at + 1,
        workgroup,
        componentVersion: 1,
        asked: ["weights", "code"],
        criteria: ["use", "study"],
        notNecessary: "offered",
        attribution: "pseudonymous",
        reveal: "at-close",
        closesAt: "2030-01-01T13:39:00.000Z",
      },
      seats: [1, 2, 3].map((seat) => ({ label: `seat ${seat}`, affiliated: false, organization: null })),
      cast: [
        { seat: 0, choices: yes },
        { seat: 1, choices: yes, notes: { weights: "Nothing runs without them." } },
        { seat: 0, choices: no },
      ],
    }),
  ),
  planned: [1, 2, 3, 4],
  counted: [1, 2, 3, 4],
};
const seed = 7;
const honest = (more: Partial<Held> = {}) => madeBundle({ ...held, ...more }, chance(seed));
const withRound = (change: (round: HeldRound) => HeldRound): Partial<Held> => ({
  rounds: held.rounds.map((round) => (round.number === 1 ? change(round) : round)),
});

/** A plan that asks for two organizers for everything. */
const byTwo: Partial<Held> = { confirm: ["open", "close", "publish", "gates", "decision"] };
const readTogether: Partial<Held> = {
  rounds: held.rounds.map((round) => ({ ...round, terms: { ...round.terms, reveal: "at-plan-close" } })),
};
const closedByHand: Partial<Held> = {
  rounds: held.rounds.map((round) => ({ ...round, terms: { ...round.terms, closesAt: "by-hand" } })),
};
const peopleless = ({ v, log, at, by }: Json = {}): Json => ({
  v: v ?? 1,
  log: log ?? "",
  at: at ?? "",
  by: by ?? null,
});

const linesOf = (text = "") => text.split("\n").slice(0, -1);
const entriesIn = (files: Files) =>
  linesOf(files.get("record.jsonl")).map((line) => JSON.parse(line) as Json);

/** Writes the record anew, each entry at its place, and signs it: what somebody does who has the key. */
function recorded(files: Files, change: (entries: Json[]) => readonly Json[], key = logKey): Files {
  const texts = change(entriesIn(files)).map((entry, index) =>
    canonicalJson({ ...entry, index } as CanonicalValue),
  );
  return signRecord(files, texts, key);
}
const changing =
  (kind: string, change: (entry: Json) => Json, which = 0) =>
  (entries: readonly Json[]) => {
    let seen = 0;
    return entries.map((entry) => (entry.kind === kind && seen++ === which ? change(entry) : entry));
  };
const put = (files: Files, path: string, text: string): Files => new Map([...files, [path, text]]);
const edited = (files: Files, path: string, change: (value: Json) => Json): Files =>
  put(files, path, canonicalJson(change(JSON.parse(files.get(path) ?? "{}") as Json)));
const log = "rounds/1/entries.jsonl";
type Line = { readonly index: number; readonly leaf: string; readonly entry: string };
const logIn = (files: Files) => linesOf(files.get(log)).map((line) => JSON.parse(line) as Line);
const relogged = (files: Files, lines: readonly Line[]): Files =>
  put(files, log, lines.map((line, index) => `${JSON.stringify({ ...line, index })}\n`).join(""));
const otherChoice = (entry: string) => entry.replace("required", "not_necessary");

/** A log written anew from its entries, each ballot after its voter's last, closed over what is there. */
function rewritten(files: Files, change: (entries: Json[]) => readonly Json[]): Files {
  const last = new Map<unknown, string>();
  const leaves: string[] = [];
  const lines = change(logIn(files).map(({ entry }) => JSON.parse(entry) as Json)).map((entry, index) => {
    const next: Json = { ...entry };
    if (next.kind === "cast") next.prev = last.get(next.voter) ?? null;
    if (next.kind === "close") Object.assign(next, { size: index, root: merkleRoot(leaves) });
    const { v: _, ...body } = next;
    const sealed = sealEntry(body as Parameters<typeof sealEntry>[0]);
    if (next.kind === "cast") last.set(next.voter, sealed.leaf);
    leaves.push(sealed.leaf);
    return { index, ...sealed };
  });
  return relogged(files, lines);
}

/** The tree of the first entries of a record, as a note of it. */
function keptNote(files: Files, size: number): string {
  const texts = linesOf(files.get("record.jsonl")).slice(0, size);
  const root = merkleRoot(texts.map((text) => sha256Hex(Uint8Array.of(0), text)));
  return signNote(checkpointText({ origin, size, root }), logKey);
}
/** The receipt of an entry of round 1, as its voter was given it while the round was open. */
function receiptOf(files: Files, index: number): string {
  const texts = linesOf(files.get("record.jsonl")).slice(0, 3);
  const root = merkleRoot(texts.map((text) => sha256Hex(Uint8Array.of(0), text)));
  const text = receiptText({
    ballots: logOf(1),
    index,
    leaf: logIn(files)[index]?.leaf ?? "",
    kind: "cast",
    at: new Date(Date.UTC(2030, 0, 1, 12, 30)),
    record: { origin, size: 3, root },
  });
  return signNote(text, receiptsKey);
}

type Attack = {
  readonly title: string;
  readonly attack: (files: Files) => Files | Uint8Array | Promise<Files>;
  /** What is named first of all; other faults may follow from it. */
  readonly named: string;
  readonly brought?: (files: Files) => Partial<Brought>;
};

const attacks: readonly Attack[] = [
  {
    title: "a choice that was changed in a row",
    attack: (files) =>
      relogged(
        files,
        logIn(files).map((line, at) => (at === 4 ? { ...line, entry: otherChoice(line.entry) } : line)),
      ),
    named: "ballots leaf-mismatch 1:4",
  },
  {
    title: "a choice that was changed together with its leaf",
    attack: (files) =>
      relogged(
        files,
        logIn(files).map((line, at) => {
          const entry = otherChoice(line.entry);
          return at === 5 ? { ...line, entry, leaf: sha256Hex(Uint8Array.of(0), entry) } : line;
        }),
      ),
    named: "ballots close-mismatch 1:7",
  },
  {
    title: "a log that was written anew and closed anew",
    attack: (files) =>
      rewritten(files, (entries) =>
        entries.map((entry, at) => (at === 5 ? { ...entry, choices: no } : entry)),
      ),
    named: "closing closing 1",
  },
  {
    title: "a record written anew with a stolen key, by a checkpoint that somebody kept",
    attack: (files) =>
      recorded(
        files,
        changing("rows", (entry) => ({ ...entry, act: "process.edited" })),
      ),
    brought: (files) => ({ kept: [keptNote(files, 3)] }),
    named: "kept fork 1",
  },
  {
    title: "a ballot that was changed while its round was open, by its receipt",
    attack: () =>
      honest(withRound((round) => ({ ...round, cast: [{ seat: 0, choices: no }, ...round.cast.slice(1)] }))),
    brought: (files) => ({ receipts: [receiptOf(files, 4)] }),
    named: "receipts missing 1",
  },
  {
    title: "the last ballot of a round, left out before it closed, by its receipt",
    attack: () => honest(withRound((round) => ({ ...round, cast: round.cast.slice(0, 2) }))),
    brought: (files) => ({ receipts: [receiptOf(files, 6)] }),
    named: "receipts missing 1",
  },
  {
    title: "a seat that came onto a roll that was frozen",
    attack: (files) =>
      rewritten(files, (entries) => {
        const seat = { ...(entries[1] as Json), voter: "f".repeat(64) };
        return [...entries.slice(0, 5), seat, ...entries.slice(5)];
      }),
    named: "closing roll 1",
  },
  {
    title: "two entries that changed places",
    attack: (files) => {
      const lines = logIn(files);
      return relogged(files, [...lines.slice(0, 4), lines[5] as Line, lines[4] as Line, ...lines.slice(6)]);
    },
    named: "ballots close-mismatch 1:7",
  },
  {
    title: "an entry that was cut out",
    attack: (files) =>
      relogged(
        files,
        logIn(files).filter((_, at) => at !== 5),
      ),
    named: "ballots close-mismatch 1:6",
  },
  {
    title: "two of four rounds, said to be all of the plan",
    attack: async () => {
      const part = await honest({ counted: [1, 2] });
      const complete = { plan: 1, standing: "complete", omitted: [] };
      const claimed = edited(part, "result.json", (result) => ({
        ...result,
        plan: { ...(result.plan as Json), ...complete },
      }));
      return resealed(
        recorded(claimed, (entries) => changing("count", (entry) => ({ ...entry, ...complete }))(entries)),
        complete,
      );
    },
    named: "standing standing",
  },
  {
    title: "rounds that were left out and are not named",
    attack: async () => {
      const omitted: CanonicalValue[] = [];
      const claimed = edited(await honest({ counted: [1, 2, 3] }), "result.json", (result) => ({
        ...result,
        plan: { ...(result.plan as Json), omitted },
      }));
      return resealed(
        recorded(
          claimed,
          changing("count", (entry) => ({ ...entry, omitted })),
        ),
        { omitted },
      );
    },
    named: "standing standing",
  },
  {
    title: "another rule than the plan's, said to be the plan's",
    attack: async () => {
      const complete = { standing: "complete", omitted: [] };
      const claimed = edited(await honest({ countedBy: presets["net-mean"] }), "result.json", (result) => ({
        ...result,
        plan: { ...(result.plan as Json), ...complete },
      }));
      return resealed(
        recorded(
          claimed,
          changing("count", (entry) => ({ ...entry, ...complete })),
        ),
        complete,
      );
    },
    named: "standing standing",
  },
  {
    title: "a plan that was sealed after a round had opened",
    attack: (files) =>
      recorded(
        files,
        ([begin, rows, plan, open, ...rest]) =>
          [begin, rows, { ...open, at: plan?.at ?? null }, plan, ...rest] as Json[],
      ),
    named: "plan late 1",
  },
  {
    title: "a plan whose text was exchanged",
    attack: (files) =>
      edited(files, "plan/1.json", (plan) => ({
        ...plan,
        quorum: { ...(plan.quorum as Json), voters: 1 },
      })),
    named: "plan altered 1",
  },
  {
    title: "a round in two plans",
    attack: (files) => {
      const second = canonicalJson({ ...(JSON.parse(files.get("plan/1.json") ?? "") as Json), plan: 2 });
      return recorded(
        put(files, "plan/2.json", second),
        ([begin, rows, plan, ...rest]) =>
          [begin, rows, plan, { ...plan, plan: 2, doc: sha256Hex(second) }, ...rest] as Json[],
      );
    },
    named: `plan twice ${logOf(1)}`,
  },
  {
    title: "a band that was changed",
    attack: (files) =>
      resealed(
        edited(files, "result.json", (result) => {
          const [first, ...rest] = result.components as Json[];
          return { ...result, components: [{ ...first, band: "required" }, ...rest] };
        }),
      ),
    named: "count band weights",
  },
  {
    title: "one organizer, twice",
    attack: async () =>
      recorded(
        await honest(byTwo),
        changing("open", (entry) => ({ ...entry, second: entry.by ?? null })),
      ),
    named: "plan one-person 3",
  },
  {
    title: "one organizer alone, where the plan asks for two",
    attack: async () =>
      recorded(
        await honest(byTwo),
        changing("result", (entry) => ({ ...entry, second: null })),
      ),
    named: "plan alone 12",
  },
  {
    title: "a round closed by hand by one organizer, as if its deadline had done it",
    attack: async () =>
      recorded(
        await honest({ ...byTwo, ...closedByHand }),
        changing("close", (entry) => ({ ...entry, by: null, second: null, how: "deadline" })),
      ),
    named: "plan alone 7",
  },
  {
    title: "a first deadline that one organizer gave a round which two were to close",
    attack: async () =>
      recorded(await honest({ ...byTwo, ...closedByHand }), (entries) =>
        entries.flatMap((entry) => {
          const [first] = entry.kind === "close" ? [entry.ballots] : [];
          const until = { former: "by-hand", until: "2030-01-01T13:00:00.000Z", reason: "a".repeat(64) };
          if (first !== logOf(1)) return [entry];
          return [{ ...peopleless(entry), ...until, kind: "extend", ballots: first, second: null }, entry];
        }),
      ),
    named: "plan alone 7",
  },
  {
    title: "gates that one organizer changed under a plan that asks for two",
    attack: async () =>
      recorded(await honest(byTwo), (entries) => [
        ...entries,
        { ...peopleless(entries.at(-1)), kind: "gates", gates: "a".repeat(64), second: null },
      ]),
    named: "plan alone 13",
  },
  {
    title: "a plan that takes back that two organizers are needed",
    attack: async () => {
      const files = await honest(byTwo);
      const plan = JSON.parse(files.get("plan/1.json") ?? "{}") as Json;
      const text = canonicalJson({ ...plan, plan: 2, replaces: 1, confirm: [] });
      const sealing = (entries: readonly Json[]): Json[] =>
        entries.flatMap((entry) =>
          entry.kind === "plan" ? [entry, { ...entry, plan: 2, doc: sha256Hex(text) }] : [entry],
        );
      return recorded(put(files, "plan/2.json", text), sealing);
    },
    named: "plan loosened 2",
  },
  {
    title: "a count of ballots that were to be read once the whole plan is closed, before it was",
    attack: async () =>
      recorded(await honest(readTogether), (entries) => {
        const count = entries.find(({ kind }) => kind === "count") ?? {};
        const first = entries.findIndex(({ kind }) => kind === "close");
        const early = { ...count, count: 2, at: entries[first]?.at ?? "", ballots: [logOf(1)] };
        return [...entries.slice(0, first + 1), early, ...entries.slice(first + 1)];
      }),
    named: "standing too-soon 2",
  },
  {
    title: "a second result of one plan",
    attack: (files) => recorded(files, (entries) => [...entries, { ...(entries.at(-1) as Json), count: 2 }]),
    named: "standing second 2",
  },
  {
    title: "a result whose file was exchanged",
    attack: (files) => edited(files, "result.json", (result) => ({ ...result, voters: 99 })),
    named: "standing exchanged",
  },
  {
    title: "a round that closed before its deadline",
    attack: (files) =>
      recorded(
        files,
        changing("close", (entry) => ({ ...entry, at: "2030-01-01T13:00:00.000Z" })),
      ),
    named: "closing early 1",
  },
  {
    title: "a round without a deadline that was given one and closed before it",
    attack: () =>
      honest(
        withRound((round) => ({
          ...round,
          terms: { ...round.terms, closesAt: "by-hand" },
          extendedTo: ["2030-01-01T19:00:00.000Z"],
        })),
      ),
    named: "closing early 1",
  },
  {
    title: "a first deadline that was over when it was given",
    attack: () =>
      honest(
        withRound((round) => ({
          ...round,
          terms: { ...round.terms, closesAt: "by-hand" },
          extendedTo: ["2030-01-01T12:49:00.000Z"],
        })),
      ),
    named: "closing extended 1",
  },
  {
    title: "a deadline said to be the first where one had been declared",
    attack: async () =>
      recorded(
        await honest(withRound((round) => ({ ...round, extendedTo: ["2030-01-01T13:40:00.000Z"] }))),
        changing("extend", (entry) => ({ ...entry, former: "by-hand" })),
      ),
    named: "closing extended 1",
  },
  {
    title: "a record in which time runs back",
    attack: (files) =>
      recorded(
        files,
        changing("close", (entry) => ({ ...entry, at: "2029-01-01T13:00:00.000Z" })),
      ),
    named: "record time 7",
  },
  {
    title: "terms that were exchanged",
    attack: (files) => edited(files, "rounds/1/terms.json", (terms) => ({ ...terms, attribution: "named" })),
    named: "terms altered 1",
  },
  {
    title: "a record that was cut",
    attack: (files) =>
      put(files, "record.jsonl", `${linesOf(files.get("record.jsonl")).slice(0, -1).join("\n")}\n`),
    named: "record size",
  },
  {
    title: "a record that was cut and signed anew, by a checkpoint that somebody kept",
    attack: (files) => recorded(files, (entries) => entries.filter(({ kind }) => kind !== "rows")),
    brought: (files) => ({ kept: [keptNote(files, entriesIn(files).length)] }),
    named: "kept longer 1",
  },
  {
    title: "a record signed by another key than the reader knows",
    attack: (files) => recorded(files, (entries) => entries, otherKey),
    named: "signature unsigned",
  },
  {
    title: "a file that is missing",
    attack: (files) => new Map([...files].filter(([path]) => path !== "rounds/2/seats.jsonl")),
    named: "files missing rounds/2/seats.jsonl",
  },
  {
    title: "a round that the result does not count",
    attack: (files) => put(files, "rounds/9/terms.json", files.get("rounds/1/terms.json") ?? ""),
    named: "files extra rounds/9/terms.json",
  },
  {
    title: "a key twice in an entry, of which one reader takes the first and another the last",
    attack: (files) =>
      signRecord(
        files,
        linesOf(files.get("record.jsonl")).map((line, at) =>
          at === 1 ? line.replace("{", '{"act":"other",') : line,
        ),
      ),
    named: "record canonical 1",
  },
  {
    title: "a key twice in a line of a ballot log",
    attack: (files) =>
      put(files, log, (files.get(log) ?? "").replace('{"index":0,', '{"index":0,"index":0,')),
    named: `files text ${log}`,
  },
  {
    title: "a receipt that was altered",
    attack: (files) => files,
    brought: (files) => ({ receipts: [receiptOf(files, 4).replace("index 4", "index 5")] }),
    named: "receipts signature 1",
  },
  {
    title: "a key under which anybody could sign",
    attack: (files) => files,
    brought: () => ({ keys: [recordVectors.refused.keyOfSmallOrder] }),
    named: `signature key ${recordVectors.refused.keyOfSmallOrder}`,
  },
  {
    title: "a missed quorum, said to be reached",
    attack: async () => {
      const quorum = { voters: 9, share: "0", workgroup: { voters: 0, share: "0" }, workgroups: 0 };
      const complete = { standing: "complete", omitted: [] };
      const claimed = edited(await honest({ quorum }), "result.json", (result) => ({
        ...result,
        plan: { ...(result.plan as Json), ...complete },
      }));
      return resealed(
        recorded(
          claimed,
          changing("count", (entry) => ({ ...entry, ...complete })),
        ),
        complete,
      );
    },
    named: "standing standing",
  },
  {
    title: "a path that leads out of the bundle",
    attack: (files) =>
      zipSync(
        Object.fromEntries(
          [...files, ["../outside", "x"] as const].map(([path, text]) => [path, strToU8(text)]),
        ),
      ),
    named: "files path ../outside",
  },
  {
    title: "a number in another writing",
    attack: (files) =>
      signRecord(
        files,
        linesOf(files.get("record.jsonl")).map((line) =>
          line.replace('"plan":1,"rounds"', '"plan":1e0,"rounds"'),
        ),
      ),
    named: "record canonical 2",
  },
  {
    title: "a text that is not in the form that has one hash",
    attack: (files) =>
      put(files, "components.json", (files.get("components.json") ?? "").replace("code", "code\u0041\u030a")),
    named: "files text components.json",
  },
  {
    title: "a vote that was moved to a component in a circle",
    attack: (files) =>
      edited(files, "components.json", (list) => ({
        ...list,
        moves: [
          { from: "code", to: "weights", version: 1 },
          { from: "weights", to: "code", version: 1 },
        ],
      })),
    named: "terms moves",
  },
];

/** The result's entry in the record and in the logs, made to fit the result's file: what the operator does who has everything. */
function resealed(files: Files, standing: Json = {}): Files {
  const hash = sha256Hex(files.get("result.json") ?? "");
  let next = recorded(
    files,
    changing("result", (entry) => ({ ...entry, ...standing, result: hash })),
  );
  for (const path of next.keys())
    if (path.endsWith("/entries.jsonl")) {
      const lines = linesOf(next.get(path)).map((line) => {
        const row = JSON.parse(line) as Line;
        const { v: _, ...body } = JSON.parse(row.entry) as Json;
        const sealed =
          body.kind === "result"
            ? sealEntry({ ...body, result: hash } as Parameters<typeof sealEntry>[0])
            : {};
        return `${JSON.stringify({ ...row, ...sealed })}\n`;
      });
      next = put(next, path, lines.join(""));
    }
  return next;
}

describe("A stranger's program", () => {
  let python: Awaited<ReturnType<typeof pythonVerifier>> | null = null;
  beforeAll(async () => {
    if (hasPython) python = await pythonVerifier();
  });
  afterAll(() => python?.end());

  const found = async (data: Uint8Array, more: Partial<Brought> = {}) => {
    const brought = { ...nothingBrought, keys: [pin], ...more };
    const { faults } = await checkBundle(data, brought);
    const named = faults.map(faultText);
    const other = await python?.verify(data, brought);
    if (other)
      expect(other.faults.map((fault) => fault.filter((part) => part !== "").join(" ")).sort()).toEqual(
        named.toSorted(),
      );
    return named;
  };

  test("finds nothing in what is honest", async () => {
    const files = await honest();
    const brought = { kept: [keptNote(files, 3)], receipts: [receiptOf(files, 4)] };
    expect(await found(zipped(files), brought)).toEqual([]);
  });

  test("finds nothing where two organizers did what the plan asks two for", async () => {
    expect(await found(zipped(await honest({ ...byTwo, ...closedByHand })))).toEqual([]);
  });

  test("finds nothing where ballots were counted once the whole plan was closed", async () => {
    expect(await found(zipped(await honest(readTogether)))).toEqual([]);
  });

  test.each(attacks.map((one) => [one.title, one] as const))(
    "names %s",
    async (_, { attack, named, brought }) => {
      const files = await honest();
      const made = await attack(files);
      const data = made instanceof Uint8Array ? made : zipped(made);
      expect(await found(data, brought?.(files))).toContain(named);
    },
  );

  test.each([
    ["a ballot that was changed", (round: HeldRound) => [{ seat: 0, choices: no }, ...round.cast.slice(1)]],
    ["the last ballot of a round, left out", (round: HeldRound) => round.cast.slice(0, 2)],
  ] as const)("cannot see %s while its round was open where nobody looks up the receipt", async (_, cast) => {
    const files = await honest(withRound((round) => ({ ...round, cast: cast(round) })));
    expect(await found(zipped(files))).toEqual([]);
  });

  test("names a file that was altered under the list of files, and what is no bundle", async () => {
    const files = await honest();
    const listed = unzipSync(zipped(files))["manifest.json"] ?? new Uint8Array(0);
    const all = Object.fromEntries([...files].map(([path, text]) => [path, strToU8(text)]));
    const altered = zipSync({ ...all, "manifest.json": listed, "rule.json": strToU8("{}") });
    expect(await found(altered)).toEqual(["files altered rule.json"]);
    expect(await found(zipSync(all))).toEqual(["files manifest"]);
    expect(await found(new Uint8Array(0))).toEqual(["files zip"]);
    expect(await found(zipped(files).slice(0, -200))).toEqual(["files zip"]);
  });
});
