import { readFileSync, writeFileSync } from "node:fs";

const target = new URL("../timings.json", import.meta.url);

/**
 * Keeps what each file took, for the projects that ran, so that the next run starts the longest first.
 * Files of less than a second are left out: their order does not matter.
 */
export function keepTimings(files) {
  const timings = JSON.parse(readFileSync(target, "utf8"));
  for (const project of new Set(files.map((one) => one.project))) {
    const own = files.filter((one) => one.project === project && one.seconds >= 1);
    const sorted = own.toSorted((a, b) => b.seconds - a.seconds || a.file.localeCompare(b.file));
    timings[project] = Object.fromEntries(sorted.map(({ file, seconds }) => [file, seconds]));
  }
  writeFileSync(target, `${JSON.stringify(timings, null, 2)}\n`);
}
