import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import { expectAccessible } from "~tests/support/axe";
import { button, openStage, visit } from "./support/browser";
import { cast, send } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage();
const t = wordsOf("en");
const round = (number: number) => `/p/open-source-ai/rounds/${number}`;

test("voters can fill in and cast a ballot with the keyboard alone", async () => {
  const page = await stage.open({ as: "member-opencv" });
  await visit(page, `${stage.app.url}${round(7)}`);
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").getAttribute("href")).toBe("#content");
  await page.keyboard.press("Enter");
  await tabTo(page, `a[href="${round(7)}/ballot"]`);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/ballot$/);
  await page.locator(".opt").first().waitFor();

  await tabTo(page, ".opt input");
  const outline = await page
    .locator(".opt label:has(input:focus)")
    .evaluate((label) => getComputedStyle(label).outlineStyle);
  expect(outline).toBe("solid");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowUp");
  expect(
    await page
      .locator(".opt input:checked")
      .evaluateAll((inputs) => inputs.slice(0, 3).map((input) => (input as HTMLInputElement).value)),
  ).toEqual(["required", "not_necessary", ""]);

  await tabTo(page, 'button[value="review"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/step=review/);
  await page.getByRole("heading", { level: 1, name: t("votes:review.title") }).waitFor();
  await tabTo(page, 'button[value="cast"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/receipt\?leaf=/);
  await page.locator("#found").waitFor();
});

test("a double click on the last button makes one entry", async () => {
  const page = await stage.open({ as: "member-bloom" });
  await fillIn(page, 8, [0]);
  await button(page, "cast").dblclick();
  await page.waitForURL(/receipt\?leaf=/);
  await page.locator("#found").waitFor();
  const index = Number(await page.locator("main dl dd").nth(1).textContent());

  const leaf = await cast(stage.app, "facilitator-bloom", round(8), {
    "choices.training-datasets.use": "required",
  });
  await visit(page, `${stage.app.url}${round(8)}/receipt?leaf=${leaf}`);
  expect(Number(await page.locator("main dl dd").nth(1).textContent())).toBe(index + 1);
});

test("whoever votes in two tabs is told in the second, and both sets of choices are kept", async () => {
  const [first, second] = [
    await stage.open({ as: "member-llama2" }),
    await stage.open({ as: "member-llama2" }),
  ];
  await fillIn(second, 5, [1, 2]);
  await fillIn(first, 5, [0], [1, 2]);
  await button(first, "cast").click();
  await first.waitForURL(/receipt\?leaf=/);

  stage.expectStatus(second, 409);
  await button(second, "cast").click();
  await second
    .getByRole("alert")
    .filter({ hasText: t("errors:code.superseded") })
    .waitFor();
  expect(await second.locator('main td input[type="hidden"]').count()).toBe(2);
  await expectAccessible(second);

  await visit(first, `${stage.app.url}${round(5)}/ballot`);
  await first.getByText(t("votes:already")).waitFor();
  await second.reload();
  await second.getByRole("heading", { level: 1, name: t("votes:review.title") }).waitFor();
  expect(await second.locator('main td input[type="hidden"]').count()).toBe(2);
  await button(second, "cast").click();
  await second.waitForURL(/receipt\?leaf=/);
});

test("anyone who is signed in can join the public round and vote in it", async () => {
  const page = await stage.open({ as: "participant", width: 360 });
  await visit(page, `${stage.app.url}${round(9)}`);
  await button(page, "join").click();
  await page.waitForURL(/\/ballot$/);
  await page.locator('.opt input[value="required"]').first().check();
  await button(page, "review").click();
  await button(page, "cast").click();
  await page.waitForURL(/receipt\?leaf=/);
});

test("a ballot that arrives after the closing is refused with words, and stays on the page", async () => {
  const page = await stage.open({ as: "member-pythia" });
  await fillIn(page, 6, [0]);
  await send(stage.app, "/p/open-source-ai/manage/rounds/6", { intent: "close" }, { as: "organizer" });
  stage.expectStatus(page, 409);
  await button(page, "cast").click();
  await page
    .getByRole("alert")
    .filter({ hasText: t("errors:code.round_closed") })
    .waitFor();
  expect(await page.locator('main td input[type="hidden"]').count()).toBe(1);

  // The page is read again as something else happens in the process; what was answered still stands on it.
  const settings = { intent: "process", language: "en", question: "Which?", summary: "A summary." };
  let times = 0;
  const isReadAgain = async () => {
    const title = `Renamed ${++times}`;
    const form = { ...settings, title, languages: [...languages] };
    const answer = await send(stage.app, "/p/open-source-ai/manage/settings", form, { as: "organizer" });
    expect(answer.status).toBe(200);
    return page
      .locator("main")
      .getByText(/Renamed \d/)
      .count();
  };
  await expect.poll(isReadAgain, { interval: 1000, timeout: 30_000 }).toBeGreaterThan(0);
  const refusal = page.getByRole("alert").filter({ hasText: t("errors:code.round_closed") });
  expect(await refusal.count()).toBe(1);
});

/** Chooses "required" in these cells, clears others, and goes on to the review. */
async function fillIn(page: Page, number: number, cells: number[], blank: number[] = []) {
  await visit(page, `${stage.app.url}${round(number)}/ballot`);
  for (const cell of blank) await page.locator(".opt").nth(cell).locator('input[value=""]').check();
  for (const cell of cells) await page.locator(".opt").nth(cell).locator('input[value="required"]').check();
  await button(page, "review").click();
  await page.waitForURL(/step=review/);
  await button(page, "cast").waitFor();
}

/** Presses the tabulator until something that matches has the focus. */
async function tabTo(page: Page, selector: string) {
  for (let presses = 0; presses < 400; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`The keyboard does not reach ${selector}.`);
}
