import { type BallotBox, cell } from "~/features/rules/domain/ballotBox";
import { presets } from "~/features/rules/domain/presets";
import { tally } from "~/features/rules/domain/tally";
import { median, timed } from "./support/measure";
import { report, row } from "./support/report";

const ballots = 1_000_000;
const runs = 5;

/** A box of random ballots: four workgroups, 26 components, 4 criteria, a third of the cells blank. */
function syntheticBox(): BallotBox {
  const components = Array.from({ length: 26 }, (_, i) => `component-${i + 1}`);
  const criteria = ["use", "study", "modify", "share"];
  const keys = ["llama2", "pythia", "opencv", "bloom"];
  const random = xorshift(2024);
  const cells = new Uint8Array(ballots * components.length * criteria.length);
  const answers = [cell.blank, cell.required, cell.not_necessary];
  for (let i = 0; i < cells.length; i++) cells[i] = answers[random() % 3] as number;
  return {
    components,
    criteria,
    workgroups: keys.map((key) => ({
      key,
      isPublic: false,
      onRoll: ballots / keys.length,
      asked: new Set(components),
      offersNotNecessary: true,
    })),
    voters: Array.from({ length: ballots }, (_, i) => ({
      workgroup: i % keys.length,
      id: `voter-${i}`,
      affiliated: i % 50 === 0,
      organization: null,
    })),
    cells,
  };
}

/** Marsaglia's 32-bit generator: the same ballots in every run. */
function xorshift(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** The floor under any count: a loop that reads every cell and does next to nothing with it. */
function readAll(cells: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < cells.length; i++) sum += cells[i] as number;
  return sum;
}

const box = syntheticBox();
const merging = { ...presets["person-share"], merge: { "component-2": "component-1" } };
const rules = [
  { name: "net-mean", rule: presets["net-mean"] },
  { name: "person-share", rule: presets["person-share"] },
  { name: "person-share, two components merged", rule: merging },
];
// The first round of each warms up and is left out.
const reading: number[] = [];
const counting = rules.map((): number[] => []);
for (let run = 0; run <= runs; run++) {
  const read = timed(() => readAll(box.cells));
  const counted = rules.map(({ rule }) => timed(() => tally(box, rule)));
  if (run === 0) continue;
  reading.push(read);
  for (const [i, ms] of counted.entries()) counting[i]?.push(ms);
}
const floor = { what: "only reading the cells", figure: median(reading) };
const peak = process.resourceUsage().maxRSS / 1000;
report([
  ...rules.map(({ name }, i) =>
    row(name, median(counting[i] ?? []), "ms", floor, { kind: "at-most", ratio: 4 }),
  ),
  row(
    "peak memory of the process",
    peak,
    "MB",
    { what: "allowed", figure: 1000 },
    { kind: "at-most", ratio: 1 },
  ),
]);
