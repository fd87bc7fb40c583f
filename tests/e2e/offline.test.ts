import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { alive, openAccount, openStage, visit } from "./support/browser";
import { wordsOf } from "./support/words";

const stage = openStage({ isShared: true });
const process = "/p/open-source-ai";
const ballotOf = (round: number) => `${process}/rounds/${round}/ballot`;
const t = wordsOf("en");

/** The addresses of the pages that a browser keeps whole. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const names = await caches.keys();
    const copies = names.find((name) => name.startsWith("codraft-copies"));
    if (!copies) return [];
    const cache = await caches.open(copies);
    const found: string[] = [];
    for (const key of await cache.keys()) {
      const text = (await (await cache.match(key))?.text()) ?? "";
      if (text.includes("</html>")) found.push(new URL(key.url).pathname);
    }
    return found;
  });

const copyNotice = (page: Page) =>
  page.getByRole("status").filter({ hasText: t("common:copy").split("{{")[0] ?? "" });

async function keptBallot(as: string, round: number, width = 360): Promise<Page> {
  const page = await stage.open({ as, width, isOffline: true });
  const ballot = ballotOf(round);
  await visit(page, `${stage.app.url}${ballot}`);
  await expect.poll(() => kept(page)).toEqual([ballot]);
  return page;
}

test("a ballot opens without a connection, says that it is a copy, keeps what is answered and is anew once there is one", async () => {
  const ballot = ballotOf(6);
  const page = await keptBallot("member-pythia", 6);
  stage.expectLost(page);
  await page.context().setOffline(true);
  await page.goto(`${stage.app.url}${ballot}?step=review`);
  await alive(page);
  expect(new URL(page.url()).pathname).toBe(ballot);
  await copyNotice(page).waitFor();
  const answer = page.locator('input[type="radio"][name^="choices."]').first();
  await answer.check({ force: true });

  await page.reload();
  await alive(page);
  expect(await answer.isChecked()).toBe(true);
  await page.context().setOffline(false);
  await copyNotice(page).waitFor({ state: "detached" });
  expect(await answer.isChecked()).toBe(true);
});

test("whoever signs out takes the kept pages out of the browser", async () => {
  const page = await keptBallot("member-bloom", 8, 1280);
  await openAccount(page);
  await page.locator('header form[action="/sign-out"] button').click();
  await page.waitForURL(`${stage.app.url}/`);
  await expect.poll(() => kept(page)).toEqual([]);
});

test("a page of somebody who was signed in is not kept for the next one in the same browser", async () => {
  const page = await keptBallot("member-pythia", 6);
  const session = await stage.app.sessionOf("member-opencv");
  const url = stage.app.url.replace("http:", "https:");
  await page.context().addCookies([{ ...session, url, sameSite: "Lax" }]);
  await visit(page, `${stage.app.url}${process}/drafts/0.0.9`);
  await expect.poll(() => kept(page)).toEqual([`${process}/drafts/0.0.9`]);
});

test("a page whose later parts cannot be fetched is as it was, also where one of them is asked for", async () => {
  const page = await stage.open({ as: "participant", isOwn: true });
  stage.expectLost(page);
  let lost = 0;
  await page.route(/\/assets\/(?:SentLater|WordsLeft|Palette|devices)-.*\.js/, (route) => {
    lost += 1;
    return route.abort("internetdisconnected");
  });
  await visit(page, `${stage.app.url}${process}/threads`);
  await expect.poll(() => lost).toBeGreaterThan(1);
  const before = lost;
  await page.keyboard.press("Control+k");
  await expect.poll(() => lost).toBeGreaterThan(before);
  await page.locator('textarea[name="body"]').last().fill("Still here");
  await page.locator("main h1").waitFor();
  expect(await page.locator('textarea[name="body"]').last().inputValue()).toBe("Still here");
});
