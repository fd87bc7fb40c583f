import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { alive, button, openAccount, openStage, visit } from "./support/browser";
import { wordsOf } from "./support/words";

const stage = openStage();
const process = "/p/open-source-ai";
const t = wordsOf("en");

const body = (page: Page) => page.locator('textarea[name="body"]').last();
const told = (page: Page, role: "alert" | "status", key: string) =>
  page.getByRole(role).filter({ hasText: t(key) });

/** The form for a new topic, as somebody who takes part. */
async function atThreads(as: string): Promise<Page> {
  const page = await stage.open({ as });
  await visit(page, `${stage.app.url}${process}/threads`);
  return page;
}

/** How many topics have this title, as anybody reads them. */
async function topicsCalled(title: string): Promise<number> {
  const answer = await fetch(`${stage.app.url}${process}/threads`, {
    headers: { Cookie: "codraft-language=en" },
  });
  return (await answer.text()).split(`>${title}<`).length - 1;
}

test("what was not sent comes back to its writer, and to nobody else in the same browser", async () => {
  const page = await atThreads("member-pythia");
  await body(page).fill("Half a thought");
  await page.reload();
  await alive(page);
  await told(page, "status", "common:kept.restored").waitFor();
  expect(await body(page).inputValue()).toBe("Half a thought");

  // Somebody else signs in without the first one having signed out.
  const session = await stage.app.sessionOf("member-opencv");
  const url = stage.app.url.replace("http:", "https:");
  await page.context().addCookies([{ ...session, url, sameSite: "Lax" }]);
  await page.reload();
  await alive(page);
  expect(await body(page).inputValue()).toBe("");
});

test("signing out takes what was not sent out of the browser", async () => {
  const page = await atThreads("member-bloom");
  await body(page).fill("Half a thought");
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes("kept")));
  await expect.poll(kept).toHaveLength(1);
  await openAccount(page);
  await page.locator('header form[action="/sign-out"] button').click();
  await page.waitForURL(`${stage.app.url}/`);
  expect(await kept()).toEqual([]);
});

test("what was typed on one device and not sent is there on another, until it is sent", async () => {
  const first = await atThreads("member-opencv");
  const kept = first.waitForResponse(
    (answer) => new URL(answer.url()).pathname === "/kept" && answer.request().method() === "POST",
  );
  await body(first).fill("Begun on the way");
  expect((await kept).status()).toBe(200);
  const second = await atThreads("member-opencv");
  await told(second, "status", "common:kept.restored").waitFor();
  expect(await body(second).inputValue()).toBe("Begun on the way");
  await second.locator('input[name="title"]').fill("Ended at the desk");
  await button(second, "begin").click();
  await second.waitForURL(/\/threads\/\d+$/);
  const third = await atThreads("member-opencv");
  await third.waitForLoadState("networkidle");
  expect(await body(third).inputValue()).toBe("");
});

test("what is typed before the words of another device have come takes their place nowhere, and both can be had", async () => {
  const isKept = (address: string) => new URL(address).pathname === "/kept";
  const keeping = (page: Page) =>
    page.waitForResponse((answer) => isKept(answer.url()) && answer.request().method() === "POST");
  const first = await atThreads("facilitator-bloom");
  const kept = keeping(first);
  await body(first).fill("Begun on the way");
  expect((await kept).status()).toBe(200);

  const second = await stage.open({ as: "facilitator-bloom" });
  let goOn = () => {};
  const typed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await second.route("**/kept?*", async (route) => {
    await typed;
    await route.continue();
  });
  await visit(second, `${stage.app.url}${process}/threads`);
  await body(second).fill("Begun at the desk");
  goOn();
  const offer = told(second, "alert", "common:kept.restored");
  await offer.waitFor();
  expect(await offer.textContent()).toContain("Begun on the way");
  expect(await body(second).inputValue()).toBe("Begun at the desk");
  // Not chosen yet: another window of the second device still has the words of the first.
  const beside = await atThreads("facilitator-bloom");
  await told(beside, "status", "common:kept.restored").waitFor();
  expect(await body(beside).inputValue()).toBe("Begun on the way");

  // Neither does it go with what is typed here and taken back.
  await body(second).fill("");
  await body(second).fill("Begun at the desk");
  await offer.waitFor();

  const both = keeping(second);
  await offer.getByRole("button", { name: t("common:kept.both") }).click();
  await offer.waitFor({ state: "detached" });
  expect(await body(second).inputValue()).toBe("Begun on the way\n\nBegun at the desk");
  expect((await both).status()).toBe(200);
  const third = await atThreads("facilitator-bloom");
  await told(third, "status", "common:kept.restored").waitFor();
  expect(await body(third).inputValue()).toBe("Begun on the way\n\nBegun at the desk");
});

test("a window in which somebody else signs in keeps nothing for them, stores nothing as theirs, and is loaded anew", async () => {
  const page = await atThreads("organizer");
  await page.locator('input[name="title"]').fill("Whose is it?");
  await body(page).fill("Mine alone");
  await page.evaluate(() => Object.assign(globalThis, { isOfTheFirst: true }));
  const session = await stage.app.sessionOf("participant");
  const url = stage.app.url.replace("http:", "https:");
  await page.context().addCookies([{ ...session, url, sameSite: "Lax" }]);
  stage.expectStatus(page, 409);
  stage.expectStatus(page, 409);
  const kept = page.waitForResponse(
    (answer) => new URL(answer.url()).pathname === "/kept" && answer.request().method() === "POST",
  );
  await body(page).fill("Mine alone, and more");
  expect((await kept).status()).toBe(409);
  await button(page, "begin").click();
  await page.getByText(t("errors:code.other_person")).waitFor();
  await page.locator("main a").first().click();
  await page.waitForFunction(() => !("isOfTheFirst" in globalThis));
  await alive(page);
  await visit(page, `${stage.app.url}${process}/threads`);
  expect(await body(page).inputValue()).toBe("");
  expect(await topicsCalled("Whose is it?")).toBe(0);
});

test("a form that is sent without a connection stays, says so, and is stored once when there is one again", async () => {
  const page = await atThreads("member-pythia");
  stage.expectLost(page);
  await page.locator('input[name="title"]').fill("Sent in a tunnel");
  await body(page).fill("Is anybody there?");
  await page.context().setOffline(true);
  await button(page, "begin").click();
  await told(page, "alert", "common:kept.trouble.offline").waitFor();
  expect(await body(page).inputValue()).toBe("Is anybody there?");
  await page.context().setOffline(false);
  await page.waitForURL(/\/threads\/\d+$/);
  expect(await topicsCalled("Sent in a tunnel")).toBe(1);
  await visit(page, `${stage.app.url}${process}/threads`);
  expect(await body(page).inputValue()).toBe("");
});

test("whose session has ended keeps page and words", async () => {
  const page = await atThreads("member-pythia");
  await page.locator('input[name="title"]').fill("Too late");
  await body(page).fill("Where was I?");
  await page.context().clearCookies();
  stage.expectStatus(page, 401);
  await button(page, "begin").click();
  await told(page, "alert", "common:kept.trouble.signed-out").waitFor();
  expect(await body(page).inputValue()).toBe("Where was I?");
});

test("of two who write in one clause each sees what the other saved, and nobody's words are overwritten", async () => {
  const first = await stage.open({ as: "organizer" });
  const { url } = stage.app;
  await visit(first, `${url}${process}/manage/drafts`);
  await first.locator('input[name="label"]').fill("3.0");
  await button(first, "begin").click();
  await first.waitForURL(/manage\/drafts\/3\.0$/);
  await alive(first);
  const second = await stage.open({ as: "organizer", isOwn: true });
  await second.clock.install();
  await visit(second, `${url}${process}/manage/drafts/3.0`);

  const area = (page: Page) => page.locator('section.edit[aria-label="1.1"] textarea[name="body"]');
  // Without a script, which would bring what the second one has not sent, as both are one organizer.
  const stored = async () => {
    const page = await stage.open({ as: "organizer", script: false });
    await page.goto(`${url}${process}/manage/drafts/3.0`);
    const text = await area(page).inputValue();
    await page.close();
    return text;
  };
  await area(first).fill("What the first one wrote");
  await first.getByText(t("drafts:saving.saved"), { exact: true }).waitFor();
  stage.expectStatus(second, 409);
  await area(second).fill("What the second one wrote");
  const clause = second.locator('section.edit[aria-label="1.1"]');
  await clause.getByRole("alert").filter({ hasText: "What the first one wrote" }).waitFor();
  expect(await area(second).inputValue()).toBe("What the second one wrote");
  // Typing on does not overwrite what is not decided yet.
  const sent: string[] = [];
  second.on("request", (request) => {
    const isKeeping = new URL(request.url()).pathname === "/kept";
    if (request.method() === "POST" && !isKeeping) sent.push(request.url());
  });
  await area(second).pressSequentially(", and more");
  // Whatever was going to be saved after a pause has had its time.
  await second.clock.fastForward("01:00");
  expect(await second.evaluate(() => new Promise((done) => requestIdleCallback(() => done("idle"))))).toBe(
    "idle",
  );
  expect(sent).toEqual([]);
  expect(await stored()).toBe("What the first one wrote");
  await clause.getByRole("button", { name: t("common:kept.both") }).click();
  await expect.poll(stored).toBe("What the first one wrote\n\nWhat the second one wrote, and more");
});

test("a form that did not arrive and whose page was left is stored once, from the next page that is open", async () => {
  const page = await atThreads("member-opencv");
  stage.expectLost(page);
  await page.locator('input[name="title"]').fill("Sent from elsewhere");
  await body(page).fill("Nobody waits here.");
  await page.context().setOffline(true);
  await button(page, "begin").click();
  await told(page, "alert", "common:kept.trouble.offline").waitFor();
  await page.goto("about:blank");
  // A browser may send it by itself as soon as no page is open; the next page sends it too, and it is stored once.
  await page.context().setOffline(false);
  await visit(page, `${stage.app.url}${process}/timeline`);
  await told(page, "status", "common:kept.sentLater").waitFor();
  expect(await topicsCalled("Sent from elsewhere")).toBe(1);
  // Nothing of it waits or comes back, and nothing is sent again.
  await visit(page, `${stage.app.url}${process}/threads`);
  expect(await body(page).inputValue()).toBe("");
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes("kept")));
  expect(await kept()).toEqual([]);
  expect(await topicsCalled("Sent from elsewhere")).toBe(1);
});

test("words whose form is gone, because what they were about ended meanwhile, are shown to their writer", async () => {
  const page = await atThreads("member-opencv");
  await page.locator('input[name="title"]').fill("Soon closed");
  await body(page).fill("It will not be long.");
  await button(page, "begin").click();
  await page.waitForURL(/\/threads\/\d+/);
  await alive(page);
  await body(page).fill("One more thing that I had to say");
  const organizer = await stage.open({ as: "organizer" });
  await visit(organizer, page.url());
  await button(organizer, "close").click();
  await organizer.getByText(t("errors:code.thread_closed")).waitFor();
  const left = told(page, "status", "common:kept.left.lead");
  await page.reload();
  await alive(page);
  await left.waitFor();
  expect(await left.textContent()).toContain("One more thing that I had to say");
  await left.getByRole("button", { name: t("common:kept.discard") }).click();
  await expect.poll(() => left.count()).toBe(0);
});
