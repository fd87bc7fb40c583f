import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { commentsSearch } from "~/features/comments/registrations/search.server";
import { matchingOf } from "~/features/search/services/matching.server";
import { askedAs, readQueries } from "~/features/search/services/queries.server";
import type { CommentId, UserId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { SearchKind } from "~/kernel/text/searchConfigs";
import type { Matching } from "~/platform/searchSource";
import { rowsOf } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { asStored } from "~tests/support/asStored";
import { firstVersion } from "~tests/support/comments";
import { type Scenario, scenario } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

/*
 * Posts are looked for in several ways, one after the other. Which of them are gone depends on how many posts there are and how
 * many match; here they have to do with so few that all are gone, and each must find what reading everything finds.
 */

let db: TestDb;
let s: Scenario;
let draftId: string;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  draftId = (await firstVersion(s, "A clause.")).draft.id;
  for (const [id, displayName] of [
    [s.participant.id, "Ann Early"],
    [s.facilitator.id, "Bob Late"],
  ] as const)
    await s.deps.db.update(users).set({ displayName, showsName: true }).where(sql`id = ${id}`);
});
afterAll(() => db.close());

const languages: readonly ContentLanguage[] = ["en", "es", "nl" as ContentLanguage];
const post = fc.record({
  words: fc.subarray(["open", "data", "weights"]),
  language: fc.constantFrom(...languages),
  isComment: fc.boolean(),
  isByAnn: fc.boolean(),
  /** Several are of one moment. */
  day: fc.integer({ min: 0, max: 5 }),
  isHidden: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
  /** Of the post before it that is a root, if there is one. */
  isReply: fc.boolean(),
});
type Post = typeof post extends fc.Arbitrary<infer T> ? T : never;

const start = Date.UTC(2024, 0, 1);
const dayOf = (day: number) => new Date(start + day * 24 * 60 * 60 * 1000);
const written = (day: number) => dayOf(day).toISOString().slice(0, 10);

const asked = fc.record(
  {
    text: fc.constantFrom("open", "data", "open data", "weights -open", "-data", "open or weights", "qqq"),
    kind: fc.constantFrom<(SearchKind | undefined)[]>("comment", "topic", undefined),
    by: fc.constantFrom("ann", "bob", "nobody", undefined),
    language: fc.constantFrom(...languages, "fr", undefined),
    since: fc.constantFrom(written(1), written(3), undefined),
    until: fc.constantFrom(written(2), written(4), undefined),
  },
  { requiredKeys: ["text", "kind", "by", "language", "since", "until"] },
);
type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never;

const few = (isAny: boolean) =>
  fc.record({
    newest: fc.integer({ min: 1, max: 3 }),
    newer: fc.integer({ min: 3, max: 6 }),
    theirs: fc.integer({ min: 1, max: 4 }),
    indexed: fc.integer({ min: 2, max: 6 }),
    ranked: fc.integer({ min: 1, max: 5 }),
    isAny: fc.constant(isAny),
  });

type Row = { id: CommentId; rootOf: CommentId | null; hidden: boolean; post: Post };

async function store(posts: readonly Post[]): Promise<readonly Row[]> {
  await s.deps.db.delete(comments);
  const rows: Row[] = [];
  for (const one of posts) {
    const root = one.isReply ? rows.findLast(({ rootOf }) => rootOf === null) : undefined;
    // A reply is of the kind of its root.
    const whole = root ? { ...one, isComment: root.post.isComment } : one;
    rows.push({
      id: randomUUID() as CommentId,
      rootOf: root?.id ?? null,
      hidden: one.isHidden || (root?.hidden ?? false),
      post: whole,
    });
  }
  if (rows.length > 0)
    await s.deps.db.insert(comments).values(
      rows.map(({ id, rootOf, post }, at) => ({
        ...{ id, processId: s.process.id, kind: post.isComment ? ("comment" as const) : ("topic" as const) },
        ...{ draftId: post.isComment ? (draftId as never) : null, title: "", category: "general" as const },
        ...(rootOf ? { rootId: rootOf, post: at } : { number: 1000 + at }),
        authorId: (post.isByAnn ? s.participant.id : s.facilitator.id) as UserId,
        ...{ language: post.language, type: "general" as const, stance: "neutral" as const },
        body: asStored(`x ${post.words.join(" and ")}`),
        createdAt: dayOf(post.day),
        hiddenAt: post.isHidden ? s.deps.now() : null,
      })),
    );
  return rows;
}

function isMeant({ post, hidden }: Row, { text, kind, by, language, since, until }: Asked): boolean {
  const has = (word: string) => post.words.includes(word as never);
  const matches: Readonly<Record<string, boolean>> = {
    "open data": has("open") && has("data"),
    "weights -open": has("weights") && !has("open"),
    "-data": !has("data"),
    "open or weights": has("open") || has("weights"),
  };
  return (
    !hidden &&
    (matches[text] ?? has(text)) &&
    (kind === undefined || (kind === "comment") === post.isComment) &&
    (by === undefined || by === (post.isByAnn ? "ann" : "bob")) &&
    (language === undefined || language === post.language) &&
    (since === undefined || written(post.day) >= since) &&
    (until === undefined || written(post.day) <= until)
  );
}

async function found({ text, kind, ...filter }: Asked, most: Matching["most"]): Promise<readonly string[]> {
  const query = await readQueries(s.deps.db, text, filter.language);
  const statement = commentsSearch.statement(s.process, { ...matchingOf(filter), most }, kind);
  const rows = await rowsOf<{ id: string }>(
    s.deps.db,
    sql`select c.id from ${askedAs([query], filter)} cross join lateral (${statement}) as found
      join comments c on found.ref = coalesce(c.root_id, c.id)::text and found.sub = coalesce(c.post::text, '') or
        found.ref = coalesce((select r.number from comments r where r.id = c.root_id), c.number)::text
          and found.sub = coalesce(c.post::text, '') and c.kind <> 'comment'`,
  );
  return rows.map(({ id }) => id).sort();
}

const runs = { numRuns: 80 };
const posts = fc.array(post, { minLength: 10, maxLength: 30 });

test("whichever way is gone, the newest that match are found, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(
      posts,
      fc.array(asked, { minLength: 4, maxLength: 4 }),
      few(false),
      async (all, looks, most) => {
        const rows = await store(all);
        for (const look of looks) {
          const newest = rows
            .filter((row) => isMeant(row, look))
            .sort((a, b) => b.post.day - a.post.day || (a.id < b.id ? 1 : -1))
            .slice(0, most.ranked)
            .map(({ id }) => id);
          expect([look, await found(look, most)]).toEqual([look, newest.sort()]);
        }
      },
    ),
    runs,
  );
});

test("where any will do, some are found if there are any", async () => {
  await fc.assert(
    fc.asyncProperty(posts, asked, few(true), async (all, look, most) => {
      const rows = await store(all);
      const meant = new Set<string>(rows.filter((row) => isMeant(row, look)).map(({ id }) => id));
      const some = await found(look, most);
      expect(some.every((id) => meant.has(id))).toBe(true);
      expect(some.length > 0).toBe(meant.size > 0);
    }),
    runs,
  );
});
