import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectPath } from "~db/projectFolder";

let folder: string;
let checkout: string;
let shared: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "codraft-installed-"));
  checkout = join(folder, "checkout");
  shared = join(folder, "shared");
  mkdirSync(join(checkout, "server/scripts"), { recursive: true });
  mkdirSync(join(shared, "some-package"), { recursive: true });
  const program = "server/scripts/ensure-installed.js";
  cpSync(projectPath(program), join(checkout, program));
  writeFileSync(join(checkout, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(checkout, "package-lock.json"), lockOf("1.0.0"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lockOf = (version: string) =>
  JSON.stringify({ packages: { "": {}, "node_modules/some-package": { version } } });

/** Has the packages of the checkout installed, where there is no npm to be found. */
function install() {
  const program = "import('./server/scripts/ensure-installed.js').then((it) => it.ensureInstalled())";
  const env = { ...process.env, PATH: join(folder, "nothing") };
  return spawnSync(process.execPath, ["-e", program], { cwd: checkout, env, encoding: "utf8" });
}

test("packages are not installed through a link, which would empty the folder that others share", () => {
  symlinkSync(shared, join(checkout, "node_modules"), "junction");
  const { status, stderr } = install();
  expect(stderr).toContain("node_modules is a link");
  expect(stderr).not.toContain("Installing packages");
  expect(status).toBe(1);
  expect(existsSync(join(shared, "some-package"))).toBe(true);
});

test("a link to the very packages that are asked for is as good as a folder", () => {
  writeFileSync(join(shared, ".package-lock.json"), lockOf("1.0.0"));
  expect(install()).toMatchObject({ status: 0, stderr: "" });
});

test("packages are installed into a folder", () => {
  rmSync(join(checkout, "node_modules"));
  const { status, stderr } = install();
  expect(stderr).toContain("Installing packages");
  expect(status).toBe(1);
});
