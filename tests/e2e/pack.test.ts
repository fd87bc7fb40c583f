import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { copyDemo, startApp, type TestApp } from "~tests/support/app";

type Lock = { packages: Record<string, { dev?: boolean }> };

const run = promisify(execFile);
let folder: string;
let app: TestApp;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "codraft-pack-"));
  const script = new URL("../../server/scripts/pack.js", import.meta.url).href;
  const { pack } = (await import(script)) as { pack: (folder: string) => void };
  pack(folder);
  await linkPackages();
  const dataDir = join(folder, "data");
  await copyDemo(dataDir);
  app = await startApp({ dataDir, program: join(folder, "server/scripts/start.js") });
});
afterAll(async () => {
  await app?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What `npm ci --omit=dev` would install there: the packages of its own lock file and no others. */
async function linkPackages() {
  const lock = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8")) as Lock;
  const outer = Object.keys(lock.packages).filter((path) => path.lastIndexOf("node_modules/") === 0);
  for (const path of outer) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    if (existsSync(path)) await symlink(resolve(path), join(folder, path));
  }
}

describe("what `npm run pack` makes", () => {
  test("names no development package and holds no source", async () => {
    const lock = JSON.parse(await readFile(join(folder, "package-lock.json"), "utf8")) as Lock;
    expect(Object.entries(lock.packages).filter(([, { dev }]) => dev)).toEqual([]);
    for (const tool of ["vite", "typescript", "tsx", "@remix-run/dev"])
      expect(existsSync(join(folder, "node_modules", tool)), tool).toBe(false);
    expect(existsSync(join(folder, "app"))).toBe(false);
    expect(existsSync(join(folder, "remix.config.js"))).toBe(false);
  });

  test("serves pages in every language, with their styles and scripts", async () => {
    for (const path of ["/", "/es/p/open-source-ai", "/ar/p/open-source-ai/results/1"]) {
      const response = await fetch(app.url + path);
      expect(response.status, path).toBe(200);
      const assets = [...(await response.text()).matchAll(/"(\/assets\/[^"]+\.(?:css|js))"/g)].map(
        ([, at]) => at,
      );
      expect(assets.length, path).toBeGreaterThan(2);
      for (const asset of assets) expect((await fetch(app.url + asset)).status, asset).toBe(200);
    }
  });

  test("takes sign-ins", async () => {
    const { name, value } = await app.sessionOf("organizer");
    const page = await fetch(`${app.url}/p/open-source-ai/manage`, {
      headers: { cookie: `${name}=${value}` },
    });
    expect(page.status).toBe(200);
  });

  test("has the commands", async () => {
    const votes = join(folder, "votes.csv");
    await writeFile(votes, "workgroup,voter,component,criterion,choice\nwater,seat 1,Weights,use,required\n");
    const codraft = join(folder, "server/scripts/codraft.js");
    const { stdout } = await run(process.execPath, [codraft, "tally", votes, "--rule", "person-share"]);
    expect(stdout).toContain("Weights");
    await app.stop();
    const exported = join(folder, "exported");
    const env = { ...process.env, DATA_DIR: app.dataDir, CODRAFT_DEMO: "on" };
    await run(process.execPath, [codraft, "export", "open-source-ai", exported], { env });
    expect(existsSync(join(exported, "README.md"))).toBe(true);
  });
});
