import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { presets } from "~/features/rules/domain/presets";
import { sensitivity } from "~/features/rules/domain/sensitivity";
import { median, timed } from "./support/measure";
import { report, row } from "./support/report";
import { vote2024 } from "./support/vote2024";

const names = ["net-mean", "person-share"] as const;
const box = vote2024();
const run = (name: keyof typeof presets) => timed(() => sensitivity(box, presets[name]));

// Started by itself with a rule's name, this measures the first call of a process and nothing else.
const alone = names.find((name) => name === process.argv[2]);
if (alone) process.stdout.write(String(run(alone)));
else {
  const aim = { kind: "at-most", ratio: 1 } as const;
  report(
    names.flatMap((name) => {
      const self = [...process.execArgv, fileURLToPath(import.meta.url), name];
      const first = Array.from({ length: 3 }, () => Number(execFileSync(process.execPath, self)));
      for (let i = 0; i < 5; i++) run(name);
      const warm = Array.from({ length: 15 }, () => run(name));
      return [
        row(name, median(warm), "ms", { what: "allowed", figure: 50 }, aim),
        row(`${name}, first call of a process`, median(first), "ms"),
      ];
    }),
  );
}
