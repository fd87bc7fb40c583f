import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Seconds that each file took when `npm test -- --timings` was last run, by project. */
type Timings = Readonly<Record<string, Readonly<Record<string, number>>>>;

const file = new URL("../timings.json", import.meta.url);

/**
 * A worker begins anew with each project, so that their files stay together. Beside the first the demo is loaded, which the second
 * needs; the last has the most short files, with which both workers end together.
 */
const projects = ["unit", "e2e", "postgres", "pglite"];

/** Starts the longest files first, so that both workers end together. A file that the timings do not name counts as short. */
export class LongestFirst extends BaseSequencer {
  readonly #timings: Timings = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => turn(a) - turn(b) || this.#seconds(b) - this.#seconds(a));
  }

  #seconds({ project, moduleId }: TestSpecification): number {
    const name = relative(process.cwd(), moduleId).replaceAll("\\", "/");
    return this.#timings[project.name]?.[name] ?? 0;
  }
}

const turn = ({ project }: TestSpecification) => projects.indexOf(project.name);
