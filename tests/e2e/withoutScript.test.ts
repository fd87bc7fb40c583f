import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { button, openStage } from "./support/browser";
import { endorsementLink, inMailTo } from "./support/http";
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
  // The third component is left blank, and why is said.
  await page.locator("tr.item details summary").nth(2).click();
  await page.locator('textarea[name^="notes."]').nth(2).fill("Reason for a blank");
  await button(page, "save").click();
  await page
    .getByRole("status")
    .filter({ hasText: t("votes:savedForLater") })
    .waitFor();
  await page.goto(`${stage.app.url}${ballot}`);
  expect(await page.locator('.opt input:checked:not([value=""])').count()).toBe(2);

  await button(page, "review").click();
  for (const reason of ["Reason 1", "Reason for a blank"])
    expect(await page.locator("main form").last().textContent()).toContain(reason);
  await button(page, "cast").click();
  const [log, index, leaf] = await page.locator("main dl dd").allTextContents();
  expect(log).toBe("open-source-ai-round-6");
  expect(Number(index)).toBeGreaterThan(0);

  await page.goto(`${stage.app.url}${process}/rounds/6/receipt`);
  await page.locator('input[name="leaf"]').fill(leaf ?? "");
  await page.locator("main form button").click();
  await page.locator("#found").waitFor();
});

test("people without JavaScript can fill a component and a criterion with one button", async () => {
  const page = await stage.open({ as: "member-opencv", script: false });
  await page.goto(`${stage.app.url}${process}/rounds/7/ballot`);
  await page.locator(".opt").first().locator('input[value="not_necessary"]').check();
  await page.locator('td.all button[data-choice="required"]').first().click();
  await page.waitForURL(/\/ballot#c-/);
  const first = page.locator("tr.item").first();
  expect(await first.locator('.opt input[value="required"]:checked').count()).toBe(3);
  await page.locator(".fill-column summary").nth(1).click();
  await page.locator(".fill-column[open] button").first().click();
  await page.waitForURL(/\/ballot$/);
  const rows = await page.locator("tr.item").count();
  expect(await page.locator('.opt input[value="required"]:checked').count()).toBe(rows + 2);
});

test("a blank ballot is cast once its voter says that it is meant to be, without JavaScript too", async () => {
  const page = await stage.open({ as: "member-bloom", script: false });
  await page.goto(`${stage.app.url}${process}/rounds/8/ballot`);
  await button(page, "review").click();
  await page.getByText(wordsOf("en")("votes:review.allBlank")).waitFor();
  await button(page, "cast").click();
  await page.locator("#found").waitFor();
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
      .locator("header details", { has: page.locator('form[action="/language"]') })
      .locator("summary")
      .click();
    await page.locator(`header button[name="language"][value="${language}"]`).click();
    await page.waitForURL(`${stage.app.url}${prefix}${process}/rounds/1/receipt?leaf=${"0".repeat(64)}`);
    expect(await page.locator("html").getAttribute("lang")).toBe(language);
  }
});

test("people without JavaScript can say who they are, take a position, endorse and apply", async () => {
  const t = wordsOf("en");
  const page = await stage.open({ as: "member-bloom", script: false });
  const at = (path: string) => `${stage.app.url}${process}${path}`;
  await page.goto(at("/join"));
  await page.locator('input[name="groups"][value="subject"]').check();
  await page.locator('select[name="country"]').selectOption("SN");
  await button(page, "place").click();
  await page.waitForURL(/\/people$/);
  await page.goto(at("/join"));
  expect(await page.locator('input[name="groups"][value="subject"]').isChecked()).toBe(true);

  await page.goto(at("/approvals/3"));
  await page.locator('input[name="position"][value="object"]').check();
  await page.locator('textarea[name="reason"]').fill("Too little is said of those who are affected.");
  // Without what would change it an objection is refused, and keeps its reason.
  stage.expectStatus(page, 400);
  await button(page, "take").click();
  await page.locator(".problem").first().waitFor();
  expect(await page.locator('textarea[name="reason"]').inputValue()).toContain("affected");
  await page.locator('textarea[name="change"]').fill("A clause on them.");
  await button(page, "take").click();
  await page.waitForURL(/receipt\?leaf=[0-9a-f]{64}$/);
  await page.locator("#found").waitFor();

  await page.goto(at("/endorsements/give"));
  await page.locator('input[name="kind"][value="person"]').check();
  await page.locator('input[name="name"]').fill("An Example Without Script");
  await page.locator('input[name="email"]').fill("without-script@elsewhere.example");
  await page.locator('input[name="isPublic"]').check();
  await button(page, "give").click();
  await page.waitForURL(/sent=yes$/);
  await page.goto(at(await inMailTo(stage.app, "without-script@elsewhere.example", endorsementLink)));
  await button(page, "confirm").click();
  await page.getByText(t("endorsements:own.confirmed")).waitFor();

  await page.goto(at("/calls"));
  await page.locator('main a[href*="/calls/"]').first().click();
  await page.locator('textarea[name="message"]').fill("I speak Wolof.");
  await button(page, "apply").click();
  await page.getByText(t("calls:sent")).waitFor();
});

test("a reviewer without JavaScript can save a row of a review", async () => {
  const t = wordsOf("en");
  const page = await stage.open({ as: "member-opencv", script: false });
  await page.goto(`${stage.app.url}${process}/systems/arctic`);
  await button(page, "volunteer").click();
  await page.getByText(t("reviews:applied")).waitFor();
  const organizer = await stage.open({ as: "organizer", script: false });
  await organizer.goto(`${stage.app.url}${process}/manage/systems`);
  await organizer.locator('button[name="decision"][value="confirmed"]').first().click();
  await organizer.getByText(t("common:saved")).first().waitFor();
  await page.goto(`${stage.app.url}${process}/systems/arctic/review`);
  const row = page.locator("form", { has: page.locator('[name^="values."]') }).nth(1);
  await row.locator('[name^="values."]').first().selectOption("not-available");
  await row.locator('button[type="submit"]').click();
  await page.goto(`${stage.app.url}${process}/systems/arctic`);
  await page
    .locator(".cell-word", { hasText: t("reviews:value.not-available") })
    .first()
    .waitFor();
});

test("a language that was chosen stays chosen", async () => {
  const page = await stage.open({ script: false });
  await page.goto(`${stage.app.url}/`);
  await page
    .locator("header details", { has: page.locator('form[action="/language"]') })
    .locator("summary")
    .click();
  await page.locator('header button[name="language"][value="ar"]').click();
  await page.waitForURL(`${stage.app.url}/ar`);
  await page.goto(`${stage.app.url}${process}`);
  expect(page.url()).toBe(`${stage.app.url}/ar${process}`);
});

test.each([
  "",
  "/votes",
  "/components",
  "/workgroups",
  "/rounds/1",
  "/rounds/1/log",
  "/results/1",
  "/board",
  "/report",
])("visitors without JavaScript can read %s", async (path) => {
  const page = await stage.open({ script: false });
  await page.goto(`${stage.app.url}${process}${path}`);
  expect(await page.locator("h1").textContent()).toMatch(/\S/);
  expect(await brokenLinks(page)).toEqual([]);
});

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

test("people who look for what is not there keep the navigation of the process, organizers theirs as well", async () => {
  const t = wordsOf("en");
  const { url } = stage.app;
  const navigationOn = async (page: Page, path: string) => {
    stage.expectStatus(page, 404);
    await page.goto(`${url}${path}`);
    await page.getByRole("heading", { name: t("errors:title.not_found") }).waitFor();
    const ofProcess = await page
      .getByRole("navigation", { name: t("common:nav.label"), exact: true })
      .count();
    const ofOrganizer = await page.getByRole("navigation", { name: t("processes:manage.nav.label") }).count();
    return { ofProcess, ofOrganizer };
  };
  const visitor = await stage.open({ script: false });
  expect(await navigationOn(visitor, `${process}/rounds/99`)).toEqual({ ofProcess: 1, ofOrganizer: 0 });
  expect(await navigationOn(visitor, `${process}/no-such-page`)).toEqual({ ofProcess: 1, ofOrganizer: 0 });
  expect(await navigationOn(visitor, "/p/no-such-process")).toEqual({ ofProcess: 0, ofOrganizer: 0 });
  const member = await stage.open({ as: "member-pythia", script: false });
  expect(await navigationOn(member, `${process}/manage/rounds/1`)).toEqual({ ofProcess: 1, ofOrganizer: 0 });
  const organizer = await stage.open({ as: "organizer", script: false });
  expect(await navigationOn(organizer, `${process}/manage/rounds/99`)).toEqual({
    ofProcess: 1,
    ofOrganizer: 1,
  });
});
