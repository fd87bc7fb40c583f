import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestCase, TestModule } from "vitest/node";

type FileReport = {
  readonly project: string;
  readonly file: string;
  /** What its tests and hooks took, and reading it. */
  readonly seconds: number;
  readonly passed: number;
  /** A line for each test that did not pass: where, which, and why in short. */
  readonly problems: readonly string[];
};

/** What `tests/run.js` reads when Vitest has ended. */
export type RunReport = {
  readonly files: readonly FileReport[];
  /** When the first file of a project began and its last one ended, in milliseconds. */
  readonly spans: Readonly<Record<string, { readonly from: number; readonly to: number }>>;
  readonly errors: readonly string[];
};

/**
 * Counts what passed and names what did not, by file, in the file that CODRAFT_TEST_REPORT names.
 * A skipped test and a file that could not be read are problems: neither shows that anything works.
 */
export default class CountsReporter implements Reporter {
  readonly #spans: Record<string, { from: number; to: number }> = {};

  onTestModuleQueued({ project }: TestModule): void {
    this.#spans[project.name] ??= { from: performance.now(), to: performance.now() };
  }

  onTestModuleEnd({ project }: TestModule): void {
    const span = this.#spans[project.name];
    if (span) span.to = performance.now();
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const report: RunReport = {
      files: modules.map(reportOf),
      spans: this.#spans,
      errors: unhandled.map(({ message }) => `outside the tests: ${inShort(message)}`),
    };
    const target = process.env.CODRAFT_TEST_REPORT;
    if (target) writeFileSync(target, JSON.stringify(report));
  }
}

function reportOf(module: TestModule): FileReport {
  const file = relative(process.cwd(), module.moduleId);
  const problems = module.errors().map(({ message }) => `${file}: ${inShort(message)}`);
  let passed = 0;
  for (const test of module.children.allTests()) {
    const problem = problemOf(test);
    if (problem) problems.push(`${file}: "${test.fullName}" ${problem}`);
    else passed++;
  }
  // A hook after all tests fails the file without an error of its own.
  if (module.state() !== "passed" && problems.length === 0)
    problems.push(`${file}: failed outside its tests`);
  const { collectDuration, duration } = module.diagnostic();
  const seconds = Math.round((collectDuration + duration) / 100) / 10;
  return { project: module.project.name, file, seconds, passed, problems };
}

function problemOf(test: TestCase): string | null {
  const { state, errors } = test.result();
  if (state === "passed") return null;
  if (state === "failed") return inShort(errors.map(({ message }) => message).join(" "));
  return `did not run (${state})`;
}

/** The first words of a message, on one line. */
function inShort(message: string): string {
  return message.replace(/\s+/g, " ").slice(0, 300);
}
