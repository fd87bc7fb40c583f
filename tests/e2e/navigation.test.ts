import { expect, test } from "vitest";
import { alive, openStage, visit } from "./support/browser";
import { wordsOf } from "./support/words";

const stage = openStage({ isShared: true });
const t = wordsOf("en");
const process = "/p/open-source-ai";

test("people find their way with the keyboard, and are read the heading of the page that they come to", async () => {
  const { url } = stage.app;
  const page = await stage.open({ as: "participant" });
  await visit(page, `${url}${process}/votes`);
  const named = page.locator("summary", { hasText: new RegExp(`^${t("common:nav.group.text")}$`) });
  const group = page.locator("header details", { has: named });
  const summary = group.locator("summary");
  await summary.focus();
  await page.keyboard.press("Enter");
  await group.getByRole("link", { name: t("common:nav.drafts") }).waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  expect(await group.getAttribute("open")).toBeNull();
  expect(await summary.evaluate((one) => one === document.activeElement)).toBe(true);

  await page.keyboard.press("Enter");
  await page.locator("main").click({ position: { x: 5, y: 5 } });
  expect(await group.getAttribute("open")).toBeNull();

  await summary.focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${url}${process}/drafts`);
  await page.locator("main h1:focus").waitFor();
  expect(await group.getAttribute("open")).toBeNull();
});

test("on a phone one sheet has all pages, and gives the focus back when it closes; without a script its address opens it", async () => {
  const { url } = stage.app;
  const page = await stage.open({ width: 360 });
  await visit(page, `${url}${process}/votes`);
  const menu = page.getByRole("link", { name: t("common:nav.menu"), exact: true });
  const entry = page.getByRole("dialog").getByRole("link", { name: t("common:nav.systems"), exact: true });
  await menu.click();
  await entry.waitFor();
  await page.keyboard.press("Escape");
  await entry.waitFor({ state: "hidden" });
  expect(await menu.evaluate((one) => one === document.activeElement)).toBe(true);
  await menu.click();
  await entry.click();
  await page.waitForURL(`${url}${process}/systems`);
  await entry.waitFor({ state: "hidden" });
  await page.locator("main h1:focus").waitFor();

  const plain = await stage.open({ width: 360, script: false });
  await plain.goto(`${url}${process}/votes`);
  await plain.getByRole("link", { name: t("common:nav.menu"), exact: true }).click();
  await plain
    .locator("#menu")
    .getByRole("link", { name: t("common:nav.systems"), exact: true })
    .click();
  await plain.waitForURL(`${url}${process}/systems`);
});

test("Ctrl-K goes to a page by a part of its name, and '/' to the search, unless somebody is typing", async () => {
  const { url } = stage.app;
  const page = await stage.open({ as: "participant" });
  await visit(page, `${url}${process}/votes`);
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: t("common:palette.label") });
  await field.fill("town");
  await page.getByRole("option", { name: t("common:nav.townhalls") }).waitFor();
  await page.keyboard.press("Enter");
  await page.waitForURL(`${url}${process}/townhalls`);
  await page.locator("main h1:focus").waitFor();

  await page.keyboard.press("/");
  const search = page.getByRole("searchbox", { name: t("common:nav.find") });
  expect(await search.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.type("a/b");
  expect(await search.inputValue()).toBe("a/b");
  await page.keyboard.press("Control+k");
  await field.fill("weights");
  await page.getByRole("option").last().click();
  await page.waitForURL(`${url}${process}/search?q=weights`);
});

test("what was just done can be taken back for ten seconds, and without scripts on the page that says so", async () => {
  const { url } = stage.app;
  const select = 'select[name="frequency"]';
  const undo = { name: t("common:undo.do"), exact: true };
  for (const script of [true, false]) {
    const page = await stage.open({ as: "member-bloom", script, isOwn: script });
    if (script) await page.clock.install();
    await page.goto(`${url}/notices`);
    if (script) await alive(page);
    await page.locator(select).first().selectOption("daily");
    await page.locator('button[value="frequency"]').first().click();
    await page.getByRole("button", undo).click();
    await expect.poll(() => page.locator(select).first().inputValue()).not.toBe("daily");
    if (!script) continue;
    await page.locator(select).first().selectOption("never");
    await page.locator('button[value="frequency"]').first().click();
    await page.getByRole("button", undo).waitFor();
    await page.mouse.move(5, 5);
    await page.clock.fastForward(11_000);
    await page.getByRole("button", undo).waitFor({ state: "detached" });
  }
});

test("a reaction is shown at once, without another page", async () => {
  const { url } = stage.app;
  const page = await stage.open({ as: "member-bloom" });
  await visit(page, `${url}${process}/threads`);
  await page.locator('main a[href*="/threads/"]').first().click();
  await page.waitForURL(/\/threads\/\d+/);
  const agree = page.getByRole("button", { name: t("comments:reaction.agree"), exact: true }).first();
  const was = await agree.getAttribute("aria-pressed");
  const before = page.url();
  // Nothing has been answered yet when it is shown.
  let goOn = () => {};
  const answered = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await page.route("**/*.data*", async (route) => {
    if (route.request().method() === "POST") await answered;
    await route.continue();
  });
  await agree.click();
  await expect.poll(() => agree.getAttribute("aria-pressed")).toBe(was === "true" ? "false" : "true");
  goOn();
  await page.waitForLoadState("networkidle");
  expect(await agree.getAttribute("aria-pressed")).toBe(was === "true" ? "false" : "true");
  expect(page.url()).toBe(before);
});
