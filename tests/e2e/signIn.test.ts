import { expect, test } from "vitest";
import { expectAccessible } from "~tests/support/axe";
import { alive, button, openAccount, openStage, visit } from "./support/browser";
import { inMailTo } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage({ isShared: true });
const t = wordsOf("en");

test("people can sign in with a code, keep a profile and sign out", async () => {
  const { url } = stage.app;
  const email = "reader@example.org";
  const page = await stage.open();
  await visit(page, `${url}/sign-in?redirectTo=/profile`);
  await page.locator('input[name="email"]').fill(email);
  await button(page, "mail").click();
  await page.waitForURL(/\/sign-in\/code\//);
  await alive(page);
  await expectAccessible(page);
  await page.locator('input[name="code"]').fill("00000");
  await page.locator('input[name="code"]').evaluate((input) => input.removeAttribute("pattern"));
  stage.expectStatus(page, 400);
  await button(page, "code").click();
  await page.getByText(t("accounts:code.shape")).waitFor();
  await expectAccessible(page);

  await page.locator('input[name="code"]').fill(await inMailTo(stage.app, email, /\b\d{6}\b/));
  await button(page, "code").click();
  await page.waitForURL(`${url}/profile`);
  await alive(page);
  await page.locator('input[name="displayName"]').fill("Reader 1");
  await page.locator('input[name="affiliation"]').fill("Organization 1");
  await page.locator('select[name="country"]').selectOption("SN");
  await page.locator('input[name="stakeholderGroups"][value="subject"]').check();
  await page.locator('input[name="languages"][value="wo"]').check();
  await button(page, "save").click();
  await page.getByRole("status").waitFor();
  await page.reload();
  expect(await page.locator('input[name="displayName"]').inputValue()).toBe("Reader 1");
  expect(await page.locator('select[name="country"]').inputValue()).toBe("SN");
  expect(await page.locator('input[name="languages"]:checked').count()).toBe(1);
  await openAccount(page);
  await page.locator("header").getByText("Reader 1").waitFor();

  const cookies = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  await page.locator('header form[action="/sign-out"] button').click();
  await page.waitForURL(`${url}/`);
  await page.locator('header a[href^="/sign-in"]').waitFor();
  const after = await fetch(`${url}/profile`, { headers: { Cookie: cookies }, redirect: "manual" });
  expect(after.headers.get("location")).toContain("/sign-in?redirectTo=");
});

test("a link signs in once, by its button alone", async () => {
  const { url } = stage.app;
  const email = "link@example.org";
  const page = await stage.open();
  await visit(page, `${url}/ar/sign-in`);
  await page.locator('input[name="email"]').fill(email);
  await button(page, "mail").click();
  await page.waitForURL(/\/ar\/sign-in\/code\//);
  const link = await inMailTo(stage.app, email, /http\S+\/sign-in\/link\/[0-9a-f]{64}/);
  expect(link).toContain("/ar/sign-in/link/");
  for (const method of ["GET", "HEAD", "GET"]) expect((await fetch(link, { method })).status).toBe(200);

  const mailbox = await stage.open();
  await visit(mailbox, `${url}/mailbox`);
  await mailbox.locator(`a[href="${link}"]`).click();
  await mailbox.waitForURL(link);
  await button(mailbox, "link").click();
  await mailbox.waitForURL((address) => !address.pathname.includes("/sign-in"));
  await openAccount(mailbox);
  await mailbox.locator("header").getByText(email).waitFor();

  const late = await stage.open();
  await visit(late, link);
  stage.expectStatus(late, 410);
  await button(late, "link").click();
  await late
    .getByRole("alert")
    .filter({ hasText: wordsOf("ar")("errors:code.link_used") })
    .waitFor();
  expect(await late.context().cookies()).not.toContainEqual(expect.objectContaining({ httpOnly: true }));
});

test("people can end their other sessions", async () => {
  const [here, there] = [await stage.open({ as: "participant" }), await stage.open()];
  await visit(there, `${stage.app.url}/sign-in?redirectTo=/profile`);
  await there.locator('button[name="seat"][value="participant@demo.codraft.example"]').click();
  await there.waitForURL(`${stage.app.url}/profile`);
  await visit(here, `${stage.app.url}/profile`);
  await button(here, "revokeOthers").click();
  await button(here, "revokeOthers").waitFor({ state: "detached" });
  await there.reload();
  await there.waitForURL(/\/sign-in\?redirectTo=/);
});
