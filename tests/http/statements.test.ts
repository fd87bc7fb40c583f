import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { following } from "~server/visitors/following";
import { sharing } from "~server/visitors/sharing";
import { watchStatements } from "~tests/support/countStatements";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { addMany } from "./support/many";
import { cookieOf, type Params } from "./support/routes";
import { loadPage, type PageRoute, pageRoutes, renderPage } from "./support/wholePage";
import { addressToken, buildWorld, type Role, type World } from "./support/world";

const most = 10;
const readers = ["an organizer", "a member"] as const;
type Counts = Readonly<Record<string, readonly number[]>>;

/** What an answer may have, in bytes before it is compressed. */
const mostBytes = 300_000;

/** Pages that are not asked for by the two readers, or not with the parameters that all others are given. */
const particular: Readonly<Record<string, { params?: Params; reader?: Role }>> = {
  "drafts/manage.draft.import": { params: { draft: "0.2" } },
  "membership/start-process": { reader: "a founder" },
  "notices/unsubscribe": { params: { token: "a-token-of-a-mail" } },
  "profile/profile.address": { params: { token: addressToken } },
  "results/manage.compilation": { params: { result: "2" } },
  "results/manage.compilation.publish": { params: { result: "2" } },
  "reviews/system.answer": { params: { token: "a-token-of-a-mail" } },
  "reviews/system.review": { reader: "a participant" },
};

const pages = pageRoutes.filter(({ id }) => !id.includes("/not-found"));

let db: TestDb;
let world: World;
let few: Counts;
let many: Counts;
let sizes: Readonly<Record<string, number>>;
let shared: ReturnType<typeof sharing>;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
  shared = sharing({ deps: world.deps, followed: following(db) });
  few = await countAll();
  await addMany(world, 1, 1_000);
  many = await countAll();
  sizes = await measureAll();
  // Every page is asked for a dozen times.
}, 400_000);
afterAll(() => db.close());

describe("a page", () => {
  test.each(pages)("$id takes ten statements at most", ({ id }) => {
    for (const counts of [few, many])
      for (const count of there(counts[id])) expect(count).toBeLessThanOrEqual(most);
  });

  test("takes as many statements for a list of a thousand items as for one", () => {
    const isMore = ({ id }: PageRoute) => there(many[id]).some((count, at) => count > there(few[id]?.[at]));
    expect(pages.filter(isMore).map(({ id }) => id)).toEqual([]);
  });

  test("is no larger than 300 kB with lists of a thousand items", () => {
    const found = Object.keys(sizes).filter((id) => there(sizes[id]) > mostBytes);
    expect(found.sort()).toEqual([]);
  });
});

async function countAll(): Promise<Counts> {
  const all: Record<string, number[]> = {};
  for (const page of pages) {
    const counted = [];
    for (const reader of readers) counted.push(await countOf(page, particular[page.id]?.reader ?? reader));
    expect([page.id, counted.some(({ status }) => status === 200)]).toEqual([page.id, true]);
    all[page.id] = counted.map(({ count }) => count);
  }
  return all;
}

/**
 * How many statements a page takes of one reader, once another has read what all of them share: what is read anew after
 * each change is the same for thousands.
 */
async function countOf(page: PageRoute, reader: Role): Promise<{ count: number; status: number }> {
  const request = await requestOf(page, reader);
  const asked = () => loadPage(page, { ...request, shared: shared() });
  await asked();
  let count = 0;
  const stop = watchStatements(() => {
    count += 1;
  });
  try {
    const { status } = await asked();
    return { count, status };
  } finally {
    stop();
  }
}

async function measureAll(): Promise<Record<string, number>> {
  const all: Record<string, number> = {};
  for (const page of pages) {
    const texts = [];
    for (const reader of readers)
      texts.push(
        await renderPage(page, {
          ...(await requestOf(page, particular[page.id]?.reader ?? reader)),
          shared: shared(),
        }),
      );
    all[page.id] = Math.max(...texts.map((text) => Buffer.byteLength(text)));
  }
  return all;
}

async function requestOf({ id }: PageRoute, reader: Role) {
  const { deps, people } = world;
  const headers = await cookieOf(deps, people[reader]);
  return { deps, headers, params: { ...world.params, ...particular[id]?.params } };
}
