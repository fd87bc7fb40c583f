import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createElement } from "react";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WholeBody } from "~/http/wholeBody";

const words = ["التعريف", "d’elles", "定義", "🙂"];
const texts = Array.from({ length: 2_000 }, (_, i) => `${words[i % words.length]}${"x".repeat(i % 7)}`);
const paragraphs = texts.map((text, i) => createElement("p", { key: `${i}`, title: text }, text));
const page = createElement("html", { lang: "ar" }, createElement("body", null, paragraphs));

function rendered(into: NodeJS.WritableStream): void {
  const { pipe } = renderToPipeableStream(page, { onShellReady: () => pipe(into) });
}

test("a page in letters of several bytes is given whole and as it is, without the padding of its stream", async () => {
  const body = new WholeBody();
  rendered(body);
  expect(Buffer.from(await body.whole).toString("utf8")).toBe(`<!DOCTYPE html>${renderToStaticMarkup(page)}`);
});

test("the padding is still there to be dropped", async () => {
  const body = new PassThrough();
  rendered(body);
  expect((await buffer(body)).includes(0)).toBe(true);
});
