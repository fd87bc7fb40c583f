import { XMLParser, XMLValidator } from "fast-xml-parser";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { processFeed } from "~/features/feeds/services/feeds.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { plain, withText } from "~/kernel/language/localized";
import { begun, commented, firstVersion, released, replied, written } from "~tests/support/comments";
import { closed, opened, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { minutes, testClock, testDeps } from "~tests/support/testDeps";

const clock = testClock();
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
});
beforeEach(async () => {
  s = await scenario(testDeps(db, { now: clock.now }), { members: 1 });
});
afterAll(() => db.close());

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  isArray: (name) => name === "entry",
  parseTagValue: false,
});
type Text = { "#text": string; "@type": string };
type Atom = {
  id: string;
  title: string;
  updated: string;
  author: { name: string };
  link: { "@rel": string; "@href": string }[];
  entry?: { id: string; title: Text; content?: Text; updated: string; link: { "@href": string } }[];
};

/** A feed as a reader takes it in; what is not well-formed fails. */
async function feed(name: string, language: "en" | "fr" = "en", process = s.process): Promise<Atom> {
  const xml = there(await processFeed(s.deps, process, name, language));
  expect(XMLValidator.validate(xml)).toBe(true);
  return (parser.parse(xml) as { feed: Atom }).feed;
}
const contents = async () =>
  (await feed("comments-0.1.atom")).entry?.map(({ content }) => content?.["#text"]);

test("The newest versions are first in their feed, with what changed and where to read them", async () => {
  await firstVersion(s, "All data is open.");
  clock.forward(minutes(1));
  await released(s, await begun(s, "0.2"));
  await begun(s, "0.3");
  const at = `https://codraft.example/p/${s.process.slug}`;
  const atom = await feed("drafts.atom");
  expect(atom).toMatchObject({
    id: `${at}/feeds/drafts.atom`,
    title: expect.stringContaining("A definition"),
    author: { name: "A definition" },
    updated: clock.now().toISOString(),
    link: [
      { "@rel": "alternate", "@href": `${at}/drafts` },
      { "@rel": "self", "@href": `${at}/feeds/drafts.atom` },
    ],
  });
  expect(atom.entry?.map(({ id, content }) => [id, content?.["#text"]])).toEqual([
    [`${at}/drafts/0.2`, "<p>What changed in 0.2.</p>"],
    [`${at}/drafts/0.1`, "<p>What changed in 0.1.</p>"],
  ]);
});

test("A feed without entries is one, and what is not there is none", async () => {
  expect((await feed("drafts.atom")).entry).toBeUndefined();
  await written(s, await begun(s, "0.1"), "All data is open.");
  for (const name of ["comments-0.1.atom", "comments-9.atom", "comments-.atom", "other.atom", "", "drafts"])
    expect(await processFeed(s.deps, s.process, name, "en")).toBeNull();
});

test("A feed speaks the reader's language and leads to pages in it", async () => {
  await firstVersion(s, "All data is open.");
  const process = { ...s.process, title: withText(s.process.title, "fr", "Une définition") };
  const atom = await feed("drafts.atom", "fr", process);
  expect(atom.title).toContain("Une définition");
  expect(atom.entry?.[0]?.link["@href"]).toBe(`https://codraft.example/fr/p/${s.process.slug}/drafts/0.1`);
});

test("Comments are in their feed, newest first and as last worded; hidden ones and replies are not", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  const made = [];
  for (const body of ["One.", "Two.", "Three."]) {
    clock.forward(minutes(1));
    made.push((await commented(s, s.participant, draft, { body })).id);
  }
  const [first, second] = made as [(typeof made)[number], (typeof made)[number]];
  await replied(s, s.facilitator, first, "A reply.");
  const edit = { comment: first, version: 1, body: "One, reworded.", proposal: "" };
  value(await editComment(s.deps, s.participant, s.process, edit));
  expect(await contents()).toEqual(["<p>Three.</p>", "<p>Two.</p>", "<p>One, reworded.</p>"]);
  value(await hideComment(s.deps, s.organizer, s.process, second, { reason: "It sells." }));
  expect(await contents()).toEqual(["<p>Three.</p>", "<p>One, reworded.</p>"]);
});

test.each([
  ["script", "<script>alert(1)</script>", "<script"],
  ["the end of a section of XML", "a ]]> b ]]> c", "]]>"],
  ["entities", "&lt;b&gt; & co &nbsp;", "<b>"],
  ["links that run", "[x](javascript:alert(1))", '"javascript:'],
])("Comments with %s leave the feed well-formed and harmless", async (_, body, never) => {
  const { draft } = await firstVersion(s, "All data is open.");
  await commented(s, s.participant, draft, { body });
  await commented(s, s.participant, draft, { body: "After it." });
  const all = (await contents()) ?? [];
  expect(all).toHaveLength(2);
  expect(all).toContain("<p>After it.</p>");
  expect(all.join()).not.toContain(never);
});

test("Titles with markup are text in the feed of results", async () => {
  const round = await closed(s, await opened(s));
  const title = "Code <b>& data</b> ]]> &amp;";
  const input = { roundIds: [round.id], rule: round.rule, title };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  expect((await feed("results.atom")).entry).toBeUndefined();
  value(await publishCompilation(s.deps, s.organizer, s.process, number));
  const process = { ...s.process, title: plain("Ours & <theirs>") };
  const atom = await feed("results.atom", "en", process);
  expect(atom.entry).toMatchObject([
    { title: { "@type": "html", "#text": "Code &lt;b>&amp; data&lt;/b> ]]&gt; &amp;amp;" } },
  ]);
  expect(atom.title).toContain("Ours & <theirs>");
});

test("A feed holds the fifty newest", async () => {
  const { draft } = await firstVersion(s, "All data is open.");
  for (let i = 1; i <= 52; i++) {
    clock.forward(minutes(1));
    await commented(s, s.participant, draft, { body: `Comment ${i}.` });
  }
  const all = await contents();
  expect(all).toHaveLength(50);
  expect([all?.[0], all?.at(-1)]).toEqual(["<p>Comment 52.</p>", "<p>Comment 3.</p>"]);
});
