import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { ensureInstalled, root, script } from "./ensure-installed.js";

const config = "remix.config.js";
const sources = ["app", "db", "locales", "public", "server", config, "tsconfig.json", "package-lock.json"];
const hashFile = join(root, "build", ".source-hash");

/** Whether the sources are here. What `npm run pack` makes has only the build, and cannot be built again. */
export const hasSources = () => existsSync(join(root, config));

/** Whether the build is there and was made from the sources as they are now. */
export const isBuilt = () => existsSync(hashFile) && readFileSync(hashFile, "utf8") === sourceHash();

/** Builds for production when the sources changed since the last build. Resolves to whether it worked. */
export async function build({ log = console.log } = {}) {
  const hash = sourceHash();
  if (existsSync(hashFile) && readFileSync(hashFile, "utf8") === hash) return true;
  rmSync(hashFile, { force: true });
  log("Building (first start takes about a minute)…");
  const vite = ["vite:build", "--config", config, "--logLevel", "error"];
  const args = [script("@remix-run/dev/dist/cli.js"), ...vite];
  const env = { ...process.env, NODE_ENV: "production" };
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], env });
  const code = await new Promise((resolve) => child.on("exit", resolve));
  if (code !== 0) return false;
  compressAssets(join(root, "build", "client", "assets"));
  // The hash from before the build: an edit made meanwhile counts as a change next time.
  writeFileSync(hashFile, hash);
  return true;
}

/** Writes a .br and a .gz beside each text file: once here with all effort, instead of at every request. */
function compressAssets(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const bytes = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
  }
}

function sourceHash() {
  const hash = createHash("sha256");
  const add = (path) => {
    const file = join(root, path);
    if (!existsSync(file)) return;
    if (statSync(file).isDirectory()) {
      for (const name of readdirSync(file).sort()) add(`${path}/${name}`);
    } else {
      hash.update(`${path}\0`).update(createHash("sha256").update(readFileSync(file)).digest());
    }
  };
  for (const path of sources) add(path);
  return hash.digest("hex");
}

// `npm run build`
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensureInstalled();
  process.exitCode = (await build()) ? 0 : 1;
}
