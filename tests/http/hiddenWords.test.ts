import { sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { feedNames } from "~/features/feeds/services/feeds.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import type { CommentId } from "~/kernel/ids";
import { recordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import { commented, disposed, replied } from "~tests/support/comments";
import { there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { answer, topicBy, topicRow } from "~tests/support/threads";
import { ownParams } from "./support/budget";
import { cookieOf, type Params, statusIn, visit } from "./support/routes";
import { htmlAt, pageRoutes, renderPage } from "./support/wholePage";
import { buildWorld, type Role, type World } from "./support/world";

let db: TestDb;
let world: World;
/** Of each hidden thing, the parameters of the pages that are its own. */
let own: readonly Params[];
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
  own = await hideSome();
}, 120_000);
afterAll(() => db.close());

/** Words that only hidden things have. */
const secret = /Secret[A-Z][a-z]+/g;

/** One of everything that can be hidden, with a word of its own in each text; hidden at the end. */
async function hideSome(): Promise<readonly Params[]> {
  const { s, deps, people } = world;
  const member = there(people["a member"]);
  const draft = there(await findDraft(deps, s.process, "0.1", true));
  const { clause = "" } = world.params;
  const said = await commented(s, member, draft, {
    clause,
    body: "zanzibarian SecretFirst.",
    stance: "oppose",
    type: "technical",
  });
  value(
    await editComment(deps, member, s.process, {
      comment: said.id,
      version: 1,
      body: "zanzibarian SecretSecond.",
      proposal: "",
    }),
  );
  const reply = await replied(s, member, said.id, "zanzibarian SecretReply.");
  const beside = await replied(
    s,
    there(people["a participant"]),
    world.params.comment ?? "",
    "zanzibarian SecretBeside.",
  );
  const proposal = "Whoever has it may use zanzibarian SecretProposal.";
  const suggested = await commented(s, member, draft, { clause, body: "zanzibarian SecretWhy.", proposal });
  await disposed(s, said.id as CommentId, "rejected", "SecretReason.");
  const topic = await topicBy(s, member, {
    title: "zanzibarian SecretTitle",
    body: "zanzibarian SecretOpening.",
  });
  value(await answer(s, member, topic.number, "An answer that nobody hid."));
  const open = await topicBy(s, there(people["a participant"]), { title: "An open topic" });
  const inOpen = value(await answer(s, member, open.number, "zanzibarian SecretPost."));
  const root = await topicRow(s, topic.number);
  for (const id of [said.id, reply, beside, suggested.id, root.id, inOpen.id] as CommentId[])
    value(await hideComment(deps, s.organizer, s.process, id, { reason: "Against the agreements." }));
  return [
    { comment: said.id },
    { comment: suggested.id },
    { comment: beside },
    { thread: String(topic.number) },
    { thread: String(open.number) },
    { thread: String(topic.number), post: "2" },
    { suggestion: suggested.id },
  ];
}

const outsiders = [
  "a visitor",
  "a newcomer",
  "a participant",
  "a facilitator of the other workgroup",
] as const;
const personOf = (role: Role) => world.people[role];

/** What of hidden things stands in a text. */
const found = (text: string) => [...new Set(text.match(secret) ?? [])].sort();

describe("What was hidden", () => {
  test.each(outsiders)("stands on no page, and in nothing that one is made of, for %s", async (role) => {
    const { deps } = world;
    const headers = await cookieOf(deps, personOf(role));
    const told: Record<string, string[]> = {};
    for (const page of pageRoutes) {
      const concerned = own.filter((params) =>
        Object.keys(params).every((name) => page.address.includes(`:${name}`)),
      );
      for (const params of [{}, ...concerned]) {
        const html = await renderPage(page, {
          deps,
          headers,
          params: { ...world.params, ...ownParams(page), ...params },
        }).catch((thrown: unknown) => String(thrown));
        const words = found(html);
        if (words.length > 0) told[`${page.id} ${JSON.stringify(params)}`] = words;
      }
    }
    expect(told).toEqual({});
  });

  test("says of itself neither what it was about nor on which side", async () => {
    const { deps, params } = world;
    const page = there(pageRoutes.find(({ id }) => id === "discussion/comment"));
    const html = await renderPage(page, { deps, headers: {}, params: { ...params, ...own[0] } });
    const t = deps.translator("en");
    expect(html).toContain(t("comments:hidden", { reason: "Against the agreements." }));
    for (const word of [t("comments:stance.oppose"), t("comments:type.technical"), "oppose"])
      expect(html).not.toContain(word);
  });

  test.each(outsiders)("is found by no search of %s", async (role) => {
    const { deps, s } = world;
    const headers = await cookieOf(deps, personOf(role));
    for (const search of ["zanzibarian", "zanzibar", "zanzibarain"]) {
      const html = await htmlAt(`/p/${s.process.slug}/search?q=${search}`, deps, headers);
      expect(html).toContain(search);
      expect(found(html)).toEqual([]);
    }
  });

  test("stands in no file and no feed that anyone may have", async () => {
    const { deps, s } = world;
    const { clause: _, ...params } = world.params;
    const base = `processes/${s.process.slug}`;
    const files: [file: string, params: Params][] = [
      ["opendata/v1.ts", { "*": base }],
      ...recordTables.flatMap(({ name }): [string, Params][] => [
        ["opendata/v1.ts", { "*": `${base}/${name}` }],
        ["opendata/v1.ts", { "*": `${base}/${name}.csv` }],
      ]),
      ...[...feedNames.map((name) => `${name}.atom`), "comments-0.1.atom"].map((feed): [string, Params] => [
        "feeds/feed.ts",
        { ...params, feed },
      ]),
      ["discussion/draft.file.ts", { ...params, file: "comments.csv" }],
      ...["draft.html", "draft.docx"].map((file): [string, Params] => [
        "drafts/draft.text.ts",
        { ...params, file },
      ]),
      ["timeline/calendar.ts", { ...params, file: "timeline.ics" }],
      ["opendata/export.ts", params],
    ];
    let read = 0;
    for (const [file, given] of files) {
      const answer = await visit(file, "loader", { deps, params: given });
      expect(statusIn(answer), `${file} ${JSON.stringify(given)}`).toBeLessThan(300);
      const bytes = new Uint8Array(await (answer.is as Response).arrayBuffer());
      const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
      const texts = isZip ? Object.values(unzipSync(bytes)) : [bytes];
      for (const text of texts) {
        read += text.length;
        expect(
          found(strFromU8(text)),
          `${file} ${JSON.stringify(given["*"] ?? given.file ?? given.feed)}`,
        ).toEqual([]);
      }
    }
    expect(read).toBeGreaterThan(100_000);
    const entries = await rowsOf<{ entry: string }>(db.db, sql`select entry from record_entries`);
    expect(found(entries.map(({ entry }) => entry).join("\n"))).toEqual([]);
  });

  test("stands before moderators, who can show it again, and this test finds it there", async () => {
    const page = there(pageRoutes.find(({ id }) => id === "discussion/manage.moderation"));
    const { deps, params } = world;
    const html = await renderPage(page, {
      deps,
      params,
      headers: await cookieOf(deps, personOf("a moderator")),
    });
    expect(found(html)).toEqual(expect.arrayContaining(["SecretSecond", "SecretReply", "SecretPost"]));
  });
});
