import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { root } from "../../server/scripts/ensure-installed.js";

/** The table of how much of each feature's lines and branches the last run with coverage ran, least first. */
export function coverageByFeature() {
  const { total, ...files } = JSON.parse(readFileSync(`${root}/coverage/coverage-summary.json`, "utf8"));
  const sums = new Map();
  for (const [path, { lines, branches }] of Object.entries(files)) {
    const name = featureOf(relative(root, path));
    const sum = sums.get(name) ?? { lines: [0, 0], branches: [0, 0] };
    sums.set(name, { lines: added(sum.lines, lines), branches: added(sum.branches, branches) });
  }
  const rows = [...sums].toSorted(([, a], [, b]) => share(a.lines) - share(b.lines));
  const body = rows.map(([name, { lines, branches }]) => row(name, percent(lines), percent(branches)));
  const whole = row("all", `${total.lines.pct} %`, `${total.branches.pct} %`);
  return ["\nCoverage", row("feature", "lines", "branches"), ...body, whole].join("\n");
}

function featureOf(path) {
  const [top, second, third] = path.split("/");
  if (second === "features") return third;
  return top === "app" && !second.includes(".") ? `${top}/${second}` : top;
}

const added = ([covered, total], more) => [covered + more.covered, total + more.total];
const share = ([covered, total]) => (total === 0 ? 1 : covered / total);
const percent = (counts) => `${(share(counts) * 100).toFixed(1)} %`;
const row = (name, lines, branches) => `  ${name.padEnd(18)}${lines.padStart(8)}${branches.padStart(10)}`;
