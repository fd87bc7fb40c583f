import { launchChromium } from "/work/main/tests/support/chromium";
const base = process.env.BASE ?? "http://localhost:3100";
const seat = process.env.SEAT; const width = Number(process.env.W ?? 1280); const dark = process.env.DARK === "1";
const browser = await launchChromium();
const context = await browser.newContext({ viewport: { width, height: Number(process.env.H ?? 1300) }, colorScheme: dark ? "dark" : "light", locale: "en-US" });
const page = await context.newPage();
const problems: string[] = [];
page.on("console", (m) => { if (m.type() === "error" || m.type()==="warning") problems.push(m.text()); });
page.on("pageerror", (e) => problems.push("PAGEERROR " + e.message));
if (seat) { await page.goto(base + "/sign-in"); await page.locator(`button[value="${seat}@demo.codraft.example"]`).click(); await page.waitForURL(base + "/"); }
for (const path of process.argv.slice(2)) {
  const [url, name] = path.split("=>");
  const r = await page.goto(base + url!); await page.waitForTimeout(700);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await page.screenshot({ path: `/tmp/shots/${name}.png`, fullPage: process.env.FULL === "1" });
  console.log(url, r?.status(), "overflow", over, problems.splice(0).join(" | ").slice(0, 600));
}
await browser.close();
