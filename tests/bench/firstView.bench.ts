import type { Browser } from "playwright-core";
import { pinnedChromium } from "~tests/support/chromium";
import { bare, type FirstView, firstView } from "./support/firstView";
import { demoPages, type Page } from "./support/pages";
import { startProbed } from "./support/probed";
import { type Row, report, row } from "./support/report";

/** Milliseconds within which the largest of a first window is to be there. */
const latest = 3000;
/** How much may move by itself. */
const mostMoved = 0.1;
/** Kilobytes of a first view. */
const mostSent = 250;
/** How many times as long a page may take as the line alone needs for it. */
const mostWaited = 1.25;

const isRead = [
  "front page",
  "overview",
  "votes",
  "result",
  "draft",
  "townhall",
  "threads",
  "people",
  "systems",
];
const languages = ["", "/ar"];
const member = "member-pythia";

type Visit = Page & { readonly seat?: string };
type Measured = { readonly what: string; readonly page: FirstView; readonly line: FirstView };

const app = await startProbed({});
try {
  const browser = await pinnedChromium();
  const all: Measured[] = [];
  for (const language of languages)
    for (const visit of await visits()) all.push(await measured(browser, visit, language));
  await browser.close();
  report([...all.map(comes), ...worst(all)]);
} finally {
  await app.stop();
}

/** The main pages for visitors, and a member's own. */
async function visits(): Promise<Visit[]> {
  const read = (await demoPages(app.at)).filter(({ name }) => isRead.includes(name));
  return [
    ...read,
    { name: "sign-in", path: "/sign-in" },
    { name: "For you, signed in", path: "/", seat: member },
    { name: "ballot, signed in", path: "/p/open-source-ai/rounds/6/ballot", seat: member },
  ];
}

/** A page beside the same document without what it loads besides its style. Whoever asks first has it made; that is not measured here. */
async function measured(browser: Browser, { name, path, seat }: Visit, language: string): Promise<Measured> {
  const session = seat ? await app.sessionOf(seat) : undefined;
  const url = `${app.url}${path === "/" ? language || "/" : language + path}`;
  const headers: Record<string, string> = { accept: "text/html", "accept-language": "en" };
  if (session) headers.cookie = `${session.name}=${session.value}`;
  let html = "";
  for (let turn = 0; turn < 3; turn++) html = await (await fetch(url, { headers })).text();
  const what = `${name}, ${language ? "Arabic" : "English"}`;
  const plain = await app.bare(what.replace(/\W+/g, "-"), bare(html));
  const page = await firstView(browser, url, { session, isAlive: true });
  const line = await firstView(browser, plain.replace("127.0.0.1", "localhost"), { isAlive: false });
  return { what, page, line };
}

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}

function comes({ what, page, line }: Measured): Row {
  const { moved, blocked, bytes, document, element } = page;
  const besides = `moves ${moved.toFixed(2)}, ${kB(bytes)} of which ${kB(document)} the document, held ${Math.round(blocked)} ms`;
  const limit = { what: `the document and its style alone, ${kB(line.document)}`, figure: line.largest };
  const aim = { kind: "at-most", ratio: mostWaited } as const;
  return row(`${what}: largest (${element}) after; ${besides}`, page.largest, "ms", limit, aim);
}

/** The worst of all pages, by each measure. */
function worst(all: readonly Measured[]): Row[] {
  const most = (of: (page: FirstView) => number) =>
    all.reduce((found, one) => (of(one.page) > of(found.page) ? one : found));
  const line = (title: string, of: (page: FirstView) => number, unit: string, allowed?: number) => {
    const { what, page } = most(of);
    const limit = allowed === undefined ? null : { what: "allowed", figure: allowed };
    return row(`${title}: ${what}`, of(page), unit, limit, limit && { kind: "at-most", ratio: 1 });
  };
  return [
    line("latest largest", ({ largest }) => largest, "ms", latest),
    line("moves most", ({ moved }) => moved, "", mostMoved),
    line("most bytes", ({ bytes }) => bytes / 1000, "kB", mostSent),
    line("holds its thread longest", ({ blocked }) => blocked, "ms"),
  ];
}
