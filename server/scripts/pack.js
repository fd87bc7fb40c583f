import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "./build.js";
import { ensureInstalled, root } from "./ensure-installed.js";

/** What a server needs besides its packages. */
const contents = [
  "build/client",
  "build/server",
  "db/demo",
  "db/migrations",
  "docs/deploy",
  "docs/operations.md",
  "docs/verifier",
  "locales",
  ...["build", "codraft", "ensure-installed", "run-built", "run-node", "start"].map(
    (name) => `server/scripts/${name}.js`,
  ),
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "SECURITY.md",
];

/**
 * Fills a folder with the built application. `npm ci --omit=dev` in it installs what it runs with, and
 * `node server/scripts/start.js` serves: nothing is built there, and no development package is named.
 */
export function pack(folder) {
  rmSync(folder, { recursive: true, force: true });
  for (const path of contents) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), {
      recursive: true,
      filter: (name) => !name.endsWith(".ts"),
    });
  }
  const write = (name, value) => writeFileSync(join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  write("package.json", withoutDevelopment(read("package.json")));
  write("package-lock.json", runtimeLock(read("package-lock.json")));
}

const read = (name) => JSON.parse(readFileSync(join(root, name), "utf8"));

function withoutDevelopment({ devDependencies, allowScripts, scripts, ...manifest }) {
  return { ...manifest, scripts: { start: scripts.start, codraft: scripts.codraft } };
}

/** The lock without packages that only development packages ask for. */
function runtimeLock(lock) {
  const kept = Object.entries(lock.packages).filter(([, { dev, devOptional }]) => !dev && !devOptional);
  const packages = Object.fromEntries(kept);
  const { devDependencies, ...own } = packages[""];
  return { ...lock, packages: { ...packages, "": own } };
}

// `npm run pack`: dist/codraft, and the same as an archive.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(root);
  ensureInstalled();
  if (!(await build())) process.exit(1);
  pack(join(root, "dist", "codraft"));
  const archive = `codraft-${read("package.json").version}.tar.gz`;
  const { status } = spawnSync("tar", ["-czf", archive, "codraft"], {
    cwd: join(root, "dist"),
    stdio: "inherit",
  });
  if (status !== 0) process.exit(1);
  console.log(`dist/codraft and dist/${archive} are ready.`);
}
