import { expect, test } from "vitest";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { expectAccessible } from "~tests/support/axe";
import { expectNoOverflow, openStage, visit } from "./support/browser";
import { ask } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage({ isShared: true });

test.each([
  { language: "en", prefix: "", width: 1280 },
  { language: "ar", prefix: "/ar", width: 360 },
] as const)(
  "a reader counts the ballots of a result in another way, in $language at $width px",
  async ({ language, prefix, width }) => {
    const { app } = stage;
    const t = wordsOf(language);
    const here = `${prefix}/p/open-source-ai/results/1`;
    const { components } = (await (
      await ask(app, "/p/open-source-ai/results/1/files/result.json")
    ).json()) as ResultDocument;
    /** Bands that the server names for the same other count. */
    const movedUnder = (name: string) =>
      components.filter(({ band, under }) => under.find((one) => one.name === name)?.band !== band).length;
    const said = (count: number) => t("results:explore.moved", { count, total: components.length });

    const page = await stage.open({ width });
    await visit(page, `${app.url}${here}?tab=explore`);
    await page.getByRole("button", { name: t("results:explore.load") }).click();
    await page.getByText(t("results:explore.holds")).waitFor();
    await page.getByText(said(0)).waitFor();
    await page.locator("main select").selectOption("workgroup-majority");
    await page.getByText(said(movedUnder("workgroup-majority"))).waitFor();
    expect(await page.locator("main table tbody tr").count()).toBe(movedUnder("workgroup-majority"));
    await expectNoOverflow(page);
    await expectAccessible(page);

    await page.locator("main select").selectOption("declared");
    await page.locator("main fieldset input").first().uncheck();
    const [first] = (await (await ask(app, "/p/open-source-ai/results/1/files/ballots.json")).json())
      .workgroups;
    await page.getByText(said(movedUnder(`without-workgroup:${first.key}`))).waitFor();

    // What somebody sees can be sent, and is seen at once by who follows it.
    await page.getByRole("link", { name: t("results:explore.link") }).click();
    await page.waitForURL(/without=/);
    const other = await stage.open({ width });
    await visit(other, page.url());
    await other.getByText(said(movedUnder(`without-workgroup:${first.key}`))).waitFor();
  },
);

test("ballots that cannot be fetched are asked for again, and the page stays", async () => {
  const t = wordsOf("en");
  const page = await stage.open({ width: 360 });
  await visit(page, `${stage.app.url}/p/open-source-ai/results/1?tab=explore`);
  await page.route("**/files/ballots.json", (route) => route.fulfill({ status: 200, body: "{" }));
  await page.getByRole("button", { name: t("results:explore.load") }).click();
  await page.getByText(t("results:explore.failed")).waitFor();
  await page.unroute("**/files/ballots.json");
  await page.getByRole("button", { name: t("results:explore.load") }).click();
  await page.getByText(t("results:explore.holds")).waitFor();
});
