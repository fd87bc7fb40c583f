import { readFileSync } from "node:fs";
import { wordsOfPages } from "~/registries/words";

const folder = "build/client/assets";
/** A file of words in the code that fetches them: language, feature, chunk. */
const catalog = /locales\/([\w-]+)\/(\w+)\.json["'`]\s*:[^{}]{0,60}?import\(\s*["'`]\.\/([\w.-]+\.js)["'`]/g;

/** The list of the files of a language, in a chunk of its own that the catalog fetches: language, chunk. */
const lists =
  /["'`]?([a-z]{2}(?:-[A-Z]{2})?)["'`]?\s*:[^{}]{0,60}?import\(\s*["'`]\.\/(\1-[\w.-]+\.js)["'`]/g;

export type BrowserCode = {
  /** What is loaded before the page is alive: its code, and the words that it shows. */
  readonly atOnce: ReadonlySet<string>;
  /** The same, and what that code fetches by itself later, with the other words of the page's routes. */
  readonly all: ReadonlySet<string>;
};

/** The files of JavaScript that a page of the built application makes a browser load, by the HTML that it was sent. */
export function browserCodeOf(html: string): BrowserCode {
  // The page's manifest names more routes than are fetched, so only tags and imports count.
  const tags = html.matchAll(/<(?:link|script)\b[^>]*?(?:href|src)="\/assets\/([\w.-]+\.js)"/g);
  const imports = html.matchAll(/\bimport\b[^;"']*["']\/assets\/([\w.-]+\.js)["']/g);
  const wanted = new Set([...tags, ...imports].map(([, name]) => name as string));
  const atOnce = closure(wanted, "static");
  for (const name of [...atOnce])
    for (const [, language, chunk] of source(name).toString().matchAll(lists))
      if (language === "en") atOnce.add(chunk as string);
  const words = catalogs(atOnce);
  const needed = /data-words="([^"]*)"/.exec(html)?.[1]?.split(" ") ?? [];
  for (const feature of needed) atOnce.add(words.get(`en ${feature}`) ?? missing(feature));
  const [, modules = ""] = /__remixRouteModules\s*=\s*(\{[^}]*\})/.exec(html) ?? [];
  const routes = [...modules.matchAll(/"([^"]+)"\s*:/g)].map(([, id]) => id as string);
  const later = wordsOfPages(routes).map((file) => words.get(`en ${file}`) ?? missing(file));
  return { atOnce, all: closure(new Set([...atOnce, ...later]), "all") };
}

export function source(name: string): Buffer {
  return readFileSync(`${folder}/${name}`);
}

/** Bytes of files as a browser that takes brotli is sent them. */
export const compressedSize = (files: ReadonlySet<string>): number =>
  [...files].reduce((sum, name) => sum + source(`${name}.br`).length, 0);

/** Files and what they import; with "all" also what they fetch later, but of catalogs only those already in. */
function closure(from: ReadonlySet<string>, kind: "static" | "all"): Set<string> {
  const found = new Set(from);
  for (const name of found) {
    const code = source(name).toString();
    const words = new Set([
      ...[...code.matchAll(catalog)].map(([, , , chunk]) => chunk),
      ...[...code.matchAll(lists)].map(([, , chunk]) => chunk),
    ]);
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
