import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { button, openStage, visit } from "./support/browser";
import { wordsOf } from "./support/words";

const stage = openStage({ isShared: true });
const t = wordsOf("en");
const process = "/p/open-source-ai";

/** The form of the first gate, unfolded, on a page that hears what changes. */
async function gateForm(page: Page) {
  const hears = page
    .waitForEvent("websocket")
    .then((socket) => socket.waitForEvent("framesent", ({ payload }) => String(payload).includes('"watch"')));
  await visit(page, `${stage.app.url}${process}/manage/release`);
  await hears;
  const gate = page.locator('section[aria-labelledby="gates"] details').first();
  await gate.locator("summary").click();
  return gate.locator("form").first();
}

test("of two organizers the second one sees what the first stored, keeps what was typed and decides", async () => {
  const first = await stage.open({ as: "organizer" });
  const second = await stage.open({ as: "organizer" });
  const [one, two] = [await gateForm(first), await gateForm(second)];
  const title = two.locator('input[name="title"]');
  await title.fill("The title of the second");
  await one.locator('input[name="title"]').fill("The title of the first");
  await one.locator('input[name="reason"]').fill("For a reason.");
  await one.locator('button[value="gate"]').click();
  await first.getByText(t("common:saved")).waitFor();
  // The page of the second is loaded anew meanwhile: it hears of the change.
  await second.locator("summary", { hasText: "The title of the first" }).waitFor();
  expect(await title.inputValue()).toBe("The title of the second");

  stage.expectStatus(second, 409);
  await two.locator('input[name="reason"]').fill("For another reason.");
  await two.locator('button[value="gate"]').click();
  await two.getByRole("alert").filter({ hasText: "The title of the first" }).waitFor();
  expect(await title.inputValue()).toBe("The title of the second");
  await two.locator('button[value="gate"]').click();
  await second.getByText(t("common:saved")).waitFor();
  await two.getByRole("alert").waitFor({ state: "detached" });

  // Whoever has typed nothing finds what was stored in the form, and saves over nothing.
  await first.locator("summary", { hasText: "The title of the second" }).waitFor();
  await expect.poll(() => one.locator('input[name="title"]').inputValue()).toBe("The title of the second");
  await one.locator('input[name="least"]').fill("2");
  await one.locator('input[name="reason"]').fill("For a reason.");
  await one.locator('button[value="gate"]').click();
  await first.getByText(t("common:saved")).waitFor();
});

test("a snapshot that was taken is not taken again by a second press: the form is empty", async () => {
  const page = await stage.open({ as: "organizer" });
  await visit(page, `${stage.app.url}${process}/manage/release`);
  const meeting = page.locator('input[name="meeting"]');
  await meeting.fill("A meeting pressed twice");
  await button(page, "snapshot").click();
  await page.getByText(t("common:saved")).waitFor();
  await expect.poll(() => meeting.inputValue()).toBe("");
});

test("what became of a form is seen on a phone: the field that was refused, or the message, has the focus", async () => {
  const page = await stage.open({ as: "organizer", width: 360 });
  await visit(page, `${stage.app.url}${process}/manage/people`);
  const form = page.locator("form", { has: page.locator('button[value="one"]') });
  await form.locator('input[name="email"]').fill("newcomer@elsewhere.example");
  await form.locator('select[name="role"]').selectOption("member");
  stage.expectStatus(page, 400);
  await button(page, "one").click();
  await expect.poll(() => focused(page)).toEqual({ name: "workgroup", isInWindow: true });
  // By itself the form asks for nothing that it then refuses.
  await form.locator('select[name="role"]').selectOption("participant");
  await button(page, "one").click();
  await expect.poll(() => focused(page)).toEqual({ name: "status", isInWindow: true });
});

/** The name (of a message, its role) of what has the focus, and whether it stands in the window. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const { top, bottom } = element?.getBoundingClientRect() ?? { top: -1, bottom: -1 };
    const name = element?.getAttribute("name") ?? element?.getAttribute("role");
    return { name, isInWindow: top >= 0 && bottom <= innerHeight };
  });
