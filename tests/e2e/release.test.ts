import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { expectAccessible } from "~tests/support/axe";
import { alive, button, expectNoOverflow, openStage, visit } from "./support/browser";
import { endorsementLink, inMailTo, send } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage();
const process = "/p/open-source-ai";

/** Pages of the journey fit at both widths; with all rules they are looked at once a language, each in a scheme of its own. */
async function sound(page: Page) {
  await expectNoOverflow(page);
  const isArabic = new URL(page.url()).pathname.startsWith("/ar/");
  if (page.viewportSize()?.width === (isArabic ? 1280 : 360))
    await expectAccessible(page, [isArabic ? "dark" : "light"]);
}

test("an objection that is being written outlives another choice, a reload and another position", async () => {
  const page = await stage.open({ as: "facilitator-bloom", width: 360 });
  const address = `${stage.app.url}${process}/approvals/3`;
  const choose = (position: string) => page.locator(`input[name="position"][value="${position}"]`).check();
  const reason = page.locator('textarea[name="reason"]');
  await visit(page, address);
  await choose("approve");
  expect(await reason.isVisible()).toBe(false);
  await choose("object");
  await reason.fill("It forgets those who translate.");
  await choose("abstain");
  expect(await reason.isVisible()).toBe(false);
  page.on("dialog", (dialog) => dialog.accept());
  await visit(page, address);
  await choose("object");
  await expect.poll(() => reason.inputValue()).toBe("It forgets those who translate.");
  await choose("approve");
  await button(page, "take").click();
  await page.waitForURL(/receipt\?leaf=/);
  await visit(page, address);
  expect(await page.locator('input[name="position"][value="approve"]').isChecked()).toBe(true);
  await choose("object");
  await expect.poll(() => reason.inputValue()).toBe("It forgets those who translate.");
});

// Each has a seat and a system of its own: one server serves them all.
describe.each([
  { language: "en" as const, width: 360, prefix: "", seat: "participant", system: "viking" },
  { language: "en" as const, width: 1280, prefix: "", seat: "member-pythia", system: "grok" },
  { language: "ar" as const, width: 360, prefix: "/ar", seat: "member-opencv", system: "arctic" },
  { language: "ar" as const, width: 1280, prefix: "/ar", seat: "member-bloom", system: "mistral" },
])("from a draft to its release in $language at $width px", ({ language, width, prefix, seat, system }) => {
  const t = wordsOf(language);
  const at = (path: string) => `${stage.app.url}${prefix}${process}${path}`;
  const open = (as?: string) => stage.open(as ? { as, width } : { width });

  const office = `office@orchard-${language}-${width}.example`;
  /** The newest link to their endorsement that they were sent. */
  const linkInMail = () => inMailTo(stage.app, office, endorsementLink);

  test("somebody says who they are, and is counted without being shown", async () => {
    const page = await open(seat);
    await visit(page, at("/join?c=partners"));
    await page.locator('input[name="groups"][value="subject"]').check();
    await page.locator('select[name="country"]').selectOption("SN");
    await sound(page);
    await button(page, "place").click();
    await page.waitForURL(/\/people$/);
    await page.locator("#groups").waitFor();
    await sound(page);
    await visit(page, at("/join"));
    expect(await page.locator('input[name="groups"][value="subject"]').isChecked()).toBe(true);
  });

  test("a position is taken, receipted and changed, and nobody sees a figure", async () => {
    const page = await open(seat);
    await visit(page, at("/approvals/3"));
    await page.locator('input[name="position"][value="object"]').check();
    await page.locator('textarea[name="reason"]').fill("Too little is said of those who are affected.");
    await sound(page);
    // Without what would change it an objection is refused, and keeps its reason.
    stage.expectStatus(page, 400);
    await button(page, "take").click();
    await page.locator(".problem").first().waitFor();
    expect(await page.locator('textarea[name="reason"]').inputValue()).toContain("affected");
    await page.locator('textarea[name="change"]').fill("A clause on them.");
    await button(page, "take").click();
    await page.waitForURL(/receipt\?leaf=[0-9a-f]{64}$/);
    await page.locator("#found").waitFor();
    await sound(page);
    await visit(page, at("/approvals/3"));
    expect(await page.locator('input[name="position"][value="object"]').isChecked()).toBe(true);
    await page.locator('input[name="position"][value="reservations"]').check();
    await button(page, "take").click();
    await page.waitForURL(/receipt\?leaf=/);
    const visitor = await open();
    await visit(visitor, at("/approvals/3"));
    expect(await visitor.locator("table").count()).toBe(0);
    await visit(visitor, at("/approvals/3/log"));
    expect(await visitor.locator("main").textContent()).toContain(t("receipts:log.open"));
  });

  test("a volunteer is confirmed and fills in a review, public as it is typed", async () => {
    const page = await open(seat);
    await visit(page, at(`/systems/${system}`));
    await page.locator('input[name="affiliated"]').check();
    await button(page, "volunteer").click();
    await page.getByText(t("reviews:applied")).waitFor();
    const organizer = await open("organizer");
    await visit(organizer, at("/manage/systems"));
    await organizer.locator('button[name="decision"][value="confirmed"]').first().click();
    await organizer.getByText(t("common:saved")).first().waitFor();
    await visit(page, at(`/systems/${system}/review`));
    await sound(page);
    // The first component has been said of already; another word on it would be a conflict.
    const row = page.locator(".review-row").nth(1);
    const saved = page.waitForResponse((answer) => answer.request().method() === "POST");
    await row.locator("select").first().selectOption("not-available");
    expect((await saved).status()).toBe(200);
    await row.getByText(t("reviews:form.saved"), { exact: true }).waitFor();
    const reader = await open();
    await visit(reader, at(`/systems/${system}`));
    await reader
      .locator(".cell-word", { hasText: t("reviews:value.not-available") })
      .first()
      .waitFor();
    await sound(reader);
  });

  test("an organization endorses the version from a mail, is looked at, shown, and withdraws", async () => {
    const name = `Example Orchard ${language} ${width}`;
    const page = await open(seat);
    const visitor = await open();
    await visit(visitor, at("/endorsements/give"));
    await visitor.locator('input[name="kind"][value="organization"]').check();
    await visitor.locator('input[name="name"]').fill(name);
    await visitor.locator('input[name="domain"]').fill(`orchard-${language}-${width}.example`);
    await visitor.locator('input[name="signatory"]').fill("Signatory 1");
    await visitor.locator('input[name="authority"]').fill("Treasurer");
    await visitor.locator('textarea[name="statement"]').fill("We grow by what may be shared.");
    await visitor.locator('input[name="email"]').fill("office@elsewhere.example");
    await visitor.locator('input[name="isPublic"]').check();
    await sound(visitor);
    // An address of another domain is refused, and nothing that was typed is lost.
    stage.expectStatus(visitor, 400);
    await button(visitor, "give").click();
    await visitor.locator(".problem").first().waitFor();
    expect(await visitor.locator('textarea[name="statement"]').inputValue()).toContain("shared");
    await visitor.locator('input[name="email"]').fill(office);
    await button(visitor, "give").click();
    await visitor.waitForURL(/sent=yes$/);
    await sound(visitor);

    await visit(page, at("/endorsements"));
    expect(await page.getByText(name).count()).toBe(0);
    await visit(visitor, at(await linkInMail()));
    await button(visitor, "confirm").click();
    await visitor.getByText(t("endorsements:own.confirmed")).waitFor();
    await sound(visitor);

    const organizer = await open("organizer");
    await visit(organizer, at("/manage/endorsements"));
    await sound(organizer);
    await button(organizer, "accept").first().click();
    await organizer.getByText(t("common:saved")).first().waitFor();
    await visit(page, at("/endorsements"));
    await page.getByText(name).first().waitFor();
    await sound(page);

    // The mail that told of it has the link that counts now.
    await visit(visitor, at(await linkInMail()));
    await visitor.locator("details.more summary").last().click();
    await visitor.locator('select[name="sure"]').selectOption("yes");
    await button(visitor, "withdraw").click();
    await visitor.getByText(t("endorsements:own.withdrawn")).waitFor();
    await visit(page, at("/endorsements"));
    expect(await page.getByText(name).count()).toBe(0);
  });

  test("somebody answers a call, is accepted and sees it", async () => {
    const page = await open(seat);
    await visit(page, at("/calls"));
    await page.locator('main a[href*="/calls/"]').first().click();
    await page.waitForURL(/\/calls\/\d+$/);
    await alive(page);
    await page.locator('textarea[name="message"]').fill(`I can help, ${seat}.`);
    await sound(page);
    await button(page, "apply").click();
    await page.getByText(t("calls:state.open")).first().waitFor();
    const organizer = await open("organizer");
    await visit(organizer, at("/manage/calls"));
    const application = organizer.locator("li", { hasText: `I can help, ${seat}.` }).first();
    // What somebody is accepted for is theirs at once.
    await application.locator('select[name="place"]').selectOption({ index: 1 });
    await application.locator('button[value="accepted"]').click();
    await organizer.getByText(t("common:saved")).first().waitFor();
    await visit(page, page.url());
    await page.getByText(t("calls:state.accepted")).first().waitFor();
  });

  test("the state of the gates is kept for a meeting, and what it decided", async () => {
    const page = await open("organizer");
    await visit(page, at("/manage/release"));
    await page.locator('input[name="meeting"]').fill(`A meeting in ${language} at ${width}`);
    await button(page, "snapshot").click();
    const offered = page.locator('a[href*="/manage/release/"]', {
      hasText: `A meeting in ${language} at ${width}`,
    });
    await offered.click();
    await page.waitForURL(/\/manage\/release\/\d+$/);
    await sound(page);
    await page.locator('input[name="decision"][value="sent-back"]').check();
    await page.locator('textarea[name="reasons"]').fill("Not yet: **one gate** is open.");
    await page.locator('input[name="decidedBy"]').fill("The board");
    await button(page, "decide").click();
    await page.waitForURL(/\/board\/\d+$/);
    await alive(page);
    await page.locator("main strong", { hasText: "one gate" }).waitFor();
    await sound(page);
    // Decided on, it is not offered any more.
    await visit(page, at("/manage/release"));
    expect(await offered.count()).toBe(0);
  });
});

// The last one: it makes final what the others take positions on, endorse and review.
test("a version that the board approves is final, and the report names the decision", async () => {
  const t = wordsOf("en");
  // People still take positions on 1.1: that is not made final. A version after it can be.
  const as = { as: "organizer" };
  const drafts = `${process}/manage/drafts`;
  const until = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 16);
  await send(stage.app, drafts, { intent: "begin", label: "1.2" }, as);
  await send(stage.app, `${drafts}/1.2/release`, { intent: "note", language: "en", note: "Ready." }, as);
  await send(
    stage.app,
    `${drafts}/1.2/release`,
    { intent: "publish", as: "comments", commentsUntil: until },
    as,
  );
  const page = await stage.open({ as: "organizer", width: 1280 });
  await visit(page, `${stage.app.url}${process}/manage/release`);
  await page.locator('select[name="draft"]').selectOption("1.2");
  await page.locator('input[name="meeting"]').fill("The meeting of the release");
  await button(page, "snapshot").click();
  await page.locator('a[href*="/manage/release/"]', { hasText: "The meeting of the release" }).click();
  await page.waitForURL(/\/manage\/release\/\d+$/);
  await page.locator('input[name="decision"][value="approved"]').check();
  await page.locator('textarea[name="reasons"]').fill("It is time.");
  await page.locator('input[name="decidedBy"]').fill("The board of the release");
  await button(page, "decide").click();
  await page.waitForURL(/\/board\/\d+$/);
  const reader = await stage.open({ width: 1280 });
  await visit(reader, `${stage.app.url}${process}/drafts/1.2`);
  await reader.locator("main .lead", { hasText: t("discussion:drafts.stateLong.final") }).waitFor();
  await visit(reader, `${stage.app.url}${process}/report`);
  const standing = reader.locator(".report .notice").first();
  expect(await standing.textContent()).toContain("The board of the release");
  expect(await standing.textContent()).toContain(t("release:decision.approved", { label: "1.2" }));
  await reader.locator("#gates").waitFor();
  await sound(reader);
});
