import type { Band } from "../bands";
import type { Classification, Step } from "../rule";
import { reaches, type Scores } from "../score";
import { kMeans1d } from "./kmeans";

type Classifier<M extends Classification["method"]> = (
  classification: Extract<Classification, { method: M }>,
  scores: Scores,
) => Band[];

const meanMultiples: Classifier<"mean-multiples"> = ({ steps, otherwise }, { points }) => {
  const total = points.reduce((sum, value) => sum + value, 0n);
  // Multiples of a mean that is not above zero would turn the ladder upside down.
  if (total <= 0n) return points.map(() => otherwise);
  const size = BigInt(points.length);
  const tests = steps.map((step) => ({ band: step.band, test: reaches(step) }));
  return points.map((value) => tests.find(({ test }) => test(value * size, total))?.band ?? otherwise);
};

const share: Classifier<"share"> = ({ steps, otherwise }, { points, most }) =>
  firstReached(steps, otherwise, points, most);

const workgroupMajority: Classifier<"workgroup-majority"> = ({ steps, otherwise }, scores) =>
  firstReached(steps, otherwise, scores.groupsFor.map(BigInt), scores.groupsAsked.map(BigInt));

const kMeans: Classifier<"k-means"> = ({ bands }, { points }) => {
  const clusters = kMeans1d(points, bands.length);
  // Fewer distinct scores than bands: the lowest names are given, so that a tie raises nobody.
  const missing = bands.length - new Set(clusters).size;
  return clusters.map((cluster) => bands[cluster + missing] as Band);
};

/** The band of every component. A component nobody was asked about gets the lowest of the ladder. */
export function classify(classification: Classification, scores: Scores): Band[] {
  switch (classification.method) {
    case "mean-multiples":
      return meanMultiples(classification, scores);
    case "share":
      return share(classification, scores);
    case "workgroup-majority":
      return workgroupMajority(classification, scores);
    case "k-means":
      return kMeans(classification, scores);
  }
}

/** The bands a classification can give, strongest first. */
export function bandsOf(classification: Classification): readonly Band[] {
  return classification.method === "k-means"
    ? classification.bands
    : [...classification.steps.map((step) => step.band), classification.otherwise];
}

function firstReached(
  steps: readonly Step[],
  otherwise: Band,
  parts: readonly bigint[],
  wholes: readonly bigint[],
): Band[] {
  const tests = steps.map((step) => ({ band: step.band, test: reaches(step) }));
  return parts.map((part, i) => {
    const whole = wholes[i] as bigint;
    if (whole === 0n) return otherwise;
    return tests.find(({ test }) => test(part, whole))?.band ?? otherwise;
  });
}
