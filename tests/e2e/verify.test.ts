import { expect, test } from "vitest";
import { expectAccessible } from "~tests/support/axe";
import { expectNoOverflow, openStage, visit } from "./support/browser";
import { ask } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage({ isShared: true });
const result = "/p/open-source-ai/results/1";
const bundle = `${result}/files/bundle.zip`;

/** The bundle, once the record is signed that it comes with. */
async function signedBundle(): Promise<Buffer> {
  await expect.poll(async () => (await ask(stage.app, bundle)).status).toBe(200);
  return Buffer.from(await (await ask(stage.app, bundle)).arrayBuffer());
}

test.each([
  { language: "en", prefix: "", width: 1280 },
  { language: "ar", prefix: "/ar", width: 360 },
] as const)(
  "a reader checks a result by one tap, in $language at $width px",
  async ({ language, prefix, width }) => {
    const t = wordsOf(language);
    await signedBundle();
    const page = await stage.open({ width });
    await visit(page, `${stage.app.url}${prefix}${result}`);
    await page
      .getByRole("link", { name: t("common:check.here") })
      .first()
      .click();
    // Nobody has told this browser the key of the log.
    await page.getByText(t("verification:verdict.partly")).waitFor();
    await page.getByText(t("verification:unchecked.pin")).waitFor();
    await expectNoOverflow(page);
    await expectAccessible(page);
  },
);

test("a saved bundle is checked without a connection, and an altered one is named", async () => {
  const t = wordsOf("en");
  const saved = await signedBundle();
  const page = await stage.open({ width: 360 });
  await visit(page, `${stage.app.url}/verify`);
  await page.waitForLoadState("networkidle");
  await page.context().setOffline(true);
  const file = (buffer: Buffer) => ({ name: "bundle.zip", mimeType: "application/zip", buffer });
  await page.locator('input[name="bundle"]').setInputFiles(file(saved));
  await page.getByRole("button", { name: t("verification:file.do") }).click();
  await page.getByText(t("verification:verdict.partly")).waitFor();
  const altered = Buffer.from(saved);
  altered[Math.floor(altered.length / 2)] = (altered[Math.floor(altered.length / 2)] ?? 0) ^ 1;
  await page.locator('input[name="bundle"]').setInputFiles(file(altered));
  await page.getByRole("button", { name: t("verification:file.do") }).click();
  await page.getByText(t("verification:verdict.fails")).waitFor();
  await expectNoOverflow(page);
});

test("a result whose record is not signed yet is asked for until it is", async () => {
  const t = wordsOf("en");
  await signedBundle();
  const page = await stage.open();
  let asked = 0;
  await page.route(`**${bundle}`, (route) =>
    asked++ === 0 ? route.fulfill({ status: 503 }) : route.continue(),
  );
  stage.expectStatus(page, 503);
  await visit(page, `${stage.app.url}/verify?result=${encodeURIComponent(result)}`);
  await page.getByText(t("verification:verdict.partly")).waitFor();
  expect(asked).toBe(2);
});

test("the program that checks without this site is there to be saved", async () => {
  const answer = await ask(stage.app, "/verify.py");
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("def verify_bundle(");
});
