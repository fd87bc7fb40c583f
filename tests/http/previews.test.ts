import { inflateSync } from "node:zlib";
import { generatePath } from "@remix-run/react";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sharedOf } from "~/features/overview/services/share/sharedOf.server";
import { alternatives, inLanguage } from "~/i18n/languagePath";
import { type Language, languages } from "~/kernel/language/languages";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { budgetPages, ownParams, pageReader } from "./support/budget";
import { bodyIn, statusIn, visit } from "./support/routes";
import { type PageRoute, statusAt } from "./support/wholePage";
import { buildWorld, type World } from "./support/world";

const origin = "https://codraft.example";
let db: TestDb;
let world: World;
/** What visitors are given, by the id of the page; pages that send them to sign in have nothing. */
const shown = new Map<string, Readonly<Record<Language, string>>>();
let apart: readonly string[];

const addressIn = (page: PageRoute, language: Language) => {
  const lang = language === "en" ? null : language;
  return generatePath(page.address, { ...world.params, ...ownParams(page), lang }) || "/";
};

beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
  const inAll = async (page: PageRoute) => {
    const texts: Partial<Record<Language, string>> = {};
    for (const language of ["en", "ar"] as const) {
      const special = language === "en" ? {} : { [page.id]: { lang: language } };
      texts[language] = await pageReader(db, { ...world, special }).htmlOf(page, "a visitor");
    }
    return texts as Record<Language, string>;
  };
  for (const page of budgetPages) shown.set(page.id, await inAll(page));
  apart = budgetPages
    .filter(({ id }) => !shown.get(id)?.en.includes("<h1"))
    .map((page) => addressIn(page, "en"));
}, 200_000);
afterAll(() => db.close());

const publicPages = () => budgetPages.filter(({ id }) => shown.get(id)?.en.includes("<h1"));
const decoded = (text: string) =>
  text.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<");
const contents = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`<meta (?:name|property)="${name}" content="([^"]*)"`, "g"))].map(([, one]) =>
    decoded(one ?? ""),
  );
const theOne = (html: string, name: string): string => {
  const found = contents(html, name);
  expect([name, found.length]).toEqual([name, 1]);
  return found[0] as string;
};

describe("every page that visitors may read", () => {
  test("is most of them", () => {
    expect(publicPages().length).toBeGreaterThan(45);
  });

  test("says its address, that of the same page in every language, and what it is about", () => {
    for (const page of publicPages())
      for (const language of ["en", "ar"] as const) {
        const html = shown.get(page.id)?.[language] ?? "";
        const path = addressIn(page, language);
        const links = [...html.matchAll(/<link rel="canonical" href="([^"]*)"/g)].map(([, one]) => one);
        expect([page.id, links]).toEqual([page.id, [`${origin}${path}`]]);
        const others = [...html.matchAll(/<link rel="alternate" hrefLang="([^"]*)" href="([^"]*)"/g)];
        expect(others.map(([, tag, href]) => [tag, href])).toEqual([
          ...alternatives(path).map((other) => [other.language, `${origin}${other.path}`]),
          ["x-default", `${origin}${addressIn(page, "en")}`],
        ]);
        const description = theOne(html, "description");
        expect(description.length, `${page.id} ${description}`).toBeGreaterThan(10);
        expect(description.length).toBeLessThanOrEqual(201);
        expect(theOne(html, "og:description")).toBe(description);
        expect(theOne(html, "og:url")).toBe(`${origin}${path}`);
        expect(theOne(html, "og:title").length).toBeGreaterThan(0);
        const locales = [...contents(html, "og:locale"), ...contents(html, "og:locale:alternate")];
        expect(new Set(locales).size).toBe(languages.length);
        for (const locale of locales) expect(locale).toMatch(/^[a-z]{2}(_[A-Z]{2})?$/);
      }
  });

  test("names a picture of the size that it says, with what it shows in the reader's language", async () => {
    const pictures = new Set<string>();
    for (const page of publicPages()) {
      const { en = "", ar = "" } = shown.get(page.id) ?? {};
      for (const html of [en, ar]) {
        expect(theOne(html, "og:image:width")).toBe("1200");
        expect(theOne(html, "og:image:height")).toBe("630");
      }
      expect(theOne(ar, "og:image:alt")).toMatch(/\p{Script=Arabic}/u);
      expect(theOne(en, "og:image:alt")).not.toMatch(/\p{Script=Arabic}/u);
      expect(theOne(ar, "og:image")).toBe(theOne(en, "og:image"));
      pictures.add(theOne(en, "og:image").slice(origin.length));
    }
    expect([...pictures].sort()).toEqual([
      "/preview.png",
      ...["approvals/1", "drafts/0.1", "process", "results/1"].map(
        (name) => `/preview/${world.s.process.slug}/${name}.png`,
      ),
    ]);
    for (const path of pictures) expect(sizeOf(await pictureAt(path))).toEqual([1200, 630]);
  });
});

/** The picture that a visitor is given at an address. */
async function pictureAt(
  path: string,
  person: World["people"]["a visitor"] = null,
): Promise<Buffer | number> {
  const [, slug, name] = /^\/preview\/([^/]+)\/(.+)$/.exec(path) ?? [];
  const answer = slug
    ? await visit("overview/share/picture.ts", "loader", {
        ...{ deps: world.deps, person },
        params: { process: slug, "*": there(name) },
      })
    : await visit("overview/share/site.ts", "loader", { deps: world.deps });
  const response = answer.is as Response;
  if (response.status !== 200) return response.status;
  expect(response.headers.get("Content-Type")).toBe("image/png");
  return Buffer.from(await response.arrayBuffer());
}

/** Width and height of a PNG whose pixels are all there. */
function sizeOf(png: Buffer | number): [number, number] {
  if (typeof png === "number") throw new Error(`answered with ${png}`);
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const from = png.indexOf("IDAT");
  const pixels = inflateSync(png.subarray(from + 4, from + 4 + png.readUInt32BE(from - 4)));
  expect(png[25]).toBe(3);
  expect(pixels).toHaveLength((width + 1) * height);
  return [width, height];
}

describe("a picture for previews", () => {
  const named = async (name: string) => pictureAt(`/preview/${world.s.process.slug}/${name}.png`);

  test.each([
    "results/2",
    "results/9",
    "results/x",
    "drafts/0.2",
    "drafts/9",
    "approvals/2",
    "approvals/9",
    "results/1/2",
    "results",
    "__proto__",
  ])("is not there for what is not public or not there: %s, whoever asks", async (name) => {
    for (const role of ["a visitor", "an organizer"] as const) {
      const path = `/preview/${world.s.process.slug}/${name}.png`;
      expect(await pictureAt(path, world.people[role])).toBe(404);
    }
  });

  test("is not there for visitors while its process is in preparation", async () => {
    const path = "/preview/in-preparation/process.png";
    expect(await pictureAt(path)).toBe(404);
    expect(await pictureAt(path, world.people["an organizer of another process"])).toBe(404);
    // Who started it sees how far it is.
    expect(sizeOf(await pictureAt(path, world.s.organizer))).toEqual([1200, 630]);
  });

  test("is drawn from what is counted, and the same for the same", async () => {
    const result = await sharedOf(world.deps, world.s.process, "results/1");
    const bands = result?.kind === "result" ? result.bands : [];
    expect(bands.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
    expect(await named("results/1")).toEqual(await named("results/1"));
    expect(await named("results/1")).not.toEqual(await named("drafts/0.1"));
  });
});

describe("what search engines are told", () => {
  test("leads to pages that are there for visitors", async () => {
    const answer = await visit("overview/sitemap.ts", "loader", { deps: world.deps });
    const listed = [...String(await bodyIn(answer)).matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, one]) => one);
    expect(statusIn(answer)).toBe(200);
    const paths = listed.map((one) => there(one).slice(origin.length));
    expect(paths).toEqual(expect.arrayContaining(["/", inLanguage("ar", `/p/${world.s.process.slug}`)]));
    const asked = { deps: world.deps, params: {}, headers: {} };
    for (const path of paths) expect([path, await statusAt(path, asked)]).toEqual([path, 200]);
  });

  test("keeps them from every page that is not for visitors, in every language", async () => {
    const answer = await visit("search/robots.ts", "loader", { deps: world.deps });
    const rules = [...String(await bodyIn(answer)).matchAll(/^Disallow: (.*)$/gm)].map(
      ([, one]) =>
        new RegExp(
          `^${there(one)
            .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", ".*")}`,
        ),
    );
    const isKept = (path: string) => rules.some((rule) => rule.test(path));
    expect(apart.length).toBeGreaterThan(40);
    expect(apart.filter((path) => !isKept(path) || !isKept(inLanguage("fr", path)))).toEqual([]);
    const kept = publicPages().filter((page) => isKept(addressIn(page, "en")));
    // For one person each, or different for each question.
    expect(kept.map(({ id }) => id).sort()).toEqual([
      ...["accounts/mailbox", "accounts/sign-in", "accounts/sign-in.step"],
      ...["endorsements/endorsement.link", "notices/unsubscribe", "profile/profile.address"],
      ...["representation/join", "reviews/system.answer", "search/search", "workgroups/invitation"],
    ]);
  });
});
