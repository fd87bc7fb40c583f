import { readFileSync } from "node:fs";
import { startApp } from "~tests/support/app";
import { report, row } from "./support/report";

const path = "/p/open-source-ai/results/1";
const folder = "build/client/assets";
/** A file of words in the code that fetches them: language, feature, chunk. */
const catalog = /locales\/(\w+)\/(\w+)\.json["'`]\s*:[^{}]{0,60}?import\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

const app = await startApp();
try {
  const response = await fetch(`${app.url}${path}`, { headers: { accept: "text/html" } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const html = await response.text();
  // The page's manifest names more routes than are fetched, so only tags and imports count.
  const tags = html.matchAll(/<(?:link|script)\b[^>]*?(?:href|src)="\/assets\/([\w.-]+\.js)"/g);
  const imports = html.matchAll(/\bimport\b[^;"']*["']\/assets\/([\w.-]+\.js)["']/g);
  const wanted = new Set([...tags, ...imports].map(([, name]) => name as string));

  const atOnce = closure(wanted, "static");
  const words = catalogs(atOnce);
  const needed = /data-words="([^"]*)"/.exec(html)?.[1]?.split(" ") ?? [];
  for (const feature of needed) atOnce.add(words.get(`en ${feature}`) ?? missing(feature));
  const later = closure(atOnce, "all");
  const aim = { kind: "at-most", ratio: 1 } as const;
  const limit = { what: "allowed", figure: 110 };
  report([
    row(
      `all that a visitor's browser loads, as it is sent, ${later.size} files`,
      await sent(later),
      "kB",
      limit,
      aim,
    ),
    row(`of it before the page is alive, ${atOnce.size} files`, await sent(atOnce), "kB", limit, aim),
    row("all, to a browser that takes gzip only", await sent(later, "gzip"), "kB"),
    row("all, not compressed", await sent(later, "identity"), "kB"),
  ]);
} finally {
  await app.stop();
}

function source(name: string): Buffer {
  return readFileSync(`${folder}/${name}`);
}

/** Files and what they import; with "all" also what they fetch later, but of catalogs only those already in. */
function closure(from: ReadonlySet<string>, kind: "static" | "all"): Set<string> {
  const found = new Set(from);
  for (const name of found) {
    const code = source(name).toString();
    const words = new Set([...code.matchAll(catalog)].map(([, , , chunk]) => chunk));
    for (const imported of importsOf(code, kind)) if (!words.has(imported)) found.add(imported);
  }
  return found;
}

function importsOf(code: string, kind: "static" | "all"): string[] {
  const fixed = code.matchAll(/(?:\bfrom|\bimport)\s*["']\.\/([\w.-]+\.js)["']/g);
  const fetched = code.matchAll(/\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]\s*\)/g);
  return [...fixed, ...(kind === "all" ? fetched : [])].map(([, name]) => name as string);
}

/** The chunks of words by "LANGUAGE FEATURE"; the browser fetches those of a page before it comes alive. */
function catalogs(files: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of files)
    for (const [, language, feature, chunk] of source(name).toString().matchAll(catalog))
      found.set(`${language} ${feature}`, chunk as string);
  return found;
}

function missing(feature: string): never {
  throw new Error(`no chunk with the words of ${feature}`);
}

/** Bytes on the wire, as the server announces them to a browser that takes these encodings. */
async function sent(files: ReadonlySet<string>, encodings = "gzip, deflate, br"): Promise<number> {
  let bytes = 0;
  for (const name of files) {
    const headers = { "accept-encoding": encodings };
    // HEAD: what fetch would unpack does not tell what came over the wire.
    const answer = await fetch(`${app.url}/assets/${name}`, { method: "HEAD", headers });
    bytes += Number(answer.headers.get("content-length") ?? 0);
  }
  return bytes / 1000;
}
