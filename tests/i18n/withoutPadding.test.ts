import { PassThrough, type Transform } from "node:stream";
import { buffer } from "node:stream/consumers";
import { createElement } from "react";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { withoutPadding } from "~/http/withoutPadding";

const words = ["التعريف", "d’elles", "定義", "🙂"];
const texts = Array.from({ length: 2_000 }, (_, i) => `${words[i % words.length]}${"x".repeat(i % 7)}`);
const paragraphs = texts.map((text, i) => createElement("p", { key: `${i}`, title: text }, text));
const page = createElement("html", { lang: "ar" }, createElement("body", null, paragraphs));

function rendered(through: Transform): Promise<Buffer> {
  const { pipe } = renderToPipeableStream(page, { onShellReady: () => pipe(through) });
  return buffer(through);
}

test("a page in letters of several bytes is sent as it is, without the padding of its stream", async () => {
  expect((await rendered(withoutPadding())).toString("utf8")).toBe(
    `<!DOCTYPE html>${renderToStaticMarkup(page)}`,
  );
});

test("the padding is still there to be dropped", async () => {
  expect((await rendered(new PassThrough())).includes(0)).toBe(true);
});
