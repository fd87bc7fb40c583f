import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { expectAccessible } from "~tests/support/axe";
import { expectNoOverflow, openStage, visit } from "./support/browser";
import { send } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage();
const process = "/p/open-source-ai";
const live = `${process}/townhalls/22`;
const en = wordsOf("en");
const ar = wordsOf("ar");

const queue = (page: Page) => page.locator(".queue li");
const press = (page: Page, name: string, nth = 0) =>
  page.locator(`form:has(input[name="intent"][value="${name}"]) button[type="submit"]`).nth(nth).click();
const form = (page: Page, name: string) => page.locator(`form:has(input[name="intent"][value="${name}"])`);

/** Somebody in the live room, once the room follows what happens. */
async function enter(as: string | undefined, prefix = ""): Promise<Page> {
  const page = await stage.open(as ? { as } : {});
  await visit(page, `${stage.app.url}${prefix}${live}`);
  // Nobody is counted whom the room does not know: the connection is there.
  await page.locator("#here", { hasText: /[1-9]/ }).waitFor();
  return page;
}

async function openDetails(page: Page, name: string): Promise<void> {
  await form(page, name).evaluate((element) => element.closest("details")?.setAttribute("open", ""));
}

describe("a meeting with a host, a speaker and a reader in Arabic", () => {
  test("goes on for all of them, over a restart of the server", { timeout: 240_000 }, async () => {
    const host = await enter("organizer");
    const speaker = await enter("participant");
    const reader = await enter(undefined, "/ar");
    expect(await reader.locator("html").getAttribute("dir")).toBe("rtl");

    // The queue: who raises a hand comes last among those who have not spoken, and is called in turn.
    await form(speaker, "raise").locator('input[name="about"]').fill("two words");
    await press(speaker, "raise");
    await speaker
      .getByRole("status")
      .filter({ hasText: en("live:hand.place", { place: 3 }) })
      .waitFor();
    await host.locator(".queue li", { hasText: "two words" }).waitFor();
    await reader.locator(".queue li", { hasText: "two words" }).waitFor();
    expect(await queue(host).last().textContent()).toContain("two words");
    const bar = host.locator(".host-bar");
    const call = () => bar.locator('form:has(input[name="hand"]) button').click();
    for (const left of [2, 1, 0]) {
      await call();
      await expect.poll(() => queue(reader).count()).toBe(1 + left);
    }
    await speaker
      .getByRole("status")
      .filter({ hasText: en("live:hand.yourTurn") })
      .waitFor();
    await press(speaker, "lower");
    await expect.poll(() => queue(reader).count()).toBe(0);

    // Whoever has spoken waits behind whoever has not, though their hand was up first.
    await press(speaker, "raise");
    await queue(host).first().waitFor();
    await send(
      stage.app,
      live,
      { intent: "raise", about: "never yet", speaksAs: "" },
      { as: "facilitator-bloom" },
    );
    await expect.poll(async () => (await queue(host).allTextContents()).length).toBe(2);
    expect(await queue(host).first().textContent()).toContain("never yet");
    expect(await queue(host).last().textContent()).toContain(en("live:hand.spoke", { count: 1 }));

    // What is on for everyone, in the reader's language where there is a translation.
    await openDetails(host, "display");
    const option = form(host, "display").locator('option[value^="component:"]').first();
    const component = (await option.textContent()) ?? "";
    await form(host, "display")
      .locator("select")
      .selectOption((await option.getAttribute("value")) ?? "");
    await press(host, "display");
    await speaker.locator(".on-display", { hasText: component }).waitFor();
    await reader.locator('.on-display a[href^="/ar/p/open-source-ai/components"]').waitFor();
    await press(host, "item");
    await reader.locator(".on-now", { hasText: ar("live:now", { at: 4, of: 5 }) }).waitFor();

    // A temperature check: the answer is counted at once, its result waits until it is closed.
    await openDetails(host, "check");
    await form(host, "check").locator('input[name="question"]').fill("Is this clear?");
    await press(host, "check");
    await speaker.locator("h2", { hasText: "Is this clear?" }).waitFor();
    await form(speaker, "answer").locator("button").first().click();
    await reader
      .getByRole("status")
      .filter({ hasText: ar("live:check.answers", { count: 1 }) })
      .waitFor();
    expect(await reader.locator(".check-result").count()).toBe(0);
    await press(host, "closeCheck");
    await reader.locator(".check-result").waitFor();
    expect(await reader.locator(".check-result tbody tr").first().textContent()).toMatch(/1.*0.*0.*1/s);
    // One answer of a group is nobody's business.
    expect(await reader.locator(".check-result tbody").textContent()).toContain(ar("common:tooFew"));

    for (const page of [host, speaker, reader]) {
      await expectAccessible(page);
      await page.setViewportSize({ width: 360, height: 800 });
      await expectNoOverflow(page);
      await page.setViewportSize({ width: 1280, height: 900 });
    }

    // The server is restarted: the pages stay, say so, and go on by themselves.
    const typed = "Is this still here after a restart?";
    await form(speaker, "ask").locator("textarea").fill(typed);
    for (const page of [host, speaker, reader]) stage.expectLost(page);
    await stage.app.restart();
    await expect.poll(() => speaker.locator(".notice.warn").count()).toBe(0);
    expect(await form(speaker, "ask").locator("textarea").inputValue()).toBe(typed);
    await press(speaker, "ask");
    await reader.locator(".question", { hasText: typed }).waitFor();
    await host.locator(".question", { hasText: typed }).waitFor();
    expect(await form(speaker, "ask").locator("textarea").inputValue()).toBe("");
    expect(await reader.locator(".question", { hasText: typed }).count()).toBe(1);
    const vote = host.locator(".question", { hasText: typed }).locator("button.vote");
    await vote.click();
    await expect
      .poll(() => reader.locator(".question", { hasText: typed }).locator(".vote").textContent())
      .toContain("1");

    // A reload shows the same.
    const before = await reader.locator(".question").allTextContents();
    await visit(reader, `${stage.app.url}/ar${live}`);
    expect(await reader.locator(".question").allTextContents()).toEqual(before);
  });

  test("without JavaScript is read, and asked a question", async () => {
    const page = await stage.open({ as: "member-opencv", script: false });
    await page.goto(`${stage.app.url}${live}`);
    expect(await page.locator(".on-now h2").textContent()).not.toBe("");
    await form(page, "ask").locator("textarea").fill("Does this work without a script?");
    await press(page, "ask");
    await page.locator(".question", { hasText: "Does this work without a script?" }).waitFor();
    await form(page, "raise").locator('input[name="about"]').fill("no script");
    await press(page, "raise");
    await page.locator(".queue li", { hasText: "no script" }).waitFor();
    const visitor = await stage.open({ script: false });
    await visitor.goto(`${stage.app.url}${live}`);
    await visitor.locator(".question", { hasText: "Does this work without a script?" }).waitFor();
  });
});

test("a townhall is planned, found in the calendar, registered for, held and remembered", async () => {
  const host = await stage.open({ as: "organizer" });
  await visit(host, `${stage.app.url}${process}/manage/townhalls`);
  const plan = host.locator("form:has(button[value='plan'])");
  await plan.locator('input[name="title"]').fill("A meeting from start to end");
  await plan.locator('input[name="day"]').fill("2031-05-06");
  await plan.locator('input[name="time"]').fill("18:30");
  await plan.locator('select[name="zone"]').selectOption("Africa/Dakar");
  await plan.locator('textarea[name="agenda"]').fill("5 Welcome\n20 What is open");
  await plan.locator('select[name="draft"]').selectOption("1.1");
  await plan.locator("button[value='plan']").click();
  await host.waitForURL(/manage\/townhalls\/\d+$/);
  const number = host.url().split("/").at(-1);
  const meeting = `${process}/townhalls/${number}`;
  const calendar = await (await fetch(`${stage.app.url}${process}/calendar/townhall-${number}.ics`)).text();
  expect(calendar).toContain("DTSTART:20310506T183000Z");

  const guest = await stage.open({ as: "participant" });
  await visit(guest, `${stage.app.url}${meeting}`);
  await guest.locator("button[value='register']").click();
  await guest.locator("button[value='unregister']").waitFor();

  await visit(host, `${stage.app.url}${meeting}`);
  await press(host, "start");
  await host.locator(".host-desk").waitFor();
  await guest.locator("#queue").waitFor();
  await form(guest, "ask").locator("textarea").fill("Who writes this down?");
  await press(guest, "ask");
  await host.locator(".question", { hasText: "Who writes this down?" }).waitFor();
  await openDetails(host, "end");
  await press(host, "end");
  await host.locator("#decided").waitFor();
  await guest.locator("#decided").waitFor();

  await visit(host, `${stage.app.url}${process}/manage/townhalls/${number}`);
  await host.locator('textarea[name="minutes"]').fill("## Welcome\n\nWe looked at **the clauses**.");
  await host.locator("button[value='minutes']").click();
  await host.getByRole("status").first().waitFor();
  await host.locator('input[name="text"]').last().fill("The draft goes on.");
  await host.locator("button[value='outcome']").last().click();
  await expect.poll(() => host.locator('input[name="text"]').count()).toBe(2);
  await host
    .locator('textarea[name="transcript"]')
    .fill("0:01 Host: Welcome to this.\n\n0:05 A guest: It should say less.");
  await host.locator("button[value='readTranscript']").last().click();
  await host.locator("button[value='transcript']").click();
  await expect.poll(async () => (await fetch(`${stage.app.url}${meeting}/transcript`)).status).toBe(200);

  // What was said becomes a comment on a clause in two clicks, and is found again.
  await visit(host, `${stage.app.url}${meeting}/transcript`);
  await host.locator("#t-2 summary").click();
  await host.locator("#t-2 button[value='carry']").click();
  const made = host.locator('[role="status"] a');
  await made.click();
  await host.waitForURL(/\/comments\//);
  expect(await host.locator("article.comment").first().textContent()).toContain("It should say less.");
  await visit(guest, `${stage.app.url}${meeting}`);
  expect(await guest.locator("main").textContent()).toContain("The draft goes on.");
  await guest.locator("a", { hasText: /Comment \d+ on 1\.1/ }).waitFor();
  await visit(guest, `${stage.app.url}${process}/search?q=${encodeURIComponent('"say less"')}`);
  await guest.locator("mark", { hasText: "less" }).first().waitFor();
  await visit(guest, `${stage.app.url}${process}/threads?category=meetings`);
  await guest.locator(".topics a", { hasText: "Who writes this down?" }).click();
  await guest.waitForURL(/\/threads\/\d+$/);
  await guest.locator('textarea[name="body"]').last().fill("The host does, in the minutes.");
  await guest.locator("button[value='reply']").click();
  await guest.locator(".post", { hasText: "The host does" }).waitFor();
  await expectAccessible(guest);
});
