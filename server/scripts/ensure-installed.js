import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, lstatSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder of the repository, whatever the folder the command was started from. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

const lockFile = join(root, "package-lock.json");
const stampFile = join(root, "node_modules", ".codraft-installed");

/** A program of node_modules, to be run with this Node: `[path, ...args]`. */
export const script = (path) => join(root, "node_modules", path);

/**
 * Installs the packages when they are missing or are not those of package-lock.json. All output
 * goes to stderr, so that a command's own stdout stays its own; `quiet` leaves out npm's.
 * `forBuild: false` is content without the development packages.
 */
export function ensureInstalled({ quiet = false, forBuild = true } = {}) {
  const hash = existsSync(lockFile) ? sha256(readFileSync(lockFile)) : "no lock";
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return;
  if (!forBuild && agreesWithLock({ withDev: false })) return;
  if (!agreesWithLock({ withDev: true })) {
    refuseLinkedPackages();
    console.error("Installing packages…");
    if (!(existsSync(lockFile) && npm(["ci"], quiet)) && !npm(["install", "--no-save"], quiet)) {
      console.error("The packages could not be installed; `npm ci` shows why.");
      process.exit(1);
    }
  }
  writeFileSync(stampFile, hash);
}

/** npm empties the folder that a link leads to, and with it every other checkout that shares it. */
function refuseLinkedPackages() {
  const folder = join(root, "node_modules");
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  console.error(
    "node_modules is a link, and what it leads to is not what package-lock.json asks for. Installing " +
      "would empty it for every checkout that shares it: remove the link, or install where it leads to.",
  );
  process.exit(1);
}

/**
 * `npm ci` refuses a lock without the packages of other platforms, which npm leaves out of locks it
 * writes beside a partial registry; `npm install --no-save` takes it and does not change it.
 * Development packages are always included: NODE_ENV=production must not leave tests without theirs.
 */
function npm(command, quiet) {
  const level = quiet ? "--loglevel=error" : "--loglevel=warn";
  const args = [...command, "--include=dev", "--no-audit", "--no-fund", level];
  const windows = process.platform === "win32";
  return spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2], shell: windows }).status === 0;
}

/** Whether what npm says it installed is what the lock asks for, as after a plain `npm install`. */
function agreesWithLock({ withDev }) {
  const hiddenFile = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(lockFile) || !existsSync(hiddenFile)) return false;
  const wanted = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const present = JSON.parse(readFileSync(hiddenFile, "utf8")).packages;
  return Object.entries(wanted).every(([path, { version, dev, optional, devOptional, peer }]) => {
    if (path === "" || (dev && !withDev)) return true;
    const own = present[path];
    return own === undefined ? Boolean(optional || devOptional || peer) : own.version === version;
  });
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}
