import { strToU8, zipSync } from "fflate";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import { listHash, type Plan, planHash, planText } from "~/features/plans/domain/plan";
import { standingOf, unplanned } from "~/features/plans/domain/standing";
import { anchorCommit } from "~/features/recordlog/domain/anchor";
import { type RecordBody, sealRecordEntry } from "~/features/recordlog/domain/entry";
import { type CollectPlan, collect, type LogPortion } from "~/features/results/domain/collect";
import {
  buildResult,
  type ResultDocument,
  resultHash,
  resultText,
} from "~/features/results/domain/resultDocument";
import { type EntryBody, notesHash, sealEntry, voterHash } from "~/features/rounds/domain/entry";
import { type Terms, termsHash } from "~/features/rounds/domain/terms";
import type { Choice, Choices } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import type { Rule } from "~/features/rules/domain/rule";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { canonicalJson, sha256Hex } from "~/kernel/hash/canonical";
import type { RoundId } from "~/kernel/ids";
import { checkpointText } from "~/kernel/tlog/checkpoint";
import { signingKey } from "~/kernel/tlog/ed25519";
import { merkleRoot } from "~/kernel/tlog/merkle";
import { cosignatureLine, signNote } from "~/kernel/tlog/note";
import { algorithms, verifierKey, verifierKeyText } from "~/kernel/tlog/verifierKey";
import { policyText } from "~/kernel/witness/policy";

/** Chance that comes again: the same numbers of the same seed. */
export function chance(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    below,
    is: (share: number) => next() < share,
    one: <T>(of: readonly T[]): T => of[below(of.length)] as T,
    some: <T>(of: readonly T[], share = 0.6): T[] => of.filter(() => next() < share),
    hex: () => Array.from({ length: 64 }, () => below(16).toString(16)).join(""),
  };
}
export type Chance = ReturnType<typeof chance>;

export const process = "example";
export const origin = `codraft.example/log/${process}`;
const keyOf = (name: string, byte: number) => {
  const signing = signingKey(new Uint8Array(32).fill(byte));
  return { signing, verifier: verifierKey(name, signing.publicKey) };
};
/** Keys that everybody knows, and one that is not the log's. */
export const logKey = keyOf(origin, 1);
export const receiptsKey = keyOf(`${origin}/receipts`, 2);
export const otherKey = keyOf(origin, 9);
/** The key that the log changes to, where it does. */
export const nextKey = keyOf(origin, 8);
const witnesses = [3, 4, 5].map((byte) => {
  const signing = signingKey(new Uint8Array(32).fill(byte));
  const name = `w${byte}`;
  const verifier = verifierKey(`witness.example/${name}`, signing.publicKey, algorithms.cosignature);
  return { name, signing, verifier };
});
export const pin = verifierKeyText(logKey.verifier);

/** A round as it is held: who sits in it, and what they cast, one after the other; null takes back. */
export type HeldRound = {
  readonly number: number;
  readonly terms: Omit<Terms, "plan">;
  readonly seats: readonly {
    readonly label: string;
    readonly affiliated: boolean;
    readonly organization: string | null;
  }[];
  readonly cast: readonly {
    readonly seat: number;
    readonly choices: Choices | null;
    readonly notes?: Readonly<Record<string, string>>;
  }[];
  readonly erased?: boolean;
  /** How many of the seats, the last of them, joined the roll while it was open. */
  readonly joined?: number;
  /** Deadlines that it was given or put off to while it was open, one after the other. */
  readonly extendedTo?: readonly string[];
};

export type Held = {
  readonly criteria: readonly string[];
  readonly components: readonly { key: string; since: number; retired: number | null }[];
  readonly moves: readonly { from: string; to: string; version: number }[];
  readonly rule: Rule;
  readonly rounds: readonly HeldRound[];
  /** Numbers of the rounds of the plan; null where none is sealed. */
  readonly planned: readonly number[] | null;
  readonly quorum?: Plan["quorum"];
  /** Acts for which the plan asks two organizers; each entry then has two. */
  readonly confirm?: Plan["confirm"];
  /** How often the plan has rounds anchored. */
  readonly anchorMinutes?: number;
  /** Numbers of the rounds that are counted. */
  readonly counted: readonly number[];
  /** Numbers of rounds that the record log declares void, and when: while they were open, or once they had closed. */
  readonly voided?: { readonly rounds: readonly number[]; readonly when: "open" | "closed" };
  /** How often open logs were anchored. */
  readonly anchors?: number;
  /** How many of the three witnesses have to have signed, and which did. */
  readonly witnesses?: { readonly least: number; readonly signed: readonly number[] };
  /** The log changed its key after the rounds had closed. */
  readonly changesKey?: boolean;
  /** By which rule it is counted, where it is another. */
  readonly countedBy?: Rule;
};

/** The files of a bundle by their paths, but for the list of them. */
export type Files = Map<string, string>;

export const logOf = (number: number) => `${process}-round-${number}`;
const start = Date.UTC(2030, 0, 1, 12);
const at = (minutes: number) => new Date(start + minutes * 60_000);

/** A round's log, from its opening to its closing. */
function logLines(round: HeldRound, terms: Terms, rule: string, random: Chance) {
  const log = logOf(round.number);
  const lines: { leaf: string; entry: string; salt?: string; notes?: Readonly<Record<string, string>> }[] =
    [];
  const append = (body: EntryBody, more: object = {}) => {
    const sealed = sealEntry(body);
    lines.push({ leaf: sealed.leaf, entry: sealed.entry, ...more });
    return sealed.leaf;
  };
  append({ kind: "open", log, nonce: random.hex(), rule, terms: termsHash(terms) });
  const voters = round.seats.map(({ label }) => voterHash(random.hex(), log, label));
  const there = round.seats.length - (round.joined ?? 0);
  round.seats.forEach(({ affiliated }, seat) => {
    const voter = voters[seat] as string;
    append({ kind: "roll", log, nonce: random.hex(), voter, affiliated: affiliated ? "yes" : "no" });
  });
  // The opening and the seats that were there then; those that joined come before all ballots.
  const opened = 1 + there;
  const last = new Map<number, string>();
  for (const { seat, choices, notes } of round.cast) {
    const voter = voters[seat] as string;
    const prev = last.get(seat) ?? null;
    if (choices === null) {
      if (prev !== null) last.set(seat, append({ kind: "withdraw", log, nonce: random.hex(), voter, prev }));
      continue;
    }
    const salt = random.hex();
    const hash = notes ? notesHash(salt, notes) : null;
    const body: EntryBody = { kind: "cast", log, nonce: random.hex(), voter, prev, choices, notes: hash };
    last.set(seat, append(body, notes && random.is(0.7) ? { salt, notes } : {}));
  }
  const size = lines.length;
  const root = merkleRoot(lines.map(({ leaf }) => leaf));
  const leaf = append({ kind: "close", log, nonce: random.hex(), size, root });
  return { log, lines, voters, opened, close: { size, root, leaf } };
}

/** A process from its beginning to its published result, and the bundle of that. */
export async function madeBundle(held: Held, random: Chance): Promise<Files> {
  const hash = ruleHash(held.rule);
  const files: Files = new Map();
  const bodies: { body: RecordBody; at: Date }[] = [];
  const note = (minutes: number, body: RecordBody) => bodies.push({ body, at: at(minutes) });
  const people = () =>
    held.confirm?.length ? { by: random.hex(), second: random.hex() } : { by: null, second: null };
  note(0, {
    kind: "begin",
    process,
    keys: [pin],
    receipts: [verifierKeyText(receiptsKey.verifier)],
    adopted: "no",
    continues: null,
  });
  note(1, { kind: "rows", act: "process.started", rows: [], by: null });
  const policyOf = (key: typeof logKey) =>
    policyText({
      logs: [{ key: key.verifier, url: null }],
      witnesses: witnesses.map(({ name, verifier }) => ({ name, key: verifier, url: null })),
      groups: [
        { name: "all", least: held.witnesses?.least ?? 1, members: witnesses.map(({ name }) => name) },
      ],
      quorum: "all",
    });
  const declare = (minutes: number, key: typeof logKey) => {
    if (!held.witnesses) return;
    const text = policyOf(key);
    files.set("policy", text);
    note(minutes, { kind: "policy", policy: sha256Hex(text), ...people() });
  };
  declare(1, logKey);
  const version = held.rounds[0]?.terms.componentVersion ?? 1;
  const plan = held.planned && planOf(held, held.planned, version);
  const doc = plan && planHash(planText(plan));
  if (plan && doc) {
    files.set("plan/1.json", planText(plan));
    note(2, { kind: "plan", plan: 1, doc, rounds: plan.rounds.map(({ log }) => log), ...people() });
  }
  const rounds = held.rounds.map((round) => {
    const isPlanned = held.planned?.includes(round.number) ?? false;
    const terms: Terms = { ...round.terms, ...(isPlanned && doc ? { plan: doc } : {}) };
    return { round, isPlanned, terms, ...logLines(round, terms, hash, random) };
  });
  for (const { isPlanned, terms, log, lines, opened } of rounds)
    note(10, {
      kind: "open",
      ballots: log,
      plan: isPlanned ? 1 : null,
      rule: hash,
      terms: termsHash(terms),
      size: opened,
      root: merkleRoot(lines.slice(0, opened).map(({ leaf }) => leaf)),
      ...people(),
    });
  const openings = new Map<string, string[]>(rounds.map(({ log }) => [log, []]));
  const told = new Map(rounds.map(({ log, opened }) => [log, opened - 1]));
  for (let time = 0; time < (held.anchors ?? 0); time++) {
    const sizeOf = ({ opened, close }: (typeof rounds)[number]) =>
      opened + Math.floor(((close.size - opened) * time) / (held.anchors ?? 1));
    for (const round of rounds) {
      const { log } = round;
      const size = Math.min(round.round.seats.length, sizeOf(round) - 1);
      const added = size - (told.get(log) ?? 0);
      if (added === 0) continue;
      note(20 + time, { kind: "roll", ballots: log, added, removed: 0, size, reason: "joined" });
      told.set(log, size);
    }
    const entry = bodies.length;
    const logs = rounds.map((one) => {
      const { log, lines } = one;
      const size = sizeOf(one);
      const root = merkleRoot(lines.slice(0, size).map(({ leaf }) => leaf));
      const salt = random.hex();
      openings.get(log)?.push(`${canonicalJson({ entry, root, salt, size })}\n`);
      return [log, anchorCommit(salt, { ballots: log, root, size })] as const;
    });
    note(20 + time, { kind: "anchor", logs });
  }
  for (const { round, terms, log } of rounds)
    for (const [place, until] of (round.extendedTo ?? []).entries()) {
      const former = round.extendedTo?.[place - 1] ?? terms.closesAt;
      note(50, { kind: "extend", ballots: log, former, until, reason: sha256Hex("late"), ...people() });
    }
  const declareVoid = (minutes: number, when: "open" | "closed") => {
    for (const number of (held.voided?.when === when && held.voided.rounds) || [])
      note(minutes, { kind: "void", ballots: logOf(number), reason: "anchors-lost" });
  };
  declareVoid(60, "open");
  for (const { round, terms, log, close } of rounds)
    note(100, {
      kind: "close",
      ballots: log,
      ...close,
      how: (round.extendedTo?.at(-1) ?? terms.closesAt) === "by-hand" ? "by-hand" : "deadline",
      ...people(),
    });
  declareVoid(101, "closed");
  if (held.changesKey) {
    const receipts = [verifierKeyText(receiptsKey.verifier)];
    note(105, { kind: "keys", keys: [verifierKeyText(nextKey.verifier), pin], receipts, reason: "rotation" });
    declare(105, nextKey);
  }
  const counted = rounds.filter(({ round }) => held.counted.includes(round.number));
  const rule = held.countedBy ?? held.rule;
  const result = await resultOf(held, counted, rule, plan && doc ? { plan, doc } : null);
  const { plan: planned = null, standing = "unplanned", omitted = [] } = result.plan ?? {};
  const said = { plan: planned, standing, omitted: omitted.map((one) => ({ ...one })) };
  const ballots = result.rounds.map(({ log }) => log);
  note(200, { kind: "count", count: 1, rule: ruleHash(rule), ballots, ...said, by: null });
  note(201, { kind: "result", count: 1, result: resultHash(result), replaces: null, ...said, ...people() });

  for (const { round, terms, log, lines, voters } of counted) {
    const nonce = random.hex();
    lines.push(sealEntry({ kind: "result", log, nonce, result: resultHash(result) }));
    if (round.erased)
      lines.push(sealEntry({ kind: "erasure", log, nonce: random.hex(), voter: voters[0] ?? "" }));
    const folder = `rounds/${round.number}`;
    const text = lines.map((line, index) => `${JSON.stringify({ index, ...line })}\n`).join("");
    files.set(`${folder}/entries.jsonl`, text);
    files.set(`${folder}/terms.json`, canonicalJson(terms));
    const seats = round.seats.map(({ label, organization }, seat) => {
      const voter = voters[seat] as string;
      return `${canonicalJson({ voter, label, organization })}\n`;
    });
    files.set(`${folder}/seats.jsonl`, seats.join(""));
  }
  files.set("rule.json", canonicalJson(rule));
  files.set("result.json", resultText(result));
  files.set(
    "components.json",
    canonicalJson({
      format: "codraft-components/1" as const,
      components: held.components.map((one) => ({ ...one })),
      moves: held.moves.map((one) => ({ ...one })),
    }),
  );
  if (held.anchors)
    for (const { round, log } of counted)
      files.set(`rounds/${round.number}/anchors.jsonl`, (openings.get(log) ?? []).join(""));
  const entries = bodies.map(
    ({ body, at: when }, index) => sealRecordEntry({ log: origin, index, at: when }, body).entry,
  );
  return cosigned(signRecord(files, entries), held.witnesses?.signed ?? []);
}

/** The bundle with the signatures of witnesses below its checkpoint. */
export function cosigned(files: Files, signed: readonly number[]): Files {
  const note = files.get("checkpoint") ?? "";
  const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
  const lines = signed.map((at) => {
    const { verifier, signing } = witnesses[at] as (typeof witnesses)[number];
    return cosignatureLine(text, start / 1000, verifier, signing);
  });
  return new Map([...files, ["checkpoint", [note, ...lines].join("")]]);
}

function planOf(held: Held, planned: readonly number[], version: number): Plan {
  const keys = held.components
    .filter(({ since, retired }) => since <= version && (retired === null || retired > version))
    .map(({ key }) => key);
  return {
    format: "codraft-plan/1",
    process,
    plan: 1,
    rule: ruleHash(held.rule),
    components: { version, hash: listHash(keys) },
    criteria: [...held.criteria],
    rounds: planned.map((number) => {
      const round = held.rounds.find((one) => one.number === number) as HeldRound;
      const { workgroup, asked, notNecessary, cannotJudge, attribution, reveal, closesAt } = round.terms;
      return {
        log: logOf(number),
        workgroup,
        asked: [...asked],
        notNecessary,
        ...(cannotJudge ? { cannotJudge } : {}),
        attribution,
        roll: workgroup === "public" ? "joins" : "frozen",
        opensBy: at(60).toISOString(),
        closesAt,
        reveal,
      };
    }),
    overlap: "allowed",
    quorum: held.quorum ?? { voters: 0, share: "0", workgroup: { voters: 0, share: "0" }, workgroups: 0 },
    confirm: [...(held.confirm ?? [])],
    ...(held.anchorMinutes ? { anchorMinutes: held.anchorMinutes } : {}),
  };
}

type Logged = Awaited<ReturnType<typeof logLines>> & { readonly round: HeldRound; readonly terms: Terms };

async function resultOf(
  held: Held,
  rounds: readonly Logged[],
  rule: Rule,
  sealed: { readonly plan: Plan; readonly doc: string } | null,
): Promise<ResultDocument> {
  const workgroup = ({ terms, round }: Logged) =>
    terms.workgroup === "public" ? `public-${round.number}` : terms.workgroup;
  const plan: CollectPlan = {
    criteria: held.criteria,
    listed: held.components.map(({ key }) => key),
    moves: held.moves,
    rounds: rounds.map((one) => ({
      id: one.log as RoundId,
      number: one.round.number,
      log: one.log,
      workgroup: workgroup(one),
      isPublic: one.terms.workgroup === "public",
      asked: one.terms.asked,
      offersNotNecessary: one.terms.notNecessary === "offered",
      isNamed: one.terms.attribution === "named",
      isAgain:
        one.terms.workgroup !== "public" &&
        rounds.some((other) => other !== one && other.terms.workgroup === one.terms.workgroup),
    })),
  };
  async function* portions(): AsyncGenerator<LogPortion> {
    for (const { log, lines, voters, round } of rounds) {
      yield {
        log,
        seats: round.seats.map(({ label, organization }, seat) => {
          return { voter: voters[seat] as string, person: null, label, organization };
        }),
      };
      yield { log, rows: lines.map(({ leaf, entry }, index) => ({ index, leaf, entry })) };
    }
  }
  const found = await collect(plan, portions());
  if (!found.ok) throw new Error(found.error.problem);
  const collected = found.value;
  const about = { process, compilation: 1, rounds: collected.rounds, mapping: collected.mapping };
  const result = buildResult(collected.box, rule, about);
  if (!sealed) return result;
  const facts = sealed.plan.rounds.map(({ log }) => {
    const isVoid = held.voided?.when === "open" && held.voided.rounds.some((number) => logOf(number) === log);
    return { log, state: isVoid ? ("void" as const) : ("closed" as const), isKept: true };
  });
  const standing = standingOf(
    { ...result, rule: result.ruleHash, rounds: result.rounds.map(({ log }) => log) },
    [{ plan: sealed.plan, facts }],
    true,
  );
  const doc = standing.plan === null ? null : sealed.doc;
  return standing.standing === unplanned.standing ? result : { ...result, plan: { ...standing, doc } };
}
/** Puts entries of a record log into a bundle and signs them. */
export function signRecord(files: Files, entries: readonly string[], key?: typeof logKey): Files {
  const leaves = entries.map((entry) => sha256Hex(Uint8Array.of(0), entry));
  const textAt = (size: number) => checkpointText({ origin, size, root: merkleRoot(leaves.slice(0, size)) });
  const change = entries.findIndex((entry) => entry.includes('"kind":"keys"'));
  const signed = signNote(textAt(entries.length), key ?? (change === -1 ? logKey : nextKey));
  return new Map([
    ...files,
    ["record.jsonl", entries.map((entry) => `${entry}\n`).join("")],
    ["checkpoint", signed],
    ...(change > 0 ? [[`keys/${change}`, signNote(textAt(change + 1), nextKey, logKey)] as const] : []),
  ]);
}

/** A bundle of these files, with the list of them: an attacker writes one that fits. */
export function zipped(files: Files): Uint8Array {
  const listed = [...files].map(([path, text]) => {
    const bytes = new TextEncoder().encode(text);
    return [path, bytes.length, sha256Hex(bytes)] as const;
  });
  const page = `https://codraft.example/p/${process}/results/1`;
  const manifest = canonicalJson({
    format: "codraft-bundle/1" as const,
    process,
    result: 1,
    page,
    files: listed,
  });
  return zipSync(
    Object.fromEntries(
      [...files, ["manifest.json", manifest] as const].map(([path, text]) => [path, strToU8(text)]),
    ),
    { level: 1 },
  );
}

const criteria = ["use", "study", "modify"];
const presetList = Object.values(presets);

/** A rule of any kind. */
function someRule(random: Chance, components: readonly string[]): Rule {
  const base = random.one(presetList);
  const count =
    base.classify.method === "workgroup-majority" ? "person" : random.one(["cell", "person"] as const);
  const merge: Record<string, string> = {};
  if (random.is(0.4))
    for (const [place, from] of components.entries()) {
      const to = components[place + 1 + random.below(3)] ?? "gone";
      if (random.is(0.25)) merge[from] = to;
    }
  return {
    ...base,
    name: `rule ${random.below(1000)}`,
    count,
    score: { required: 1 + random.below(3), not_necessary: -random.below(3) },
    unit: random.one(["voter", "workgroup"] as const),
    merge,
    exclude: random.one(["nobody", "affiliated"] as const),
    publicBallots: random.one(["apart", "as-workgroup"] as const),
  };
}

/** A process of any shape: rounds of several workgroups, versions of the list, revisions, withdrawals, a plan or none. */
export function someHeld(random: Chance): Held {
  const keys = Array.from({ length: 1 + random.below(6) }, (_, place) => `part-${place}`);
  const used = criteria.slice(0, 1 + random.below(3));
  const hasMoved = keys.length > 2 && random.is(0.3);
  const components = keys.map((key, place) => ({
    key,
    since: 1,
    retired: hasMoved && place === 0 ? 2 : null,
  }));
  const moves = hasMoved ? [{ from: "part-0", to: "part-1", version: 2 }] : [];
  const rule = someRule(random, keys);
  const numbers = Array.from({ length: 1 + random.below(4) }, (_, place) => place + 1);
  const version = hasMoved ? 2 : 1;
  const isPlanned = random.is(0.6);
  const rounds = numbers.map((number): HeldRound => {
    const isEarlier = hasMoved && !isPlanned && random.is(0.5);
    const listed = keys.filter((_, place) => isEarlier || !(hasMoved && place === 0));
    const some = random.some(listed, 0.8);
    const asked = some.length > 0 ? some : listed;
    const isNamed = random.is(0.5);
    const cannotJudge = random.is(0.4);
    const answers: readonly Choice[] = cannotJudge
      ? ["required", "not_necessary", "cannot_judge"]
      : ["required", "not_necessary"];
    const seats = Array.from({ length: random.below(6) }, (_, seat) => ({
      label: `seat ${seat + 1}`,
      affiliated: random.is(0.2),
      organization: isNamed && random.is(0.5) ? random.one(["Acme", "Umbrella"]) : null,
    }));
    const workgroup = random.one(["alpha", "beta", "gamma", "public"]);
    const choices = (): Choices =>
      Object.fromEntries(
        random
          .some(asked)
          .map((key) => [
            key,
            Object.fromEntries(random.some(used).map((criterion) => [criterion, random.one(answers)])),
          ]),
      );
    const cast =
      seats.length === 0
        ? []
        : Array.from({ length: random.below(10) }, () => ({
            seat: random.below(seats.length),
            choices: random.is(0.15) ? null : choices(),
            ...(random.is(0.3) ? { notes: { [asked[0] as string]: "Because of ü." } } : {}),
          }));
    return {
      number,
      terms: {
        process,
        round: number,
        workgroup,
        componentVersion: isEarlier ? 1 : version,
        asked,
        criteria: used,
        notNecessary: "offered",
        ...(cannotJudge ? { cannotJudge: "offered" as const } : {}),
        attribution: isNamed ? "named" : "pseudonymous",
        reveal: "at-close",
        closesAt: random.is(0.5) ? "by-hand" : at(70).toISOString(),
      },
      ...(random.is(0.3)
        ? { extendedTo: [80, 99].slice(random.below(2)).map((minute) => at(minute).toISOString()) }
        : {}),
      seats,
      cast,
      ...(workgroup === "public" ? { joined: random.below(seats.length + 1) } : {}),
      erased: random.is(0.1),
    };
  });
  const counted = random.is(0.7) ? numbers : random.some(numbers, 0.7);
  return {
    criteria: used,
    components,
    moves,
    rule,
    rounds,
    planned: isPlanned ? (random.is(0.8) ? numbers : numbers.slice(0, 1)) : null,
    confirm: confirmedActs.filter(() => random.is(0.3)),
    ...(random.is(0.3)
      ? {
          quorum: {
            voters: random.below(6),
            share: "1/3",
            workgroup: { voters: 1, share: "0" },
            workgroups: 2,
          },
        }
      : {}),
    counted: counted.length > 0 ? counted : numbers,
    ...(random.is(0.5) ? { anchors: random.below(4) } : {}),
    ...(random.is(0.4)
      ? {
          witnesses: {
            least: 2,
            signed: random.one([
              [0, 1],
              [0, 2],
              [0, 1, 2],
            ]),
          },
        }
      : {}),
    changesKey: random.is(0.25),
    ...(random.is(0.15) ? { countedBy: someRule(random, keys) } : {}),
  };
}
