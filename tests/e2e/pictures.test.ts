import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { pinnedChromium } from "~tests/support/chromium";
import { openStage, visit } from "./support/browser";
import {
  againstPicture,
  compare,
  keepPicture,
  mostOthers,
  picture,
  pose,
  type View,
} from "./support/pictures";
import { viewedPages } from "./support/viewedPages";

/**
 * What pages look like is held against pictures that somebody looked at and kept. A usual run looks at each page on a phone in one language
 * and colours and on a desk in the others; `npm run pictures` looks at all of them, and `npm run pictures -- keep` keeps them as they are now.
 */
const { CODRAFT_PICTURES: purpose, CODRAFT_PICTURES_OF: named = "" } = process.env;
const isWanted = (name: string) => named === "" || named.split(" ").includes(name);
/** Elsewhere it is another browser that draws, and every line of a text a little otherwise. */
const isDrawnAlike = process.platform === "linux";

type Look = Omit<View, "name">;
const all: readonly Look[] = (["en", "ar"] as const).flatMap((language) =>
  (["phone", "desk"] as const).flatMap((at) =>
    (["light", "dark"] as const).map((look) => ({ language, at, look })),
  ),
);
/** Of the eight looks of a page two that have nothing in common; every other page has the other two. */
const some = (page: number): readonly Look[] => {
  const [first, second] = page % 2 === 0 ? (["light", "dark"] as const) : (["dark", "light"] as const);
  return [
    { language: "en", at: "phone", look: first },
    { language: "ar", at: "desk", look: second },
  ];
};

const stage = openStage({ isPinned: true });
let judge: Page;
beforeAll(async () => {
  judge = await (await pinnedChromium()).newPage();
  return () => judge.close();
});

/** A page of a profile in which times are the same wherever the tests run. */
const openInUtc = async (seat: string) => {
  const page = await stage.open(seat ? { as: seat } : {});
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("Emulation.setTimezoneOverride", { timezoneId: "UTC" });
  return page;
};

const open = async (page: Page, language: string, path: string) => {
  const prefix = language === "en" ? "" : `/${language}`;
  await visit(page, `${stage.app.url}${path === "/" ? prefix || "/" : prefix + path}`);
};

test.each(Object.keys(viewedPages))("the pages of '%s' look as they were reviewed", async (seat) => {
  const page = await openInUtc(seat);
  const wrong: string[] = [];
  for (const [at, [name, path]] of Object.entries(viewedPages[seat] ?? {}).entries()) {
    if (!isWanted(name) || !isDrawnAlike) continue;
    let language = "";
    for (const look of purpose ? all : some(at)) {
      const view = { name, ...look };
      if (language !== look.language) await open(page, look.language, path);
      language = look.language;
      await pose(page, view);
      if (purpose === "keep") await keepPicture(page, judge, view);
      else wrong.push(...[await againstPicture(page, judge, view)].filter((one) => one !== null));
    }
  }
  expect(wrong).toEqual([]);
});

/** How a page may not look, and how it may: as if it were changed, and as if another machine drew it. */
const changes = {
  "a heading with more room above": "main h1 { margin-block-start: 12px }",
  "another colour of what can be done": ":root { --accent: #8a1d6b }",
  "a note without its ground": "main .notice { background: none; border-color: transparent }",
  "letters of another size": "main p { font-size: 103% }",
};
const renderings = {
  "softer letters": "body { filter: blur(0.35px) }",
  "bolder letters": "body { -webkit-text-stroke: 0.1px currentColor }",
  "letters a little further down": "main { translate: 0 0.3px }",
};

test("a change of a page is seen, and the hand of another machine is not", async () => {
  const page = await openInUtc("");
  const view = { name: "draft", at: "phone", language: "en", look: "light" } as const;
  await open(page, view.language, viewedPages[""]?.[view.name] ?? "");
  await pose(page, view);
  const known = await picture(page, judge, view);
  const othersWith = async (style: string) => {
    await page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, style);
    return (await compare(judge, view, await picture(page, judge, view), known)).share;
  };
  for (const [what, style] of Object.entries(changes))
    expect(await othersWith(style), what).toBeGreaterThan(mostOthers);
  for (const [what, style] of Object.entries(renderings))
    expect(await othersWith(style), what).toBeLessThanOrEqual(mostOthers);
});
