import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { readTable } from "~/kernel/csv/lines";
import { languages } from "~/kernel/language/languages";
import { projectPath } from "~db/projectFolder";
import { expectAccessible } from "~tests/support/axe";
import { alive, button, expectNoOverflow, openStage, visit } from "./support/browser";
import { ask, cast, send } from "./support/http";
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
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("N");
  expect(
    await page
      .locator(".opt input:checked")
      .evaluateAll((inputs) => inputs.slice(0, 3).map((input) => (input as HTMLInputElement).value)),
  ).toEqual(["required", "not_necessary", ""]);
  // The same cell of the component below, then what is left of the whole component.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Shift+R");
  expect(await page.locator("tr.item").nth(1).locator('.opt input[value="required"]:checked').count()).toBe(
    4,
  );
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  expect(await page.locator("tr.item").first().locator(".opt input:focus").getAttribute("value")).toBe(
    "required",
  );

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
  expect(await second.locator(sent).count()).toBe(2);
  await expectAccessible(second);

  await visit(first, `${stage.app.url}${round(5)}/ballot`);
  await first.getByText(t("votes:already")).waitFor();
  await second.reload();
  await second.getByRole("heading", { level: 1, name: t("votes:review.title") }).waitFor();
  expect(await second.locator(sent).count()).toBe(2);
  await button(second, "cast").click();
  await second.waitForURL(/receipt\?leaf=/);
});

test("whoever joins the public round answers 26 components for all in 26 taps on a phone, and casts in two", async () => {
  const page = await stage.open({ as: "participant", width: 360 });
  const tap = tapping();
  await visit(page, `${stage.app.url}${round(9)}`);
  await button(page, "join").click();
  await page.waitForURL(/\/ballot$/);
  await page.locator("tr.item").first().waitFor();
  await alive(page);
  const components = await page.locator("tr.item").count();
  expect(components).toBe(26);
  // What is asked first can be answered without scrolling, in the window of a small phone.
  await page.setViewportSize({ width: 360, height: 740 });
  await expectInView(page, page.locator("tr.item td.all button").first());
  for (let left = components; left > 0; left--) {
    // The card folded, and the next one came into view by itself.
    await tap(page.locator("tr.item:not([data-folded]) td.all button").first());
    expect(await page.locator("tr.item:not([data-folded])").count()).toBe(left - 1);
    if (left > 1) await expectInView(page, page.locator("tr.item:not([data-folded])").first());
  }
  expect(tap.count()).toBe(26);
  const { height } = (await page.locator(".ballot-form").boundingBox()) ?? { height: 0 };
  expect(height).toBeLessThan(3200);
  await tap(button(page, "review"));
  await button(page, "cast").waitFor();
  expect(await page.locator(sent).count()).toBe(components * 4);
  await tap(button(page, "cast"));
  await page.waitForURL(/receipt\?leaf=/);
  expect(tap.count()).toBe(28);
});

test("the ballot that the majority of 2024 would have cast takes 45 taps on a phone at most", async () => {
  const page = await stage.open({ as: "organizer", width: 360 });
  const tap = tapping();
  await visit(page, `${stage.app.url}${round(9)}`);
  await button(page, "join").click();
  await page.waitForURL(/\/ballot$/);
  await page.locator("tr.item").first().waitFor();
  await alive(page);
  const wanted = majorityOf2024();
  for (const row of await page.locator("tr.item").all()) {
    const no = wanted.get(((await row.locator(".t").textContent()) ?? "").toLowerCase()) ?? [];
    const [few, rest] = no.length > 2 ? (["yes", "no"] as const) : (["no", "yes"] as const);
    const labels = await row.locator("td[data-criterion]").all();
    for (const cell of labels) {
      const isNo = no.includes((await cell.getAttribute("data-criterion")) ?? "");
      if (isNo === (few === "no")) await tap(cell.locator(`label.${few}`));
    }
    await tap(row.locator("td.all button").nth(rest === "yes" ? 0 : 1));
  }
  expect(tap.count()).toBeGreaterThan(26);
  expect(tap.count()).toBeLessThanOrEqual(45);
  await button(page, "review").click();
  await button(page, "cast").waitFor();
  const noes = [...wanted.values()].flat().length;
  expect(await page.locator(`${sent}[value="not_necessary"]`).count()).toBe(noes);
  expect(await page.locator(sent).count()).toBe(26 * 4);
});

test.each([
  ["fr", 360],
  ["es", 320],
] as const)(
  "nothing of a ballot and of the pages around it sticks out in %s at %d pixels",
  async (language, width) => {
    const page = await stage.open({ as: "member-opencv", width });
    for (const path of [
      "",
      "/votes",
      "/drafts/1.1",
      "/townhalls/23",
      "/systems",
      "/join",
      "/rounds/7",
      "/rounds/7/ballot",
    ]) {
      await visit(page, `${stage.app.url}/${language}/p/open-source-ai${path}`);
      await page.locator("main details").evaluateAll((all) => {
        for (const one of all.slice(0, 1)) one.setAttribute("open", "");
      });
      await expectNoOverflow(page);
    }
    // The bar below the ballot is one line, whatever its words: what is to be answered has the window.
    const bar = await page.locator(".dock").boundingBox();
    expect(bar?.height ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(76);
    await page.locator(".fill-column summary").first().click();
    await expectNoOverflow(page);
    const menu = await page.locator(".fill-column[open] .fill-items").boundingBox();
    expect(menu?.x).toBeGreaterThanOrEqual(0);
    expect((menu?.x ?? 0) + (menu?.width ?? 0)).toBeLessThanOrEqual(width);
    await button(page, "review").click();
    await page.waitForURL(/step=review/);
    await button(page, "cast").waitFor();
    await expectNoOverflow(page);
    // Without a connection that is said where the button is, and the ballot goes by itself once there is one.
    stage.expectLost(page);
    await page.context().setOffline(true);
    await button(page, "cast").click();
    const alert = page.locator(".dock").getByRole("alert");
    await alert.waitFor();
    const { y = -1, height: tall = 0 } = (await alert.boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + tall).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0);
    await expectNoOverflow(page);
    await page.context().setOffline(false);
    await page.waitForURL(/receipt\?leaf=/);
  },
);

test("a ballot that arrives after the closing is refused with words, and stays on the page", async () => {
  const page = await stage.open({ as: "member-pythia" });
  await fillIn(page, 6, [0]);
  const closing = "/p/open-source-ai/manage/rounds/6/close";
  const said = await (await ask(stage.app, closing, { as: "organizer" })).text();
  const seen = /name="seen" value="([0-9a-f]{64})"/.exec(said)?.[1] ?? "";
  await send(stage.app, closing, { intent: "close", seen }, { as: "organizer" });
  stage.expectStatus(page, 409);
  await button(page, "cast").click();
  await page
    .getByRole("alert")
    .filter({ hasText: t("errors:code.round_closed") })
    .waitFor();
  expect(await page.locator(sent).count()).toBe(1);

  // The page is read again as something else happens in the process; what was answered still stands on it.
  const settings = { intent: "process", language: "en", question: "Which?", summary: "A summary." };
  let times = 0;
  const isReadAgain = async () => {
    const title = `Renamed ${++times}`;
    const form = { ...settings, title, languages: [...languages] };
    const answer = await send(stage.app, "/p/open-source-ai/manage/settings", form, { as: "organizer" });
    expect(answer.status).toBe(303);
    return page
      .locator("main")
      .getByText(/Renamed \d/)
      .count();
  };
  await expect.poll(isReadAgain, { interval: 1000 }).toBeGreaterThan(0);
  const refusal = page.getByRole("alert").filter({ hasText: t("errors:code.round_closed") });
  expect(await refusal.count()).toBe(1);
});

/** Expects that a card begins in the window, below what stays above it. */
async function expectInView(page: Page, card: Locator): Promise<void> {
  const height = page.viewportSize()?.height ?? 0;
  const [head, own] = await Promise.all([page.locator(".ballot-head").boundingBox(), card.boundingBox()]);
  const top = own?.y ?? Number.NaN;
  expect(top).toBeGreaterThanOrEqual((head?.y ?? 0) + (head?.height ?? 0));
  // The last one cannot be higher than where the page ends.
  expect(top + Math.min(own?.height ?? 0, 200)).toBeLessThan(height);
}

/** Taps, and counts how often. */
function tapping() {
  let taps = 0;
  const tap = async (target: Locator) => {
    await target.click();
    taps++;
  };
  return Object.assign(tap, { count: () => taps });
}

/** Component, in small letters → the criteria under which most of 2024 found it not necessary. */
function majorityOf2024(): ReadonlyMap<string, string[]> {
  const columns = ["component", "criterion", "required", "not_necessary"] as const;
  const table = readTable(readFileSync(projectPath("db/demo/figures-2024.csv"), "utf8"), { columns });
  const points = new Map<string, Map<string, number>>();
  for (const { values } of table.ok ? table.value.rows : []) {
    const own = points.get(values.component.toLowerCase()) ?? new Map<string, number>();
    const more = Number(values.required) - Number(values.not_necessary);
    own.set(values.criterion, (own.get(values.criterion) ?? 0) + more);
    points.set(values.component.toLowerCase(), own);
  }
  const isNo = ([, sum]: readonly [string, number]) => sum < 0;
  return new Map([...points].map(([name, own]) => [name, [...own].filter(isNo).map(([key]) => key)]));
}

/** What the review sends. */
const sent = 'main input[type="hidden"][name^="choices."]';

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
