import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import type { CommentId } from "~/kernel/ids";
import { commented, disposed, replied } from "~tests/support/comments";
import { there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { answer, topicBy, topicRow } from "~tests/support/threads";
import { cookieOf, type Params } from "./support/routes";
import { outsiders, secretsIn, toldByFiles, toldByPages } from "./support/walked";
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
});
afterAll(() => db.close());

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

const personOf = (role: Role) => world.people[role];

describe("What was hidden", () => {
  test.each(outsiders)("stands on no page, and in nothing that one is made of, for %s", async (role) => {
    expect(await toldByPages(world, role, own)).toEqual({});
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
      expect(secretsIn(html)).toEqual([]);
    }
  });

  test("stands in no file and no feed that anyone may have", async () => {
    expect(await toldByFiles(world, db.db)).toEqual({});
  });

  test("stands before moderators, who can show it again, and this test finds it there", async () => {
    const page = there(pageRoutes.find(({ id }) => id === "discussion/manage.moderation"));
    const { deps, params } = world;
    const html = await renderPage(page, {
      deps,
      params,
      headers: await cookieOf(deps, personOf("a moderator")),
    });
    expect(secretsIn(html)).toEqual(expect.arrayContaining(["SecretSecond", "SecretReply", "SecretPost"]));
  });
});
