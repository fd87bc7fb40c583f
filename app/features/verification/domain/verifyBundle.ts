import type { Collected } from "~/features/results/domain/collect";
import { countedUnder, togetherUnder } from "~/features/rules/domain/bandsUnder";
import type { Rule } from "~/features/rules/domain/rule";
import { checkAnchors } from "./attested/anchors";
import { checkRolls } from "./attested/rolls";
import { checkWitnesses } from "./attested/witnesses";
import { readBundle } from "./bundle";
import { type CheckedRound, checkBallots, checkClosing, checkTerms, readRounds } from "./checkRounds";
import { checkStanding } from "./checkStanding";
import { type FoundBallot, findBallots } from "./findBallots";
import { checkChanges } from "./keys";
import { readRecord } from "./readRecord";
import { collectRounds, type RuleReader, readRule, recount } from "./recount";
import { readPlans } from "./sealedPlans";
import { type Brought, checkKept, checkReceipts, checkSignature } from "./signatures";
import {
  type BundleFault,
  type BundleStep,
  bundleSteps,
  Findings,
  type StepResult,
  type Unchecked,
} from "./steps";

/** What was found of a bundle. It holds where there are no faults; what is unchecked its reader has to know. */
export type Verification = {
  readonly steps: readonly StepResult[];
  readonly faults: readonly BundleFault[];
  readonly unchecked: readonly Unchecked[];
  /** Steps that had nothing to look at: what holds of nothing says nothing. */
  readonly empty: readonly BundleStep[];
  /** What it is of; null where the files could not be read. */
  readonly about: About | null;
  /** The entries that the reader has receipts for. */
  readonly mine: readonly FoundBallot[];
};

export type About = {
  readonly process: string;
  readonly result: number;
  readonly page: string;
  readonly standing: string;
  readonly plan: number | null;
  readonly origin: string;
  readonly entries: number;
  readonly ballots: number;
  readonly rounds: readonly { readonly number: number; readonly log: string; readonly ballots: number }[];
};

/** Told of each step as it ends. */
export type Progress = (done: StepResult) => void | Promise<void>;

export const nothingBrought: Brought = { keys: [], kept: [], receipts: [] };

/**
 * Checks a bundle step by step, without asking anybody: a function of the bytes and of what the reader brings along. Steps that need what
 * an earlier one did not find are skipped.
 */
export async function verifyBundle(
  data: Uint8Array,
  brought: Brought,
  { progress, ruleIn }: { readonly progress: Progress; readonly ruleIn: RuleReader },
): Promise<Verification> {
  const findings = new Findings();
  const steps: StepResult[] = [];
  const empty: BundleStep[] = [];
  const ended = async (step: BundleStep, isSkipped = false) => {
    const outcome = isSkipped ? "skipped" : findings.has(step) ? "fails" : "holds";
    steps.push({ step, outcome });
    await progress({ step, outcome });
  };
  const stop = async (about: About | null, mine: readonly FoundBallot[] = []): Promise<Verification> => {
    for (const step of bundleSteps.slice(steps.length)) await ended(step, true);
    return { steps, faults: findings.faults, unchecked: findings.unchecked, empty, about, mine };
  };

  const bundle = await readBundle(data, findings);
  const had: Partial<Record<BundleStep, number>> = {
    kept: brought.kept.length,
    plan: bundle?.plans.size ?? 0,
    receipts: brought.receipts.length,
  };
  empty.push(...bundleSteps.filter((step) => had[step] === 0));
  await ended("files");
  if (!bundle) return stop(null);
  const signed = checkSignature(bundle.checkpoint, bundle.record, brought.keys, findings);
  await ended("signature");
  if (!signed) return stop(null);
  const { keys, checkpoint } = signed;
  const { origin } = checkpoint;
  const record = readRecord(bundle.record, checkpoint, findings);
  if (record) checkChanges(bundle, checkpoint, keys, record, findings);
  await ended("record");
  if (!record) return stop(null);
  if (!checkWitnesses(bundle, record, keys, findings)) empty.unshift("witnesses");
  await ended("witnesses");
  checkKept(brought.kept, origin, keys, record, findings);
  await ended("kept");
  const plans = readPlans(bundle.plans, record, findings);
  await ended("plan");
  const rounds = readRounds(bundle, record);
  checkTerms(bundle, rounds, findings);
  await ended("terms");
  checkBallots(rounds, findings);
  await ended("ballots");
  checkClosing(rounds, record, findings);
  checkAnchors(rounds, record, plans, findings);
  checkRolls(rounds, record, findings);
  await ended("closing");

  const rule = readRule(bundle, ruleIn, findings);
  const areReadable = !findings.has("ballots") && !findings.has("terms");
  const collected = areReadable && rule ? await collectRounds(bundle, rounds) : null;
  const turnout = collected && rule ? turnoutOf(collected, rule) : null;
  checkStanding({ bundle, record, plans, rounds }, turnout, findings);
  await ended("standing", !turnout && !findings.has("standing"));
  if (collected && rule) {
    recount({ bundle, collected, rule }, rounds.some(hasErasure), findings);
    await ended("count");
    await ended("robustness");
  } else {
    await ended("count", !findings.has("count"));
    await ended("robustness", true);
  }
  checkReceipts(brought.receipts, { origin, keys, record, rounds }, findings);
  await ended("receipts");
  const { process, result: number, page } = bundle.manifest;
  const about: About = {
    process,
    result: number,
    page,
    standing: bundle.result.plan?.standing ?? "unplanned",
    plan: bundle.result.plan?.plan ?? null,
    origin,
    entries: record.entries.length,
    ballots: rounds.reduce((sum, { state }) => sum + state.ballots.length, 0),
    rounds: rounds.map((round) => ({
      number: round.number,
      log: round.log,
      ballots: round.state.ballots.length,
    })),
  };
  return stop(about, findBallots(brought.receipts, rounds));
}

const hasErasure = ({ lines }: CheckedRound) => lines.some(({ entry }) => entry.includes('"kind":"erasure"'));

/** Who voted, as the quorum of a plan has it. */
function turnoutOf({ box }: Collected, rule: Rule) {
  const together = togetherUnder(box, rule);
  return {
    voters: box.voters.filter(countedUnder(box, rule)).length,
    onRoll: box.workgroups.reduce((sum, { onRoll }, w) => sum + (together[w] ? onRoll : 0), 0),
    workgroups: box.workgroups.map(({ onRoll }, w) => ({
      onRoll,
      voted: box.voters.filter(({ workgroup }) => workgroup === w).length,
    })),
  };
}
