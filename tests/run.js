import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { build } from "../server/scripts/build.js";
import { ensureInstalled, root, script } from "../server/scripts/ensure-installed.js";

// `npm test` runs everything; `npm test -- unit types` runs only the steps of these names. Steps that
// share a `group` run side by side.

const depcruise = "dependency-cruiser/bin/dependency-cruise.mjs";
const cruised = ["app", "db", "server", "--config", ".dependency-cruiser.cjs"];
const steps = [
  check("lint", "@biomejs/biome/bin/biome", ["check"]),
  check("types", "typescript/bin/tsc", ["--noEmit"], "static"),
  check("boundaries", depcruise, cruised, "static"),
  check("unused", "knip/bin/knip.js", [], "static"),
  { name: "locales", run: (out) => node(["tests/locales.check.js"], out).then(asCheck("locales")) },
  { name: "build", run: () => build().then((worked) => asCheck("build")(worked ? 0 : 1)) },
  vitest("unit"),
  vitest("pglite"),
  vitest("postgres"),
  vitest("e2e"),
];

process.chdir(root);
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`No such step: ${unknown.join(", ")}. Steps: ${steps.map((step) => step.name).join(", ")}`);
  process.exit(2);
}
// The browser tests, and the races with a server that is killed, are of the built application.
if (wanted.includes("e2e") || wanted.includes("postgres")) wanted.push("build");
const chosen = steps.filter((step) => wanted.length === 0 || wanted.includes(step.name));

ensureInstalled();
const reports = [];
for (const group of grouped(chosen))
  reports.push(...(await Promise.all(group.map((step) => report(step, group)))));

console.log("\nResults");
for (const { name, passed, failed, seconds } of reports) {
  const verdict = failed === 0 ? "ok    " : "FAILED";
  console.log(
    `  ${verdict} ${name.padEnd(11)}${`${passed} passed, ${failed} failed`.padEnd(26)}${seconds} s`,
  );
}
const total = (key) => reports.reduce((sum, one) => sum + one[key], 0);
// Last, where whoever sees only the end of the output sees them.
for (const problem of reports.flatMap((one) => one.problems)) console.log(problem);
console.log(`\n${total("passed")} passed, ${total("failed")} failed`);
process.exitCode = total("failed") === 0 ? 0 : 1;

/** Runs a step. Its output is streamed, or shown whole at its end when others run beside it. */
async function report(step, group) {
  const lines = [];
  const out = group.length > 1 ? (chunk) => lines.push(chunk) : undefined;
  const started = performance.now();
  if (!out) console.log(`\n── ${step.name}`);
  const { passed, problems } = await step.run(out);
  const failed = problems.length;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  if (out) process.stdout.write(`\n── ${step.name}\n${Buffer.concat(lines)}`);
  console.log(`── ${step.name}: ${failed === 0 ? "ok" : "FAILED"}, ${seconds} s`);
  return { name: step.name, passed, failed, seconds, problems };
}

function grouped(list) {
  const groups = [];
  for (const step of list) {
    const last = groups.at(-1);
    if (step.group !== undefined && last?.[0].group === step.group) last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** A step that passes or fails as a whole: a program of node_modules. */
function check(name, program, args, group) {
  return { name, group, run: (out) => node([script(program), ...args], out).then(asCheck(name)) };
}

function asCheck(name) {
  return (code) => (code === 0 ? { passed: 1, problems: [] } : { passed: 0, problems: [`${name} failed`] });
}

/** A step that counts the tests of one Vitest project. */
function vitest(project) {
  return {
    name: project,
    run: async (out) => {
      const folder = mkdtempSync(join(tmpdir(), "codraft-tests-"));
      const file = join(folder, "results.json");
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${file}`];
      const args = [script("vitest/vitest.mjs"), "run", "--project", project, ...reporters];
      const code = await node(args, out);
      const results = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { testResults: [] };
      rmSync(folder, { recursive: true, force: true });
      return counted(results, code);
    },
  };
}

/**
 * How many tests of a Vitest run passed, and a line for each that did not: where, which, and why in short. A skipped test, a file that could not be read, an error
 * outside the tests and a run without tests all count as failures: none of them shows anything works.
 */
function counted({ testResults }, code) {
  const problems = [];
  let passed = 0;
  for (const { name, status, assertionResults } of testResults) {
    const file = relative(root, name);
    for (const test of assertionResults) {
      if (test.status === "passed") passed++;
      else if (test.status === "failed") problems.push(`${file}: "${test.fullName}": ${reason(test)}`);
      else problems.push(`${file}: "${test.fullName}" did not run (${test.status})`);
    }
    const explained = assertionResults.some((test) => test.status === "failed");
    if (status === "failed" && !explained) problems.push(`${file}: the file failed outside its tests`);
  }
  if (passed + problems.length === 0) problems.push("no tests ran");
  if (code !== 0 && problems.length === 0) problems.push("an error outside the tests");
  return { passed, problems };
}

/** The first words of why a test failed, on one line. */
function reason({ failureMessages }) {
  return failureMessages.join(" ").replace(/\s+/g, " ").slice(0, 300);
}

/** Runs Node and resolves to its exit code. `out` receives the output; without it, it is inherited. */
function node(args, out) {
  const stdio = ["ignore", out ? "pipe" : "inherit", out ? "pipe" : "inherit"];
  const child = spawn(process.execPath, args, { cwd: root, stdio });
  child.stdout?.on("data", out);
  child.stderr?.on("data", out);
  return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}
