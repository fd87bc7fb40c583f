import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import helmet from "helmet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtAssets } from "~server/assets";

const folder = mkdtempSync(join(tmpdir(), "codraft-assets-"));
writeFileSync(join(folder, "page-1a2b.js"), "export const one = 1;");
writeFileSync(join(folder, "page-1a2b.js.br"), "shorter");

let at = "";
let close: () => void = () => {};
beforeAll(async () => {
  const app = express();
  app.disable("x-powered-by");
  app.use(helmet());
  app.use("/assets", ...builtAssets(folder));
  const server = app.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

describe("a built file", () => {
  test("comes compressed and is kept for good", async () => {
    const answer = await fetch(`${at}/assets/page-1a2b.js`, { headers: { "accept-encoding": "br" } });
    expect(answer.headers.get("content-encoding")).toBe("br");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    await answer.body?.cancel();
  });

  test("is sent with what holds for it alone, in few bytes", async () => {
    const { headers } = await fetch(`${at}/assets/page-1a2b.js`, {
      headers: { "accept-encoding": "identity" },
    });
    const sent = [...headers].map(([name, value]) => `${name}: ${value}`);
    expect(sent.join("\r\n").length, sent.join("\n")).toBeLessThan(600);
    // A worker is held to the policy that its script came with.
    expect(headers.get("content-security-policy")).toBe(
      "default-src 'none';script-src 'self';connect-src 'self'",
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
    expect(headers.get("x-frame-options")).toBeNull();
  });
});
