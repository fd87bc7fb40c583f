import { eq } from "drizzle-orm";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { feedNames, processFeed } from "~/features/feeds/services/feeds.server";
import { dataPage } from "~/features/opendata/services/dataPage.server";
import {
  barsPicture,
  type Picture,
  picturePage,
  pictureSnippets,
} from "~/features/opendata/services/embed/picture";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { type Language, languages } from "~/kernel/language/languages";
import { comments } from "~db/schema/comments";
import { endorsements } from "~db/schema/endorsements";
import { moderationActions } from "~db/schema/moderation";
import { processes } from "~db/schema/processes";
import { demoSlug } from "~server/demo/seats";
import { visit } from "~tests/http/support/routes";
import { demoDb } from "~tests/support/demoDb";
import { there } from "~tests/support/scenario";
import type { TestDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let deps: TestDeps;
let process: ProcessRow;
beforeAll(async () => {
  db = await demoDb();
  deps = testDeps(db);
  process = there((await db.db.select().from(processes).where(eq(processes.slug, demoSlug)))[0]);
});
afterAll(() => db.close());

type Entry = { id: string; title: string; updated: string };

async function entriesOf(name: string, language: Language): Promise<Entry[]> {
  const xml = there(await processFeed(deps, process, `${name}.atom`, language));
  expect(XMLValidator.validate(xml)).toBe(true);
  const { feed } = new XMLParser({ isArray: (tag) => tag === "entry" }).parse(xml);
  return feed.entry ?? [];
}

describe("Feeds", () => {
  test.each(feedNames)(
    "%s is well formed in every language, newest first, each entry with an id of its own",
    async (name) => {
      for (const language of languages) {
        const entries = await entriesOf(name, language);
        expect(entries, name).not.toEqual([]);
        expect(entries.length).toBeLessThanOrEqual(50);
        const times = entries.map(({ updated }) => Date.parse(updated));
        expect(times).toEqual(times.toSorted((a, b) => b - a));
        expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
        for (const { title } of entries) expect(title).not.toMatch(/\w+:\w+\.\w+/);
      }
    },
  );

  test("have nothing that is hidden or under embargo", async () => {
    const [topic] = await db.db.select().from(comments).where(eq(comments.kind, "topic")).limit(1);
    const [name] = (await entriesOf("endorsements", "en")).map(({ title }) => title);
    await db.db
      .update(comments)
      .set({ hiddenAt: new Date(), title: "Hidden words" })
      .where(eq(comments.id, there(topic).id));
    await db.db.update(processes).set({ embargoUntil: new Date("2090-01-01T00:00:00Z") });
    process = { ...process, embargoUntil: new Date("2090-01-01T00:00:00Z") };
    try {
      for (const feed of feedNames) {
        const xml = there(await processFeed(deps, process, `${feed}.atom`, "en"));
        expect(xml).not.toContain("Hidden words");
        expect(xml).not.toContain(there(name));
      }
    } finally {
      await db.db.update(processes).set({ embargoUntil: null });
      process = { ...process, embargoUntil: null };
    }
  });

  test("of moderation say what was done and why", async () => {
    const [act] = await db.db.select().from(moderationActions).limit(1);
    const xml = there(await processFeed(deps, process, "moderation.atom", "en"));
    expect(xml).toContain(there(act).reason.slice(0, 30));
  });

  test.each(["nope.atom", "constructor.atom", "all.rss", "", "__proto__.atom"])(
    "are not %j",
    async (name) => {
      expect(await processFeed(deps, process, name, "en")).toBeNull();
    },
  );
});

const nasty: Picture = {
  title: `</title><script>alert(1)</script> & "quotes"`,
  description: "<b>\u0001",
  language: "ar",
  direction: "rtl",
  bars: [
    { label: "ا".repeat(200), share: 1.7, says: "<i>", interval: [0.2, 0.9], shade: 0 },
    { label: "]]>", share: -1, says: "", shade: 4 },
  ],
  none: "",
  source: "a & b",
  host: "x.example",
};

describe("Pictures to embed", () => {
  test("are well-formed SVG whatever is in them, with nothing that runs", () => {
    for (const bars of [nasty.bars, []]) {
      const svg = barsPicture({ ...nasty, bars });
      expect(XMLValidator.validate(svg)).toBe(true);
      expect(svg).not.toMatch(/<script|<b>|<i>/);
    }
    expect(picturePage(nasty, `https://x.example/?a="><script>`, "<u>")).not.toMatch(/<script|<u>/);
  });

  test("shorten what does not fit beside what a bar says, and keep the site's name whole", () => {
    const long = "A name of a process that goes on and on, as such names do, and then on";
    const bar = { label: long, share: 0.5, says: "−15 · Not required at all", shade: 0 };
    const svg = barsPicture({ ...nasty, title: long, source: long, host: "votes.example.org", bars: [bar] });
    const [title, label, says, foot] = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, one]) => one);
    expect(title).toMatch(/^A name of .{10,}…$/);
    expect(label).toMatch(/^A name.*…$/);
    expect(label?.length).toBeLessThan(title?.length ?? 0);
    expect(says).toBe(bar.says);
    expect(foot).toMatch(/^A name of .*… · \u2068votes\.example\.org\u2069$/);
    const wide = barsPicture({ ...nasty, bars: [{ ...bar, label: "議".repeat(60) }] });
    expect(wide.match(/議/g)?.length).toBeLessThan(20);
    const short = barsPicture({ ...nasty, bars: [{ ...bar, label: "Weights", says: "3" }] });
    expect(short).toContain(">Weights</text>");
  });

  test("stay within their frame, from the side on which reading begins", () => {
    const rects = (direction: "ltr" | "rtl") =>
      [
        ...barsPicture({ ...nasty, direction }).matchAll(
          /<rect class="s\d" x="(-?\d+)" y="\d+" width="(\d+)"/g,
        ),
      ].map(([, x, width]) => [Number(x), Number(width)]);
    const half: Picture = { ...nasty, bars: [{ label: "", share: 0.5, says: "", shade: 0 }] };
    const at = (direction: "ltr" | "rtl") =>
      /<rect class="s0" x="(\d+)" y="\d+" width="(\d+)"/
        .exec(barsPicture({ ...half, direction }))
        ?.slice(1)
        .map(Number);
    expect(at("ltr")).toEqual([16, 224]);
    expect(at("rtl")).toEqual([240, 224]);
    for (const [x = 0, width = 0] of [...rects("ltr"), ...rects("rtl")]) {
      expect(x).toBeGreaterThanOrEqual(16);
      expect(x + width).toBeLessThanOrEqual(464);
    }
  });

  const embed = async (name: string) =>
    (await visit("opendata/embed.ts", "loader", { deps, params: { process: demoSlug, "*": name } }))
      .is as Response;

  test("are there for every result, approval and version that is endorsed, as a picture and as a page", async () => {
    const { pictures } = await dataPage(deps, process, "en", 1);
    expect(pictures.map(({ name }) => name)).toEqual([
      "results/1",
      "approvals/1",
      "approvals/2",
      "endorsements",
    ]);
    for (const { name } of pictures) {
      const svg = await embed(`${name}.svg`);
      expect(svg.headers.get("Content-Type")).toContain("image/svg+xml");
      expect(XMLValidator.validate(await svg.text())).toBe(true);
      expect((await embed(`${name}.html`)).headers.get("Content-Type")).toContain("text/html");
    }
  });

  test("are given with the size they have, at addresses that answer", async () => {
    const { pictures } = await dataPage(deps, process, "ar", 1);
    for (const { name, snippets } of pictures) {
      const [, src = "", height] = there(/src="([^"]+)".* height="(\d+)"/.exec(snippets.image));
      const address = new URL(src);
      const svg = await (await embed(`${name}.svg`)).text();
      expect(svg).toContain(` height="${height}" `);
      expect(address.pathname).toBe(`/embed/${demoSlug}/${name}.svg`);
      expect(address.searchParams.get("lang")).toBe("ar");
      const [, tall] = there(/<iframe .* height="(\d+)"/.exec(snippets.frame));
      expect(Number(tall)).toBeGreaterThan(Number(height));
    }
  });

  test("are put into other pages with nothing of a title that could be markup there", () => {
    const addresses = { svg: "https://a.example/1.svg", html: "https://a.example/1.html", page: "/" };
    const title = '"><script>alert(1)</script>';
    const { image, frame } = pictureSnippets({ ...nasty, title }, addresses);
    for (const html of [image, frame]) {
      expect(html).not.toContain("<script");
      expect(html).not.toContain('""');
    }
  });

  test("of a result have a bar for each component, those with the most points first", async () => {
    const svg = await (await embed("results/1.svg")).text();
    const bars = [...svg.matchAll(/<text class="says"[^>]*>(-?[\d.]+) · /g)].map(([, points]) =>
      Number(points),
    );
    expect(bars).toHaveLength(26);
    expect(bars).toEqual(bars.toSorted((a, b) => b - a));
    expect(bars.reduce((sum, points) => sum + points, 0)).toBeCloseTo(411, 0);
  });

  test.each([
    "results/2.svg",
    "results/x.svg",
    "approvals/3.svg",
    "endorsements/1.svg",
    "results/1.png",
    "nope.svg",
    "results/1",
  ])("are not there for %s", async (name) => {
    expect((await embed(name)).status).toBe(404);
  });

  test("show no endorsement before the embargo ends", async () => {
    const [one] = await db.db.select().from(endorsements).limit(1);
    expect(there(one).state).toBe("listed");
    await db.db.update(processes).set({ embargoUntil: new Date("2090-01-01T00:00:00Z") });
    try {
      expect((await embed("endorsements.svg")).status).toBe(404);
    } finally {
      await db.db.update(processes).set({ embargoUntil: null });
    }
  });
});
