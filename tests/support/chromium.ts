import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { unpackOnce } from "./unpackOnce";

const installed = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

let shared: Promise<Browser> | undefined;
let pinned: Promise<Browser> | undefined;

/** The Chromium of this process, started when it is first asked for. It ends with the process. */
export function sharedChromium(): Promise<Browser> {
  shared ??= launchChromium();
  return shared;
}

/** The Chromium of the packages, whichever others there are, where it runs: on Linux. It is of the same version on every machine. */
export function pinnedChromium(): Promise<Browser> {
  const hasOther = process.env.CHROMIUM_PATH !== undefined || installed.some((path) => existsSync(path));
  const isShared = !hasOther || process.platform !== "linux";
  pinned ??= isShared ? sharedChromium() : packaged().then(launch);
  return pinned;
}

/** A headless Chromium: CHROMIUM_PATH, else the system's, else the one of the packages. */
async function launchChromium(): Promise<Browser> {
  const own = process.env.CHROMIUM_PATH ?? installed.find((path) => existsSync(path));
  return launch(own ? { executablePath: own, env: {} } : await packaged());
}

type Installed = { readonly executablePath: string; readonly env: Record<string, string> };

function launch({ executablePath, env }: Installed): Promise<Browser> {
  return chromium.launch({ executablePath, args, env: { ...process.env, ...env } as Record<string, string> });
}

/**
 * The Chromium of @sparticuz/chromium with what the system may lack: NSS libraries, a font
 * configuration. The package unpacks into the temporary folder, and its libraries only where it
 * believes to be in a cloud function, so it runs in a process of its own that is told both.
 */
async function packaged(): Promise<Installed> {
  const require = createRequire(import.meta.url);
  const entry = require.resolve("@sparticuz/chromium");
  const home = join(dirname(entry), "../..");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  const folder = await unpackOnce(`codraft-chromium-${version}`, async (staging) => {
    const unpack = "require(process.argv[1]).executablePath()";
    const env = { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
    execFileSync(process.execPath, ["-e", unpack, entry], { env, stdio: ["ignore", "ignore", "inherit"] });
  });
  const executablePath = join(folder, "chromium");
  const env: Record<string, string> = {};
  if (!existsSync("/etc/fonts/fonts.conf")) {
    env.FONTCONFIG_FILE = join(folder, "fonts", "codraft.conf");
    const original = readFileSync(join(folder, "fonts", "fonts.conf"), "utf8");
    writeFileSync(env.FONTCONFIG_FILE, original.replaceAll(">/tmp/", `>${folder}/`));
  }
  if (spawnSync(executablePath, ["--version"]).status !== 0) env.LD_LIBRARY_PATH = join(folder, "al2023/lib");
  return { executablePath, env };
}
