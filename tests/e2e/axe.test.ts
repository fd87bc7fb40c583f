import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { expectAccessible } from "~tests/support/axe";
import { sharedChromium } from "~tests/support/chromium";

let page: Page;
beforeAll(async () => {
  page = await (await sharedChromium()).newPage();
});
afterAll(() => page?.close());

const shown = (body: string) =>
  page.setContent(`<html lang="en"><title>Looks</title><main><h1>Looks</h1>${body}</main></html>`);
const failure = async (body: string): Promise<string> => {
  await shown(body);
  return expectAccessible(page, ["light"]).then(
    () => "",
    (error: Error & { actual?: unknown }) => JSON.stringify(error.actual),
  );
};
const dark = "color: #000; background-color: #fff";
const pale = "color: #bbb; background-color: #fff";

test("text that looks as some before did is not examined again, and what is pale is found wherever it stands first", async () => {
  expect(await failure(`<p style="${dark}">Readable</p>`)).toBe("");
  expect(await failure(`<p style="${dark}">Readable again</p><p style="${pale}">Pale</p>`)).toContain(
    "color-contrast",
  );
  // A page that failed leaves nothing behind that would let the next one pass.
  expect(await failure(`<p style="${pale}">Pale again</p>`)).toContain("color-contrast");
  // The same colours on another ground are another look.
  expect(
    await failure(`<div style="background-color: #222"><p style="color: #000">On dark</p></div>`),
  ).toContain("color-contrast");
});

test("text that is placed over something else is examined each time", async () => {
  const placed = (ground: string) =>
    `<div style="position: relative; background-color: ${ground}; height: 3em">
      <p style="position: absolute; top: 0; color: #000">Placed</p></div>`;
  expect(await failure(placed("#fff"))).toBe("");
  expect(await failure(placed("#222"))).toContain("color-contrast");
});

test("text is examined again where something that it stands in lets the ground through", async () => {
  const card = `<p style="${dark}">Readable</p>`;
  expect(await failure(card)).toBe("");
  expect(await failure(`<div style="opacity: 0.3">${card}</div>`)).toContain("color-contrast");
});

test("a link that looks as some before did is not examined again, and one that does not stand out in its text is found", async () => {
  const link = (style: string) => `<a href="/" style="color: #00c; ${style}">A link</a>`;
  const inText = (style: string) => `<p style="${dark}">Text with ${link(style)} in it.</p>`;
  const plain = "text-decoration: none; color: #111";
  expect(await failure(inText("text-decoration: underline"))).toBe("");
  expect(await failure(inText("text-decoration: underline") + inText(plain))).toContain("link-in-text-block");
  // A link that stands alone need not stand out, and says nothing of one in a text.
  expect(await failure(`<p style="${dark}">${link(plain)}</p>`)).toBe("");
  expect(await failure(inText(plain))).toContain("link-in-text-block");
});

test("every other rule is held on the whole of each page", async () => {
  expect(await failure(`<img src="data:,">`)).toContain("image-alt");
  expect(await failure(`<p>Text</p><img src="data:,">`)).toContain("image-alt");
});
