import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createGzip } from "node:zlib";
import { ballotsCsv, ballotsJson, rollCsv } from "~/features/results/domain/ballotFiles";
import {
  type BrokenLog,
  type CollectPlan,
  collect,
  type LogPortion,
} from "~/features/results/domain/collect";
import {
  buildResult,
  type CountedRound,
  type ResultDocument,
} from "~/features/results/domain/resultDocument";
import type { Rule } from "~/features/rules/domain/rule";
import { ok, type Result } from "~/kernel/result";
import { task } from "~/platform/heavy/work";

/** Counts rounds under a rule. The result has no number of its own yet. */
export const countRounds = task(
  "count rounds",
  async (
    input: {
      readonly plan: CollectPlan;
      readonly rule: Rule;
      readonly process: string;
    },
    portions: AsyncIterable<LogPortion>,
  ): Promise<Result<ResultDocument, BrokenLog>> => {
    const collected = await collect(input.plan, portions);
    if (!collected.ok) return collected;
    const { box, rounds, mapping, severalTimes } = collected.value;
    const about = {
      process: input.process,
      compilation: 0,
      rounds,
      mapping,
      severalTimes,
      ties: "by-choices",
    } as const;
    return ok(buildResult(box, input.rule, about));
  },
);

/** The files of a result that are made from the logs of its rounds. */
export const ballotFiles = ["ballots.csv", "ballots.json", "roll.csv"] as const;
export type BallotFile = (typeof ballotFiles)[number];

/** One of these files, compressed (gzip). Its whole text is never in memory at once. Throws if a log was altered after its result. */
export const writeBallotFile = task(
  "write ballot file",
  async (
    input: {
      readonly plan: CollectPlan;
      readonly name: BallotFile;
      readonly categories: Readonly<Record<string, string>>;
      readonly rounds: readonly CountedRound[];
    },
    portions: AsyncIterable<LogPortion>,
  ): Promise<Uint8Array> => {
    const collected = await collect(input.plan, portions);
    if (!collected.ok) throw new Error(`cannot write ${input.name}: ${JSON.stringify(collected.error)}`);
    const { box, leaves, roll } = collected.value;
    const texts = {
      "ballots.csv": () => ballotsCsv(box, input.categories),
      "ballots.json": () => ballotsJson(box, leaves, input.rounds),
      "roll.csv": () => rollCsv(box, roll),
    } satisfies Record<BallotFile, () => Iterable<string>>;
    return buffer(Readable.from(texts[input.name]()).pipe(createGzip()));
  },
  { isLong: true },
);
