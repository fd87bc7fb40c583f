import type { Clause } from "~/features/drafts/domain/clause";
import { compareSteps } from "~/features/drafts/domain/compare";
import { median, timed } from "./support/measure";
import { report, row } from "./support/report";

const clauses = 2000;
const vocabulary =
  "system people may use study modify share code data parameters licence whoever receives it must find a complete list of sources settings weights under open terms".split(
    " ",
  );

/** The same numbers on every run (Lehmer's generator). */
let state = 20_240_131;
const random = () => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647;
};
const words = (count: number) =>
  Array.from({ length: count }, () => {
    const word = vocabulary[Math.floor(random() * vocabulary.length)];
    return random() < 0.3 ? `${word}${Math.floor(random() * 5000)}` : word;
  }).join(" ");
const written = (id: string): Clause => ({
  id,
  kind: "definition",
  heading: words(4),
  body: words(60),
  stability: "likely",
  origins: [],
});

const before = Array.from({ length: clauses }, (_, at) => written(`a${at}`));
const edited = before.map((one) => ({
  ...one,
  body: random() < 0.5 ? `${one.body} ${words(5)}` : one.body.replace(/ \w+/, ""),
}));
const imported = edited.map((one, at) => ({ ...one, id: `b${at}` }));
const unrelated = Array.from({ length: clauses }, (_, at) => written(`c${at}`));

/** Milliseconds of the whole comparison, and of its longest step: what another request waits at most. */
function measure(after: readonly Clause[]) {
  let longest = 0;
  const whole = timed(() => {
    const steps = compareSteps(before, after);
    let from = performance.now();
    while (!steps.next().done) {
      const now = performance.now();
      longest = Math.max(longest, now - from);
      from = now;
    }
  });
  return { whole, longest };
}

const aim = { kind: "at-most", ratio: 1 } as const;
report(
  Object.entries({ edited, "read in, without ids": imported, "nothing in common": unrelated }).flatMap(
    ([name, after]) => {
      measure(after);
      const runs = Array.from({ length: 5 }, () => measure(after));
      const whole = median(runs.map((run) => run.whole));
      return [
        row(name, whole, "ms", { what: "allowed", figure: 2000 }, aim),
        row(`${name}, longest step`, median(runs.map((run) => run.longest)), "ms"),
      ];
    },
  ),
);
