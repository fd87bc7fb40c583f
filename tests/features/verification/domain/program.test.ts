import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chance, madeBundle, pin, someHeld, zipped } from "../madeBundle";
import { hasPython } from "../python";

const program = fileURLToPath(new URL("../../../../docs/verifier/verify.py", import.meta.url));

describe.skipIf(!hasPython)("verify.py from a shell", () => {
  const folder = mkdtempSync(join(tmpdir(), "codraft-program-"));
  const bundle = join(folder, "bundle.zip");
  const altered = join(folder, "altered.zip");
  let data = new Uint8Array();
  /** The site: a result with its bundle, at the address that its page has. */
  const site = createServer((request, response) => {
    const isThere = request.url === "/p/example/results/1/files/bundle.zip";
    response.writeHead(isThere ? 200 : 404).end(isThere ? data : "");
  });
  let at = "";
  beforeAll(async () => {
    const files = await madeBundle(
      { ...someHeld(chance(5)), witnesses: { least: 2, signed: [0, 1] }, anchors: 2 },
      chance(6),
    );
    data = new Uint8Array(zipped(files));
    writeFileSync(bundle, data);
    writeFileSync(altered, zipped(new Map([...files, ["policy", `${files.get("policy")}# more\n`]])));
    writeFileSync(join(folder, "key"), `${pin}\n`);
    site.listen(0, "127.0.0.1");
    await once(site, "listening");
    at = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    site.close();
    rmSync(folder, { recursive: true });
  });
  async function run(...args: string[]) {
    const child = spawn("python3", [program, ...args], { stdio: ["ignore", "pipe", "ignore"] });
    let out = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    const [code] = (await once(child, "close")) as [number];
    return { code, out };
  }

  test.each<[number, string, () => string[], string]>([
    [0, "a bundle with a key from elsewhere", () => [bundle, "--key", pin], "ok   witnesses"],
    [0, "the same with the key in a file", () => [bundle, "--key", join(folder, "key")], "ok   closing"],
    [0, "the page of a result", () => [`${at}/p/example/results/1`, "--key", pin], "ok   count"],
    [
      0,
      "the address of a bundle",
      () => [`${at}/p/example/results/1/files/bundle.zip`, "--key", pin],
      "ok   files",
    ],
    [1, "what was changed", () => [altered, "--key", pin], "FAIL witnesses   altered"],
    [1, "a leaf that is nowhere", () => [bundle, "--key", pin, "--receipt", "a".repeat(64)], "FAIL receipts"],
    [2, "an option that is none", () => [bundle, "--colour", "red"], ""],
    [2, "nothing to check", () => [], ""],
    [3, "a bundle that names its own key", () => [bundle], "?    pin"],
    [4, "a file that is not there", () => [join(folder, "none.zip")], "cannot be read"],
    [4, "a result that is not there", () => [`${at}/p/example/results/2`], "cannot be read"],
    [4, "a site that is not there", () => ["http://127.0.0.1:9/p/example/results/1"], "cannot be read"],
  ])("ends with %i for %s", async (code, _, args, says) => {
    const ran = await run(...args());
    expect(ran).toEqual({ code, out: expect.stringContaining(says) });
  });
});
