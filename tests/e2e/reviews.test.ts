import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { expectAccessible } from "~tests/support/axe";
import { button, expectNoOverflow, openStage, visit } from "./support/browser";
import { inMailTo } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage({ isShared: true });
const t = wordsOf("en");
const system = "/p/open-source-ai/systems/falcon";

const at = (path: string) => `${stage.app.url}${system}${path}`;
const rowOf = (page: Page, nth: number) => page.locator(".review-row").nth(nth);
const note = (page: Page, nth: number) => rowOf(page, nth).locator('input[name="note"]');
const saved = (page: Page, nth: number) =>
  rowOf(page, nth).getByText(t("reviews:form.saved"), { exact: true });

/** What the server has of a row, as a page that is opened anew shows it. */
async function storedNote(nth: number): Promise<string> {
  // Without scripts: with them the page shows what is kept of this person and was not stored.
  const page = await stage.open({ as: "participant", script: false });
  await page.goto(at("/review"));
  const value = await note(page, nth).inputValue();
  await page.close();
  return value;
}

describe("a review that is filled in", () => {
  beforeAll(async () => {
    const page = await stage.open({ as: "participant" });
    await visit(page, at(""));
    await button(page, "volunteer").click();
    await page.getByText(t("reviews:applied")).waitFor();
    const organizer = await stage.open({ as: "organizer" });
    await visit(organizer, `${stage.app.url}/p/open-source-ai/manage/systems`);
    await organizer.locator('button[name="decision"][value="confirmed"]').first().click();
    await organizer.getByText(t("common:saved")).first().waitFor();
  });

  test("stays on the page while the server is away, and is saved when it is back", async () => {
    const page = await stage.open({ as: "participant" });
    await visit(page, at("/review"));
    stage.expectLost(page);
    await page.route("**/review/save", (route) => route.abort("connectionrefused"));
    await note(page, 0).fill("Typed on a bad line.");
    await page.getByText(t("reviews:form.away")).waitFor();
    expect(await note(page, 0).inputValue()).toBe("Typed on a bad line.");
    await page.unroute("**/review/save");
    await page.evaluate(() => dispatchEvent(new Event("online")));
    await saved(page, 0).waitFor();
    expect(await storedNote(0)).toBe("Typed on a bad line.");
  });

  test("comes back after the browser was closed before anything could be sent", async () => {
    const page = await stage.open({ as: "participant" });
    await visit(page, at("/review"));
    stage.expectLost(page);
    await page.route("**/review/save", (route) => route.abort("connectionrefused"));
    await note(page, 4).fill("Nearly lost.");
    await page.getByText(t("reviews:form.away")).waitFor();
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto("about:blank");
    await page.unroute("**/review/save");
    // Both may be under way: what was sent as the page was left, and what the browser kept.
    stage.expectStatus(page, 409);
    await visit(page, at("/review"));
    // Sent with the last breath of the page, or kept by the browser: it is there in any case.
    await expect.poll(() => note(page, 4).inputValue()).toBe("Nearly lost.");
    await expect.poll(() => storedNote(4)).toBe("Nearly lost.");
  });

  test("is there on another device where this one could not save it, and is saved from there once", async () => {
    const first = await stage.open({ as: "participant" });
    await visit(first, at("/review"));
    stage.expectLost(first);
    await first.route("**/review/save", (route) => route.abort("connectionrefused"));
    const kept = first.waitForResponse(
      (answer) =>
        new URL(answer.url()).pathname === "/kept" &&
        // Words of rows that were stored since are forgotten as the page comes.
        (answer.request().postData() ?? "").includes("intent=keep"),
    );
    await note(first, 5).fill("Read on the train.");
    expect((await kept).status()).toBe(200);
    const second = await stage.open({ as: "participant" });
    const forgotten = second.waitForRequest(
      (request) => request.url().endsWith("/kept") && (request.postData() ?? "").includes("intent=forget"),
    );
    await visit(second, at("/review"));
    await expect.poll(() => note(second, 5).inputValue()).toBe("Read on the train.");
    await forgotten;
    expect(await storedNote(5)).toBe("Read on the train.");
  });

  test("is saved on the way when the page is left at once", async () => {
    const page = await stage.open({ as: "participant" });
    await visit(page, at("/review"));
    await note(page, 1).fill("Typed and left.");
    await page.locator("h1 bdi").waitFor();
    await page.locator(`a[href$="${system}"]`).first().click();
    await page.waitForURL(new RegExp(`${system}$`));
    await expect.poll(() => storedNote(1)).toBe("Typed and left.");
  });

  test("in two tabs overwrites nothing: each sees the other's words and chooses", async () => {
    const [first, second] = [
      await stage.open({ as: "participant", width: 360 }),
      await stage.open({ as: "participant" }),
    ];
    await visit(first, at("/review"));
    await visit(second, at("/review"));
    // The first one is on a bad line while the second one saves.
    stage.expectLost(first);
    await first.route("**/review/save", (route) => route.abort("connectionrefused"));
    await note(first, 2).fill("From the first tab.");
    await rowOf(first, 2).getByText(t("reviews:form.away")).waitFor();
    await note(second, 2).fill("From the second tab.");
    await saved(second, 2).waitFor();
    // Whether its page was told already or its save is refused: it is asked.
    stage.expectStatus(first, 409);
    await first.unroute("**/review/save");
    await first.evaluate(() => dispatchEvent(new Event("online")));
    await rowOf(first, 2).getByText(t("reviews:form.theirs")).waitFor();
    await rowOf(first, 2).getByText("From the second tab.").waitFor();
    await expectNoOverflow(first);
    await expectAccessible(first);
    expect(await storedNote(2)).toBe("From the second tab.");
    await rowOf(first, 2).getByText(t("reviews:form.keepMine")).click();
    await saved(first, 2).waitFor();
    expect(await storedNote(2)).toBe("From the first tab.");
  });

  test("shows what a file brought, and a note beside it changes no cell", async () => {
    const page = await stage.open({ as: "participant" });
    await visit(page, at("/review"));
    const component = await rowOf(page, 3).locator('input[name="component"]').inputValue();
    stage.expectStatus(page, 400);
    await page.locator('textarea[name="csv"]').fill(`component,criterion,value\n${component},use,perhaps\n`);
    await button(page, "read").last().click();
    await page.locator(".problem, .notice.bad").first().waitFor();
    // The word that nobody knows is asked for.
    await page.locator('select[name="meanings.0.means"]').waitFor();
    expect(await page.locator('textarea[name="csv"]').inputValue()).toContain("perhaps");
    await page
      .locator('textarea[name="csv"]')
      .fill(`component,criterion,value\n${component},use,restricted\n`);
    await button(page, "read").last().click();
    await button(page, "import").click();
    await page.getByText(t("reviews:form.imported")).waitFor();
    const use = rowOf(page, 3).locator('select[name="values.use"]');
    await expect.poll(() => use.inputValue()).toBe("restricted");
    await note(page, 3).fill("Section 4.");
    await saved(page, 3).waitFor();
    const reader = await stage.open();
    await visit(reader, at(""));
    await reader.getByText("Section 4.").first().waitFor();
    await reader.locator(`tr#${component} .cell-word-restricted`).first().waitFor({ state: "attached" });
  });
});

test("what a maker answers while a reviewer closes the request is shown to them, not overwritten", async () => {
  const page = await stage.open({ as: "organizer" });
  await visit(page, at(""));
  const due = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await page.getByText(t("reviews:requests.ask")).click();
  await page.locator('textarea[name="wanted"]').fill("The licence of the data.");
  await page.locator('input[name="recipient"]').fill("maker@example.org");
  await page.locator('input[name="dueOn"]').fill(due);
  await button(page, "ask").click();
  await page.getByText(t("common:saved")).waitFor();
  await expect.poll(() => page.locator('textarea[name="wanted"]').inputValue()).toBe("");

  await page.locator("summary", { hasText: t("reviews:requests.close") }).click();
  const form = page.locator("form").filter({ has: button(page, "close") });
  await form.locator('textarea[name="answer"]').fill("They did not answer.");
  await form.locator('select[name="state"]').selectOption("withdrawn");

  const maker = await stage.open();
  const link = await inMailTo(stage.app, "maker@example.org", /\/answer\/[0-9a-f]{64}/);
  await visit(maker, at(link));
  await maker.locator('input[name="answerUrl"]').fill("https://example.org/licence");
  await button(maker, "answer").click();
  await maker.getByRole("status").first().waitFor();

  stage.expectStatus(page, 409);
  await button(page, "close").click();
  await form.getByRole("alert").filter({ hasText: "https://example.org/licence" }).waitFor();
  expect(await form.locator('textarea[name="answer"]').inputValue()).toBe("They did not answer.");
  const reader = await stage.open();
  await visit(reader, at(""));
  await reader.locator('a[href="https://example.org/licence"]').waitFor();
});
