import express from "express";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languageCookie, readLanguageCookie } from "~/i18n/languageCookie";
import { negotiate } from "~/i18n/negotiate";
import { type Language, languages } from "~/kernel/language/languages";
import { chooseLanguage } from "~server/language";
import { type Scenario, scenario } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { addressOf, bodyIn, locationIn, routeModule, statusIn, visit } from "./support/routes";
import { type Headers, type Site, send, serve } from "./support/site";

describe("what a browser asks for", () => {
  test.each<[string | undefined, Language]>([
    [undefined, "en"],
    ["", "en"],
    ["*", "en"],
    ["fr", "fr"],
    ["FR", "fr"],
    ["ar-EG", "ar"],
    ["es-419,es;q=0.9", "es"],
    ["fr-CA,fr;q=0.9,en;q=0.8", "fr"],
    ["en-GB,en;q=0.9,fr;q=0.8", "en"],
    ["en;q=0.1,ar;q=0.9", "ar"],
    ["ar-SA;q=0.3, fr;q=0.4", "fr"],
    ["nl, fr;q=0.5", "fr"],
    ["nl;q=0.9, ko-KR", "en"],
    ["pt-PT, en;q=0.5", "pt-BR"],
    ["pt", "pt-BR"],
    ["de-CH", "de"],
    ["zh-Hans-CN", "zh-CN"],
    ["zh-SG, en;q=0.5", "zh-CN"],
    ["ja-JP", "ja"],
    ["*, fr;q=0.2", "fr"],
    ["fr;q=0", "en"],
    ["fr;q=0, es;q=0.1", "es"],
    ["fr;q=0.000, es;q=0.001", "es"],
  ])("as %j is answered in %s", (header, language) => {
    expect(negotiate(header)).toBe(language);
  });

  test.each([
    ";q=1",
    ",,,",
    "__proto__",
    "constructor",
    "../../etc/passwd",
    "f\u0000r",
    "-",
    "x".repeat(10_000),
    "nl,".repeat(2_000),
  ])("when it makes no sense (%#) is answered in English", (header) => {
    expect(negotiate(header)).toBe("en");
  });
});

describe("the cookie of the chosen language", () => {
  test.each(languages)("gives %s back", (language) => {
    const [pair = ""] = languageCookie(language).split(";");
    expect(readLanguageCookie(pair)).toBe(language);
    expect(readLanguageCookie(`a=b; ${pair}; c=d`)).toBe(language);
  });

  test("is kept from scripts and from other sites' requests, on every page", () => {
    const [, ...attributes] = languageCookie("fr").split("; ");
    expect(attributes).toEqual(expect.arrayContaining(["Path=/", "SameSite=Lax", "HttpOnly"]));
  });

  test.each([
    undefined,
    null,
    "",
    "codraft-language",
    "codraft-language=",
    "codraft-language=xx",
    "codraft-language=__proto__",
    "my-codraft-language=fr",
    "other=codraft-language=fr",
  ])("that says nothing (%j) is not one", (header) => {
    expect(readLanguageCookie(header)).toBeUndefined();
  });
});

describe("a page without a language in its address", () => {
  let site: Site;
  beforeAll(async () => {
    const app = express();
    app.use(chooseLanguage());
    app.all("*", (request, response) => {
      response.send(request.path);
    });
    site = await serve(app);
  });
  afterAll(() => site.close());

  const page = { Accept: "text/html,application/xhtml+xml;q=0.9" };
  const get = (path: string, headers: Headers, method = "GET") =>
    send(site, { ...page, ...headers }, { method, path });

  test("is shown in the browser's language, with the query it was asked with", async () => {
    const answer = await get("/p/x/votes?a=1&b=%2F", { "Accept-Language": "fr" });
    expect([answer.status, answer.headers.location]).toEqual([302, "/fr/p/x/votes?a=1&b=%2F"]);
    expect((await get("/", { "Accept-Language": "ar" })).headers.location).toBe("/ar");
  });

  test("is shown in the chosen language, whatever the browser asks for", async () => {
    const asked = { "Accept-Language": "fr", Cookie: "codraft-language=es" };
    expect((await get("/profile", asked)).headers.location).toBe("/es/profile");
    const english = await get("/profile", { ...asked, Cookie: "codraft-language=en" });
    expect([english.status, english.text]).toEqual([200, "/profile"]);
  });

  test("is English for browsers that ask for no language of ours, and says on what that depends", async () => {
    const answer = await get("/profile", { "Accept-Language": "nl" });
    expect(answer.status).toBe(200);
    const vary = String(answer.headers.vary).toLowerCase().split(", ");
    expect(vary).toEqual(expect.arrayContaining(["accept-language", "cookie"]));
  });

  test.each(["es", "ar", "zh-CN"])("in %s already stays there", async (language) => {
    const path = `/${language}/p/x`;
    const answer = await get(path, { "Accept-Language": "en", Cookie: "codraft-language=en" });
    expect([answer.status, answer.text]).toEqual([200, path]);
  });

  test.each(["/sitemap.xml", "/preview.png", "/preview/x/results/1.png", "/embed/x/results/1.svg", "/log"])(
    "is none of those beside the pages (%s), which have one address",
    async (path) => {
      const answer = await get(path, { "Accept-Language": "fr" });
      expect([answer.status, answer.text]).toEqual([200, path]);
    },
  );

  test("never leads to another site", async () => {
    for (const path of ["//evil.example/p", "/%5Cevil.example", "/\\evil.example"]) {
      const { location } = (await get(path, { "Accept-Language": "fr" })).headers;
      expect(location).toMatch(/^\/fr\/(?!fr)/);
      expect(new URL(location ?? "", "https://codraft.example").host).toBe("codraft.example");
    }
  });

  test("sends nobody elsewhere who asks for data, or who sends something", async () => {
    const french = { "Accept-Language": "fr" };
    expect((await get("/profile.data", { ...french, Accept: "*/*" })).status).toBe(200);
    for (const method of ["POST", "PUT", "DELETE"])
      expect((await get("/profile", french, method)).status).toBe(200);
  });
});

describe("the address of a language", () => {
  let db: TestDb;
  let s: Scenario;
  beforeAll(async () => {
    db = await testDb();
    s = await scenario(testDeps(db), { members: 0 });
  });
  afterAll(() => db.close());

  const places = () => ({
    process: s.process.slug,
    ...{ workgroup: "alpha", round: "1", hash: "none", result: "1", checklist: "1", file: "terms.json" },
    ...{
      draft: "0.1",
      from: "0.1",
      to: "0.2",
      clause: "none",
      code: "0000000000",
      comment: "none",
      language: "es",
    },
    ...{ record: "1", entry: "1", feed: "drafts.atom" },
    ...{ townhall: "1", thread: "1" },
    ...{ approval: "1", system: "none", call: "1", snapshot: "1", step: "code", plan: "1", term: "1" },
    ...{ token: "none", request: crypto.randomUUID(), other: "2", "*": "nowhere" },
  });
  const inLanguages = [...addressOf].flatMap(([file, address]) => (address.includes(":lang?") ? [file] : []));

  test("is part of every page", () => {
    expect([...addressOf.keys()].filter((file) => !inLanguages.includes(file))).toEqual([
      "overview/language.ts",
      "accounts/sign-out.ts",
      "accounts/kept.ts",
      // Search engines ask for them at one address.
      "search/robots.ts",
      "overview/sitemap.ts",
      // Machines say in a header which language they want.
      "opendata/v1.ts",
      // Nothing is written on pictures of previews.
      "overview/share/site.ts",
      "overview/share/picture.ts",
      "opendata/embed.ts",
      // A program is in no language, and is asked for at one address.
      "verification/program.ts",
      // Programs follow record logs, which are in no language.
      "recordlog/log.ts",
    ]);
  });

  test.each(inLanguages)("that is none is not found by %s, whoever asks", async (file) => {
    const { loader, action } = await routeModule(file);
    const kinds = [...(loader ? ["loader" as const] : []), ...(action ? ["action" as const] : [])];
    expect(kinds).not.toEqual([]);
    for (const kind of kinds)
      for (const lang of ["xx", "en", "FR", "__proto__", "fr-CA", "zh", "pt-br"])
        for (const person of [null, s.organizer]) {
          const form = kind === "action" ? { intent: "save" } : undefined;
          const answer = await visit(file, kind, {
            deps: s.deps,
            person,
            params: { ...places(), lang },
            form,
          });
          expect([statusIn(answer), locationIn(answer)], `${kind} in ${lang}`).toEqual([404, null]);
        }
  });

  test.each(["fr", "ar", "pt-BR"] as const)("%s puts pages, and what they lead to, in it", async (lang) => {
    const ask = (file: string, kind: "loader" | "action", form?: Record<string, string>) =>
      visit(file, kind, { deps: s.deps, person: s.organizer, params: { ...places(), lang }, form });
    const title = s.deps.translator(lang)("overview:home.forYou");
    expect(title).not.toBe(s.deps.translator("en")("overview:home.forYou"));
    expect(await bodyIn(await ask("overview/home.tsx", "loader"))).toMatchObject({ title });
    const drafted = await ask("votes/manage.rounds.tsx", "action", {
      intent: "draft",
      title: "A vote",
      ...{ workgroup: "public", preset: "person-share", rule: "", attribution: "named" },
      ...{ reveal: "at-close", closesAt: "" },
    });
    expect(locationIn(drafted)).toMatch(new RegExp(`^/${lang}/p/${s.process.slug}/manage/rounds/\\d+$`));
  });

  const choose = async (form: Record<string, string>) => {
    const answer = await visit("overview/language.ts", "action", { deps: s.deps, form });
    const cookies = (answer.is as Response).headers.getSetCookie();
    return { location: locationIn(answer), language: readLanguageCookie(cookies[0]?.split(";")[0]) };
  };

  test("chosen in the menu is remembered, and the page is shown in it", async () => {
    expect(await choose({ language: "ar", to: "/p/x?a=1" })).toEqual({
      location: "/ar/p/x?a=1",
      language: "ar",
    });
    expect(await choose({ language: "en", to: "/p/x" })).toEqual({ location: "/p/x", language: "en" });
    expect(await choose({ language: "fr", to: "/" })).toEqual({ location: "/fr", language: "fr" });
  });

  test.each<Record<string, string>>([
    { language: "xx", to: "/p/x" },
    { language: "../../etc", to: "//evil.example" },
    { language: "__proto__", to: "/" },
    { to: "/p/x" },
    { language: "fr", to: "/p/x", also: "this" },
    {},
  ])("chosen by a form that is none of ours (%j) is English", async (form) => {
    expect(await choose(form)).toEqual({ location: "/", language: "en" });
  });

  test.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "evil"])(
    "chosen with %s to go on to leads to the front page",
    async (to) => {
      expect(await choose({ language: "fr", to })).toEqual({ location: "/fr", language: "fr" });
    },
  );
});
