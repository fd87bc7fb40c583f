import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { button, openStage } from "./support/browser";
import { wordsOf } from "./support/words";

const stage = openStage();
const process = "/p/open-source-ai";
const ballot = `${process}/rounds/6/ballot`;

test("people without JavaScript can sign in, vote, review, cast and find their receipt", async () => {
  const t = wordsOf("en");
  const page = await stage.open({ script: false });
  await page.goto(`${stage.app.url}${process}/rounds/6`);
  await page.locator("main a.btn").first().click();
  await page.locator('button[name="seat"][value="member-pythia@demo.codraft.example"]').click();
  await page.locator(`main a[href="${ballot}"]`).click();

  const cells = page.locator(".opt");
  await cells.nth(0).locator('input[value="required"]').check();
  await cells.nth(5).locator('input[value="not_necessary"]').check();
  await page.locator("tr.item details summary").first().click();
  await page.locator('textarea[name^="notes."]').first().fill("Reason 1");
  await button(page, "save").click();
  await page
    .getByRole("status")
    .filter({ hasText: t("ballot:savedForLater") })
    .waitFor();
  await page.goto(`${stage.app.url}${ballot}`);
  expect(await page.locator('.opt input:checked:not([value=""])').count()).toBe(2);

  await button(page, "review").click();
  expect(await page.locator("main table").textContent()).toContain("Reason 1");
  await button(page, "cast").click();
  const [log, index, leaf] = await page.locator("main dl dd").allTextContents();
  expect(log).toBe("open-source-ai-round-6");
  expect(Number(index)).toBeGreaterThan(0);

  await page.goto(`${stage.app.url}${process}/rounds/6/receipt`);
  await page.locator('input[name="leaf"]').fill(leaf ?? "");
  await page.locator("main form button").click();
  await page.locator("#found").waitFor();
});

test("an empty ballot is refused with words, without JavaScript too", async () => {
  const page = await stage.open({ as: "member-opencv", script: false });
  await page.goto(`${stage.app.url}${process}/rounds/7/ballot`);
  stage.expectStatus(page, 400);
  await button(page, "review").click();
  await page
    .getByRole("alert")
    .filter({ hasText: wordsOf("en")("errors:code.ballot_empty") })
    .waitFor();
});

test("people without JavaScript can change the language and stay where they are", async () => {
  const page = await stage.open({ script: false });
  await page.goto(`${stage.app.url}${process}/rounds/1/receipt?leaf=${"0".repeat(64)}`);
  for (const [language, prefix] of [
    ["ar", "/ar"],
    ["fr", "/fr"],
    ["en", ""],
  ] as const) {
    await page
      .locator("details.menu", { has: page.locator("form") })
      .locator("summary")
      .click();
    await page.locator(`button[name="language"][value="${language}"]`).click();
    await page.waitForURL(`${stage.app.url}${prefix}${process}/rounds/1/receipt?leaf=${"0".repeat(64)}`);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
  }
});

test("a language that was chosen stays chosen", async () => {
  const page = await stage.open({ script: false });
  await page.goto(`${stage.app.url}/`);
  await page
    .locator("details.menu", { has: page.locator("form") })
    .locator("summary")
    .click();
  await page.locator('button[name="language"][value="ar"]').click();
  await page.waitForURL(`${stage.app.url}/ar`);
  await page.goto(`${stage.app.url}${process}`);
  expect(page.url()).toBe(`${stage.app.url}/ar${process}`);
});

test.each(["", "/votes", "/components", "/workgroups", "/rounds/1", "/rounds/1/log", "/results/1"])(
  "visitors without JavaScript can read %s",
  async (path) => {
    const page = await stage.open({ script: false });
    await page.goto(`${stage.app.url}${process}${path}`);
    expect(await page.locator("h1").textContent()).toMatch(/\S/);
    expect(await brokenLinks(page)).toEqual([]);
  },
);

/** Links of the page to this site that do not lead anywhere. */
async function brokenLinks(page: Page): Promise<string[]> {
  const links = await page
    .locator("main a[href^='/']")
    .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute("href") ?? ""))]);
  const answers = await Promise.all(
    links.map(async (link) => ({ link, status: (await fetch(`${stage.app.url}${link}`)).status })),
  );
  return answers.filter(({ status }) => status !== 200).map(({ link, status }) => `${status} ${link}`);
}
