import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../server/scripts/build.js";
import { ensureInstalled, root, script } from "../server/scripts/ensure-installed.js";
import { coverageByFeature } from "./support/coverageByFeature.js";
import { keepTimings } from "./support/keepTimings.js";

// `npm test` runs everything; `npm test -- unit types` runs only the steps of these names. The checks and the
// build run side by side, one a processor; then Vitest runs its projects, with two workers.

const depcruise = "dependency-cruiser/bin/dependency-cruise.mjs";
// The compiler in native code: it checks the types in a fifth of the time, and has no interface for programs yet.
const compiler = "typescript-native/bin/tsc";
// Each of its checkers looks at what it needs of the packages for itself: more of them than processors make it take twice as long.
const checkers = String(Math.min(4, availableParallelism()));
const cruised = ["app", "db", "server", "--config", ".dependency-cruiser.cjs"];
const lanes = [
  [
    { name: "build", run: () => build().then((worked) => asCheck("build")(worked ? 0 : 1)) },
    { name: "locales", run: (out) => node(["tests/locales.check.js"], out).then(asCheck("locales")) },
  ],
  [
    check("lint", "@biomejs/biome/bin/biome", ["check"]),
    check("types", compiler, ["--noEmit", "--checkers", checkers]),
    check("boundaries", depcruise, cruised),
    check("unused", "knip/bin/knip.js", []),
  ],
];
const projects = ["e2e", "postgres", "pglite", "unit"];
const flags = {
  "--both":
    "every test with a database runs on both of them, and both verifiers judge ten times as many made cases",
  "--timings": "keeps what each file took in tests/timings.json",
  "--coverage": "says how much of each feature the tests without a browser run",
};

process.chdir(root);
const words = process.argv.slice(2);
const wanted = words.filter((word) => !word.startsWith("--"));
const names = [...lanes.flat().map(({ name }) => name), ...projects];
const unknown = words.filter((word) => !names.includes(word) && !(word in flags));
if (unknown.length > 0) {
  console.error(`Neither step nor flag: ${unknown.join(", ")}.\nSteps: ${names.join(", ")}`);
  for (const [flag, meaning] of Object.entries(flags)) console.error(`${flag}: ${meaning}`);
  process.exit(2);
}
const started = performance.now();
const all = wanted.length === 0;
// The browser tests, and the races with a server that is killed, are of the built application.
if (wanted.includes("e2e") || wanted.includes("postgres")) wanted.push("build");
const isChosen = (name) => all || wanted.includes(name);

ensureInstalled();
const reports = [];
if (since(started) > 2) reports.push({ name: "install", passed: 1, problems: [], seconds: since(started) });
const chosen = lanes.map((lane) => lane.filter(({ name }) => isChosen(name)));
reports.push(...(await Promise.all(chosen.map(inTurn))).flat());
reports.push(...(await vitest(projects.filter(isChosen))));

console.log("\nResults");
for (const { name, passed, problems, seconds } of reports) {
  const verdict = problems.length === 0 ? "ok    " : "FAILED";
  const counts = `${passed} passed, ${problems.length} failed`;
  console.log(`  ${verdict} ${name.padEnd(11)}${counts.padEnd(26)}${seconds.toFixed(1)} s`);
}
const problems = reports.flatMap((one) => one.problems);
const passed = reports.reduce((sum, one) => sum + one.passed, 0);
// Last, where whoever sees only the end of the output sees them.
for (const problem of problems) console.log(problem);
console.log(`\n${passed} passed, ${problems.length} failed, in ${since(started).toFixed(0)} s`);
process.exitCode = problems.length === 0 ? 0 : 1;

/** Runs the steps of a lane one after the other; the output of each is shown whole at its end. */
async function inTurn(steps) {
  const done = [];
  for (const { name, run } of steps) {
    const lines = [];
    const began = performance.now();
    const report = { name, ...(await run((chunk) => lines.push(chunk))), seconds: since(began) };
    const verdict = report.problems.length === 0 ? "ok" : "FAILED";
    process.stdout.write(`\n── ${name}: ${verdict}, ${report.seconds.toFixed(1)} s\n${Buffer.concat(lines)}`);
    done.push(report);
  }
  return done;
}

/** A step that passes or fails as a whole: a program of node_modules. */
function check(name, program, args) {
  return { name, run: (out) => node([script(program), ...args], out).then(asCheck(name)) };
}

function asCheck(name) {
  return (code) => (code === 0 ? { passed: 1, problems: [] } : { passed: 0, problems: [`${name} failed`] });
}

/** One run of Vitest for these projects, and a report of each. */
async function vitest(chosen) {
  if (chosen.length === 0) return [];
  console.log(`\n── ${chosen.join(", ")}`);
  const folder = mkdtempSync(join(tmpdir(), "codraft-tests-"));
  const file = join(folder, "report.json");
  const args = [script("vitest/vitest.mjs"), "run", ...chosen.flatMap((project) => ["--project", project])];
  args.push("--reporter=default", "--reporter=./tests/support/countsReporter.ts");
  const isCovered = words.includes("--coverage");
  if (isCovered) args.push("--coverage.enabled");
  const env = { ...process.env, CODRAFT_TEST_REPORT: file };
  if (words.includes("--both")) {
    env.CODRAFT_TEST_BOTH = "on";
    env.AGREE ??= "400";
  }
  const code = await node(args, undefined, env);
  const { files, spans, errors } = existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { files: [], spans: {}, errors: [] };
  rmSync(folder, { recursive: true, force: true });
  if (words.includes("--timings")) keepTimings(files);
  if (isCovered) console.log(coverageByFeature());

  const reports = chosen.map((name) => {
    const own = files.filter(({ project }) => project === name);
    const passed = own.reduce((sum, one) => sum + one.passed, 0);
    const problems = own.flatMap((one) => one.problems);
    if (passed + problems.length === 0) problems.push(`${name}: no tests ran`);
    const { from, to } = spans[name] ?? { from: 0, to: 0 };
    return { name, passed, problems, seconds: (to - from) / 1000 };
  });
  const [last] = reports.slice(-1);
  last.problems.push(...errors);
  if (code !== 0 && reports.every((one) => one.problems.length === 0))
    last.problems.push("an error outside the tests");
  return reports;
}

function since(moment) {
  return (performance.now() - moment) / 1000;
}

/** Runs Node and resolves to its exit code. `out` receives the output; without it, it is inherited. */
function node(args, out, env = process.env) {
  const stdio = ["ignore", out ? "pipe" : "inherit", out ? "pipe" : "inherit"];
  const child = spawn(process.execPath, args, { cwd: root, stdio, env });
  child.stdout?.on("data", out);
  child.stderr?.on("data", out);
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
