import { wellFormed } from "~/kernel/text/markup";

/** A bar of a picture: what it is of, how long it is (0 to 1), and what it says. */
export type Bar = {
  readonly label: string;
  readonly share: number;
  readonly says: string;
  /** Bounds of an interval around the share, 0 to 1. */
  readonly interval?: readonly [number, number] | null;
  /** One of five shades, the strongest 0. */
  readonly shade: number;
};

export type Picture = {
  readonly title: string;
  /** What the picture says, in a sentence, for whoever does not see it. */
  readonly description: string;
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly bars: readonly Bar[];
  /** Said where there is no bar. */
  readonly none: string;
  /** Whose figures they are, and the site that has them. */
  readonly source: string;
  readonly host: string;
};

const width = 480;
const margin = 16;
const rowHeight = 44;
const headHeight = 64;
const footHeight = 36;
const sizes = { title: 18, label: 15, says: 14 };
/** How much wider the letters of a title are, which are bold. */
const bold = 1.18;
/** Between two texts of a line. */
const gap = 12;
/** What the page for a frame has below its picture: the link, in a line of its own. */
const linkHeight = 40;

/** How much room a picture takes in pixels. */
function pictureSize({ bars }: Pick<Picture, "bars">): { width: number; height: number } {
  return { width, height: headHeight + Math.max(1, bars.length) * rowHeight + footHeight };
}

/**
 * Bars as an SVG that stands by itself: its own colours in light and dark, no script, no font but the
 * reader's. Read from right to left in languages that are.
 */
export function barsPicture(picture: Picture): string {
  const { title, description, language, direction, bars, none, source, host } = picture;
  const { height } = pictureSize(picture);
  const isRtl = direction === "rtl";
  const start = isRtl ? width - margin : margin;
  const end = isRtl ? margin : width - margin;
  const room = width - 2 * margin;
  /** Where a part of the width begins when it is `length` wide and `from` away from the start. */
  const left = (from: number, length: number) => (isRtl ? width - margin - from - length : margin + from);
  const rows = bars.map(({ label, share, says, interval, shade }, i) => {
    const top = headHeight + i * rowHeight;
    const length = Math.round(Math.min(1, Math.max(0, share)) * room);
    const spread = interval
      ? `<rect class="spread" x="${left(Math.round(interval[0] * room), Math.round((interval[1] - interval[0]) * room))}" y="${top + 29}" width="${Math.round((interval[1] - interval[0]) * room)}" height="2"/>`
      : "";
    return (
      `<text x="${start}" y="${top + 16}">${text(shorten(label, room - widthOf(says, sizes.says) - gap, sizes.label))}</text>` +
      `<text class="says" x="${end}" y="${top + 16}" text-anchor="end">${text(says)}</text>` +
      `<rect class="way" x="${margin}" y="${top + 24}" width="${room}" height="12"/>` +
      `<rect class="s${shade}" x="${left(0, length)}" y="${top + 24}" width="${length}" height="12"/>${spread}`
    );
  });
  const site = shorten(host, room, sizes.says);
  const whose = shorten(source, room - widthOf(` · ${site}`, sizes.says), sizes.says);
  const body =
    rows.length > 0 ? rows.join("") : `<text x="${start}" y="${headHeight + 16}">${text(none)}</text>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" aria-labelledby="t d" xml:lang="${language}" direction="${direction}">` +
    `<title id="t">${text(title)}</title><desc id="d">${text(description)}</desc><style>${style}</style>` +
    `<rect class="paper" width="${width}" height="${height}"/>` +
    `<text class="title" x="${start}" y="36">${text(shorten(title, room, sizes.title * bold))}</text>${body}` +
    `<text class="says" x="${start}" y="${height - 14}">${text(whose === "" ? site : `${whose} · \u2068${site}\u2069`)}</text></svg>\n`
  );
}

const style =
  `text{font:${sizes.label}px system-ui,sans-serif;fill:#1b2430}.title{font-size:${sizes.title}px;font-weight:600}` +
  `.says{fill:#546072;font-size:${sizes.says}px}` +
  ".paper{fill:#fff}.way{fill:#e8ecf1}.spread{fill:#1b2430}" +
  ".s0{fill:#0b5c6b}.s1{fill:#3f8793}.s2{fill:#7d8a99}.s3{fill:#a4aeba}.s4{fill:#c3cad3}" +
  "@media (prefers-color-scheme:dark){text{fill:#e8ecf1}.says{fill:#a8b3c2}.paper{fill:#141a21}.way{fill:#28313c}.spread{fill:#e8ecf1}" +
  ".s0{fill:#5cc3d3}.s1{fill:#4399a7}.s2{fill:#77838f}.s3{fill:#5a6570}.s4{fill:#454f5a}}";

/**
 * About how wide a text is in pixels. The reader's font is not known here: this is the width of a broad one.
 * Letters of Chinese, Japanese and Korean and pictograms are as wide as high.
 */
function widthOf(words: string, size: number): number {
  return size * [...words].reduce((sum, one) => sum + emsOf(one), 0);
}

function emsOf(letter: string): number {
  if (/\p{Mn}|\p{Cf}/u.test(letter)) return 0;
  if (letter >= "\u2e80") return 1.05;
  if (/[iljtfr.,:;'’|! ]/.test(letter)) return 0.4;
  if (/\p{Script=Arabic}/u.test(letter)) return 0.54;
  return /[\p{Lu}mw%…]/u.test(letter) ? 0.82 : 0.62;
}

/** As much of a text as fits into so many pixels. */
function shorten(words: string, room: number, size: number): string {
  if (widthOf(words, size) <= room) return words;
  const letters = [...words];
  while (letters.length > 0 && widthOf(`${letters.join("")}…`, size) > room) letters.pop();
  return letters.length > 0 ? `${letters.join("").trimEnd()}…` : "";
}

/** Text in XML; characters that XML has no place for are left out. */
function text(value: string): string {
  return wellFormed(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const attribute = (value: string) => text(value).replaceAll('"', "&quot;");

/** The picture on a page of its own for a frame, with a link to where its figures are. */
export function picturePage(picture: Picture, address: string, link: string): string {
  const { language, direction, title } = picture;
  return `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${text(title)}</title>
<style>body{margin:0;font:15px system-ui,sans-serif}svg{display:block;width:100%;height:auto}p{margin:.5rem 1rem}</style></head>
<body>${barsPicture(picture)}<p><a href="${attribute(address)}" target="_top">${text(link)}</a></p></body></html>\n`;
}

/** Where a picture is to be found: the picture, its page for a frame, and the page that has its figures. */
export type PictureAddresses = { readonly svg: string; readonly html: string; readonly page: string };

/** HTML to put into other pages, in the size of the picture as it is now: as an image with a link, and as a frame. */
export function pictureSnippets(picture: Picture, { svg, html, page }: PictureAddresses) {
  const { height } = pictureSize(picture);
  const { title, description } = picture;
  const alternative = title === description ? title : `${title}. ${description}`;
  return {
    image:
      `<a href="${attribute(page)}"><img src="${attribute(svg)}" alt="${attribute(alternative)}" ` +
      `width="${width}" height="${height}" loading="lazy" style="max-width:100%;height:auto"></a>`,
    frame:
      `<iframe src="${attribute(html)}" title="${attribute(title)}" width="${width}" height="${height + linkHeight}" ` +
      `style="border:0;max-width:100%" loading="lazy"></iframe>`,
  };
}
