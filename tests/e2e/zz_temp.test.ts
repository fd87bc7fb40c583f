import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { launchChromium } from "~tests/support/chromium";
test.each([1, 2])("chromium %i", async (n) => {
  const server = createServer((_, res) => res.setHeader("content-type", "text/html;charset=utf-8").end("<title>Hi</title><h1>Règle مسودة</h1><script>fetch('/x').then(()=>document.title='ok')</script>")).listen(0);
  const t = Date.now();
  const browser = await launchChromium(); 
  const page = await browser.newPage(); await page.goto(`http://127.0.0.1:${(server.address() as any).port}/`);
  await page.waitForFunction(() => document.title === "ok");
  const png = await page.screenshot(); writeFileSync(`/tmp/tooling/shot${n}.png`, png); expect(png.length).toBeGreaterThan(1000);
  await page.goto("data:text/html,<h1>x</h1>"); expect(await page.textContent("h1")).toBe("x");
  console.log(browser.version(), Date.now() - t);
  await browser.close(); server.close();
});
