import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";

const folder = fileURLToPath(new URL("../../pictures", import.meta.url));

/** The windows that pages are looked at in, and at which size their pictures are kept. */
const windows = {
  phone: { width: 360, height: 1100, scale: 1 },
  desk: { width: 1280, height: 900, scale: 0.5 },
} as const;
/** Pictures are compared by the mean colours of squares of so many pixels of a page: letters are drawn a little differently elsewhere. */
const side = 8;
/** A square is another one from so great a difference of a colour on, of 255. */
const noticed = 14;
/** Such a share of the squares may be others: signs that are not in our fonts look otherwise elsewhere. */
export const mostOthers = 0.012;
/** How long a page may take to look as it shall. */
const patience = 10_000;

export type View = {
  readonly name: string;
  readonly at: keyof typeof windows;
  readonly language: string;
  readonly look: "light" | "dark";
};

/** Has the page shown as a view is looked at: in its window and colours, with nothing in it that differs from run to run. */
export async function pose(page: Page, { at, look }: View): Promise<void> {
  const { width, height } = windows[at];
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: look });
  await page.evaluate(calm);
}

/** The share of the squares that are others, and where in the picture they are. */
type Difference = { readonly share: number; readonly around: string };

/**
 * Holds what the window shows against the picture that was reviewed (tests/pictures), until it looks like it; null when it does, else what
 * is wrong. The judge is an empty page, which can read and write pictures.
 */
export async function againstPicture(page: Page, judge: Page, view: View): Promise<string | null> {
  if (!existsSync(fileOf(view))) return `${titleOf(view)} has no picture yet`;
  const until = Date.now() + patience;
  for (;;) {
    const now = await picture(page, judge, view);
    const { share, around } = await compare(judge, view, now, readFileSync(fileOf(view)).toString("base64"));
    if (share <= mostOthers) return null;
    if (Date.now() < until) continue;
    const shown = join(tmpdir(), "codraft-pictures", `${titleOf(view)}.webp`);
    write(shown, now);
    return `${titleOf(view)} differs in ${(share * 100).toFixed(1)} % of its squares, ${around}; it is ${shown} now`;
  }
}

/** How two pictures of a view differ. */
export function compare(judge: Page, { at }: View, now: string, known: string): Promise<Difference> {
  return judge.evaluate(difference, { now, known, noticed, side: side * windows[at].scale });
}

/** Keeps what the window shows as the picture of a view. */
export async function keepPicture(page: Page, judge: Page, view: View): Promise<void> {
  const path = fileOf(view);
  let last = "";
  for (;;) {
    const now = await picture(page, judge, view);
    if (now === last) return write(path, now);
    last = now;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  }
}

const titleOf = ({ name, at, language, look }: View) => `${name}-${at}-${language}-${look}`;
const fileOf = ({ name, at, language, look }: View) => join(folder, name, `${at}-${language}-${look}.webp`);

/** What the window shows, as it would be kept. */
export async function picture(page: Page, judge: Page, { at }: View): Promise<string> {
  const shot = await page.screenshot({ animations: "disabled", caret: "hide", scale: "css" });
  return judge.evaluate(small, { shot: shot.toString("base64"), scale: windows[at].scale });
}

function write(to: string, picture: string): void {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, Buffer.from(picture, "base64"));
}

/** Runs in the page: days of this year, times and hashes, which are others in every run, become the same. */
async function calm(): Promise<void> {
  const day = document.documentElement.lang === "ar" ? "1 يونيو 2030" : "June 1, 2030";
  const asEver = (text: string) =>
    text
      .replace(/\p{L}+ \d{1,2}, 20(?!1|2[0-5])\d\d|\d{1,2} \p{L}+ 20(?!1|2[0-5])\d\d/gu, day)
      .replace(/(?<!\p{L})(?=[a-f]*\d)[0-9a-f]{6,}(?!\p{L})/gu, (hash) => "0".repeat(hash.length));
  const isOfThisRun = (time: Element) => !/^20(1\d|2[0-5])-/.test(time.getAttribute("datetime") ?? "");
  for (const time of document.querySelectorAll("time")) if (isOfThisRun(time)) time.textContent = day;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.nodeValue ?? "";
    if (asEver(text) !== text) node.nodeValue = asEver(text);
  }
  scrollTo(0, 0);
  await document.fonts.ready;
}

/** Runs in the judge: what a picture is kept as. */
async function small({ shot, scale }: { shot: string; scale: number }): Promise<string> {
  const bytes = Uint8Array.from(atob(shot), (one) => one.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes]));
  const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.6 });
  return btoa(
    Array.from(new Uint8Array(await blob.arrayBuffer()), (one) => String.fromCharCode(one)).join(""),
  );
}

/** Runs in the judge: compares two pictures. */
async function difference(given: {
  now: string;
  known: string;
  side: number;
  noticed: number;
}): Promise<Difference> {
  const squaresOf = async (text: string) => {
    const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const columns = Math.ceil(image.width / given.side);
    const sums = new Float64Array(columns * Math.ceil(image.height / given.side) * 3);
    for (let y = 0, at = 0; y < image.height; y++)
      for (let x = 0; x < image.width; x++, at += 4) {
        const square = (Math.floor(y / given.side) * columns + Math.floor(x / given.side)) * 3;
        for (let i = 0; i < 3; i++) sums[square + i] = (sums[square + i] ?? 0) + (data[at + i] ?? 0);
      }
    return { columns, means: sums.map((sum) => sum / given.side ** 2) };
  };
  const [now, then] = [await squaresOf(given.now), await squaresOf(given.known)];
  if (now.means.length !== then.means.length) return { share: 1, around: "another size" };
  const others = new Set<number>();
  for (const [at, mean] of now.means.entries())
    if (Math.abs(mean - (then.means[at] ?? 0)) > given.noticed) others.add(Math.floor(at / 3));
  const range = (all: number[]) => `${Math.min(...all) * given.side}–${(Math.max(...all) + 1) * given.side}`;
  const across = [...others].map((square) => square % now.columns);
  const down = [...others].map((square) => Math.floor(square / now.columns));
  return { share: others.size / (now.means.length / 3), around: `x ${range(across)}, y ${range(down)}` };
}
