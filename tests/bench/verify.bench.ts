import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { presets } from "~/features/rules/domain/presets";
import { checkBundle } from "~/features/verification/contracts/checkBundle";
import { nothingBrought } from "~/features/verification/domain/verifyBundle";
import { chance, type Held, madeBundle, pin, zipped } from "~tests/features/verification/madeBundle";
import { hasPython } from "~tests/features/verification/python";
import { checkedInChromium } from "./support/checkedInChromium";
import { report, row } from "./support/report";

const ballots = 10_000;
const criteria = ["use", "study", "modify", "share"];
const components = Array.from({ length: 26 }, (_, place) => ({
  key: `component-${place + 1}`,
  since: 1,
  retired: null,
}));
const asked = components.map(({ key }) => key);

/** Two workgroups that answer every cell; voters differ, and components from those that all require to those that none does. */
function held(): Held {
  const random = chance(2024);
  const round = (number: number, workgroup: string): Held["rounds"][number] => ({
    number,
    terms: {
      process: "example",
      round: number,
      workgroup,
      componentVersion: 1,
      asked,
      criteria,
      notNecessary: "offered",
      attribution: "pseudonymous",
      reveal: "at-close",
      closesAt: "by-hand",
    },
    seats: Array.from({ length: ballots / 2 }, (_, seat) => ({
      label: `seat ${seat + 1}`,
      affiliated: false,
      organization: null,
    })),
    cast: Array.from({ length: ballots / 2 }, (_, seat) => ({
      seat,
      choices: Object.fromEntries(
        asked.map((key, place) => [
          key,
          Object.fromEntries(
            criteria.map((name) => [name, random.is(0.15 + place / 36) ? "required" : "not_necessary"]),
          ),
        ]),
      ),
    })),
  });
  return {
    criteria,
    components,
    moves: [],
    rule: presets["person-share"],
    rounds: [round(1, "alpha"), round(2, "beta")],
    planned: [1, 2],
    counted: [1, 2],
    anchors: 24,
  };
}

/** Runs a program and says how many seconds of a processor it took: what else the machine does is no matter then. */
const timed = `
import resource, subprocess, sys
code = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime)
sys.exit(code)`;

const data = zipped(await madeBundle(held(), chance(15)));
const steps: (readonly [string, number])[] = [];
let before = process.cpuUsage();
const took = () => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  return (user + system) / 1e6;
};
const began = process.cpuUsage();
const { faults } = await checkBundle(data, { ...nothingBrought, keys: [pin] }, ({ step }) => {
  steps.push([step, took()]);
});
const whole = process.cpuUsage(began);
if (faults.length > 0) throw new Error(JSON.stringify(faults.slice(0, 3)));
const seconds = (whole.user + whole.system) / 1e6;
const limit = { what: "a fixed limit", figure: 10 };
const rows = [
  row(
    `${ballots} ballots of 104 cells, ${Math.round(data.length / 1e6)} MB: processor time on a machine four times slower`,
    seconds * 4,
    "s",
  ),
  ...steps
    .filter(([, time]) => time > seconds / 20)
    .map(([step, time]) => row(`of it the step ${step}`, time * 4, "s")),
];
const inBrowser = await checkedInChromium(data, 4);
if (inBrowser.slowed.faults !== 0) throw new Error(`${inBrowser.slowed.faults} faults in the browser`);
rows.push(
  row(
    "in Chromium: processor time of its thread, on a machine four times slower",
    inBrowser.used.thread * 4,
    "s",
    limit,
    { kind: "at-most", ratio: 1 },
  ),
  row("the same with all threads beside it", inBrowser.used.all * 4, "s"),
  row(
    "in Chromium slowed four times, as long as it takes while the machine does nothing else",
    inBrowser.slowed.seconds,
    "s",
    limit,
  ),
  ...inBrowser.slowed.steps
    .filter(([, time]) => time > inBrowser.slowed.seconds / 20)
    .map(([step, time]) => row(`of it the step ${step}`, time, "s")),
  row("in Chromium as it is, from the button to the verdict", inBrowser.byButton, "s"),
);
if (hasPython) {
  const folder = mkdtempSync(join(tmpdir(), "codraft-verify-"));
  writeFileSync(join(folder, "bundle.zip"), data);
  const program = new URL("../../docs/verifier/verify.py", import.meta.url).pathname;
  for (const options of [["--quick"], []]) {
    const check = ["python3", program, join(folder, "bundle.zip"), "--key", pin, ...options];
    const { status, stdout } = spawnSync("python3", ["-c", timed, ...check], { encoding: "utf8" });
    // 3: what it was told not to look at is not looked at.
    if (status !== (options.length > 0 ? 3 : 0)) throw new Error(`verify.py ended with ${status}`);
    rows.push(row(["verify.py, processor time", ...options].join(" "), Number(stdout), "s"));
  }
  rmSync(folder, { recursive: true });
}
report(rows);
