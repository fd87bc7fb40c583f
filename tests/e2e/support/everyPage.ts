import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { bringAxe, expectAccessible } from "~tests/support/axe";
import { expectNoOverflow, openStage, type Stage, visit } from "./browser";
import { movement, spacedOut, unknownStandIns, watchMoves } from "./craft";
import { cast, send } from "./http";
import { type Ids, pagesBySeat, process, round, voter } from "./walkedPages";

let ids: Ids = { leaf: "", rule: "", clause: "", comment: "", thread: "" };

/**
 * Pages come at the width of a phone. They are measured at the narrow width, which is the wide one at 400 % (WCAG 1.4.10), and at
 * the wide one, and looked at with all rules of accessibility at one of them in one scheme.
 */
const widths = {
  phone: { width: 360, height: 800 },
  narrow: { width: 320, height: 800 },
  desk: { width: 1280, height: 900 },
};

/** How far down the heading of a page may begin, in pixels: what stands above it is the frame and one line. */
const lowestHeading = 150;

/** How high some pages may be, in pixels: what is said in one sentence is not scrolled for. */
const highest: Readonly<Record<string, { readonly phone: number; readonly desk: number }>> = {
  [`${process}/results/1`]: { phone: 4000, desk: 2500 },
};

/** The share of pages on which a line may break elsewhere in what stands in for our faces: its letters are near ours, not the same. */
const unlucky = 0.025;

/** Tests of every page at the addresses that begin with a prefix: each is visited once a seat. */
export function describePages(
  prefix: string,
  examined: { readonly at: "narrow" | "desk"; readonly look: "light" | "dark" },
): void {
  const stage = openStage({ env: { FOUNDERS: "organizer@demo.codraft.example" } });
  beforeAll(() => prepare(stage));

  let walked = 0;
  const moving: string[] = [];

  const check = async (page: Page, at: keyof typeof widths): Promise<string[]> => {
    await page.setViewportSize(widths[at]);
    const failed = (error: Error) => [`${widths[at].width}: ${describeFailure(error)}`];
    const fits = await expectNoOverflow(page).then((): string[] => [], failed);
    const top = await page.evaluate(() => {
      const heading = document.querySelector("main h1");
      return heading ? heading.getBoundingClientRect().top + scrollY : null;
    });
    fits.push(...(await page.evaluate(leadNowhere)));
    if (top === null || top > lowestHeading)
      fits.push(`${widths[at].width}: ${page.url()} begins with its heading at ${top}`);
    // Readers may set words further apart (WCAG 1.4.12); those of Arabic are of joined letters.
    if (at === "narrow" && prefix === "")
      fits.push(...(await spacedOut(page, () => expectNoOverflow(page).then(() => [], failed))));
    if (at !== examined.at) return fits;
    return [...fits, ...(await expectAccessible(page, [examined.look]).then(() => [], failed))];
  };

  describe(`addresses beginning with '${prefix}/'`, () => {
    test.each(Object.keys(pagesBySeat))(
      "every page that '%s' may read is accessible, stands still, fits a phone and a desk and begins at their top",
      async (seat) => {
        const page = await stage.open(seat ? { as: seat } : {});
        await bringAxe(page);
        await watchMoves(page);
        const failures: string[] = [];
        for (const path of pagesBySeat[seat]?.(ids) ?? []) {
          await page.setViewportSize(widths.phone);
          await visit(page, `${stage.app.url}${path === "/" ? prefix || "/" : prefix + path}`);
          const { isMuch, isWrong, what } = await movement(page);
          walked += 1;
          if (isMuch) moving.push(what);
          if (isWrong) failures.push(what);
          failures.push(...(await tooHigh(page, path)));
          await page.locator("main details:not(.manage-menu)").evaluateAll((all) => {
            for (const one of all) one.setAttribute("open", "");
          });
          failures.push(...(await check(page, "narrow")), ...(await check(page, "desk")));
        }
        expect(failures).toEqual([]);
      },
    );

    test("the browser knows each face that stands in for ours", async () => {
      const page = await stage.open();
      await visit(page, `${stage.app.url}${prefix}/sign-in`);
      expect(await unknownStandIns(page)).toEqual([]);
    });

    test("hardly a page moves while it comes", () => {
      expect(moving.length / Math.max(walked, 1), moving.join("\n")).toBeLessThan(unlucky);
    });

    test("a page that does not exist says so, names the request and fits", async () => {
      const page = await stage.open({ width: 360 });
      stage.expectStatus(page, 404);
      const answer = await page.goto(`${stage.app.url}${prefix}/p/nowhere`);
      expect(answer?.status()).toBe(404);
      const id = answer?.headers()["x-request-id"] ?? "";
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      await page.locator("main code").filter({ hasText: id }).waitFor();
      await expectNoOverflow(page);
      await expectAccessible(page);
    });
  });
}

/** Makes what some of the pages show, and finds the addresses that differ from run to run. */
async function prepare({ app }: Stage): Promise<void> {
  const leaf = await cast(app, voter, round, { "choices.training-datasets.use": "required" });
  const page = await (await fetch(`${app.url}${round}`)).text();
  const rule = /rules\/([0-9a-f]{64})/.exec(page)?.[1] ?? "";
  const as = "organizer";
  await send(app, `${process}/manage/compilations/1`, { intent: "checklist", draftLabel: "0.0.6" }, { as });
  await send(app, `${process}/manage/drafts`, { intent: "begin", label: "1.2" }, { as });
  const term = { wanted: "component", avoided: "part", note: "What a workgroup votes on." };
  await send(app, `${process}/glossary`, { intent: "add", ...term }, { as });
  const draft = await (await fetch(`${app.url}${process}/drafts/1.0-RC1`)).text();
  const clause = [...draft.matchAll(/clauses\/([0-9a-f-]{36})/g)][4]?.[1] ?? "";
  const comment = [...draft.matchAll(/comments\/([0-9a-f-]{36})/g)].at(-1)?.[1] ?? "";
  const threads = await (await fetch(`${app.url}${process}/threads?category=text`)).text();
  const thread = /threads\/(\d+)/.exec(threads)?.[1] ?? "";
  await send(app, "/sign-in", { intent: "mail", email: "somebody@example.org" });
  ids = { leaf, rule, clause, comment, thread };
}

/** Runs in the page: addresses within it at which there is nothing. */
function leadNowhere(): string[] {
  return [...document.querySelectorAll('a[href^="#"]')]
    .map((link) => link.getAttribute("href") ?? "")
    .filter((to) => !document.getElementById(decodeURIComponent(to.slice(1))))
    .map((to) => `${location.pathname} leads to ${to}, which is not there`);
}

/** How high a page is, as it comes, where that is more than it may be. */
async function tooHigh(page: Page, path: string): Promise<string[]> {
  const most = highest[path];
  if (!most) return [];
  const failures: string[] = [];
  for (const at of ["desk", "phone"] as const) {
    await page.setViewportSize(widths[at]);
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (height > most[at]) failures.push(`${path} is ${height} high at ${widths[at].width}`);
  }
  return failures;
}

/** What differs, without the matcher's frame. */
function describeFailure(error: Error & { actual?: unknown }): string {
  return `${error.message.split(": expected")[0]} ${JSON.stringify(error.actual)}`;
}
