import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { following } from "~server/visitors/following";
import { sharing } from "~server/visitors/sharing";
import { watchStatements } from "~tests/support/countStatements";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { addMany } from "./support/many";
import { cookieOf, type Params } from "./support/routes";
import { loadPage, type PageRoute, pageRoutes } from "./support/wholePage";
import { buildWorld, type Role, type World } from "./support/world";

const most = 10;
const readers = ["an organizer", "a member"] as const;
type Counts = Readonly<Record<string, readonly number[]>>;

/**
 * What pages may take that still take more than `most`: for an organizer, for a member. With CODRAFT_LOWER=1 this
 * test writes what has become less into the file; it never writes more.
 */
const file = new URL("./statements.allowed.json", import.meta.url);
const allowed = JSON.parse(readFileSync(file, "utf8")) as Counts;

/** Pages that still take more statements the more there is to list. */
const growing: readonly string[] = [];

/** Pages that are not asked for by the two readers, or not with the parameters that all others are given. */
const particular: Readonly<Record<string, { params?: Params; reader?: Role }>> = {
  "drafts/manage.draft.import": { params: { draft: "0.2" } },
  "membership/start-process": { reader: "a founder" },
  "notices/unsubscribe": { params: { token: "a-token-of-a-mail" } },
  "results/manage.compilation": { params: { result: "2" } },
  "reviews/system.answer": { params: { token: "a-token-of-a-mail" } },
  "reviews/system.review": { reader: "a participant" },
};

const pages = pageRoutes.filter(({ id }) => id !== "overview/not-found");

let db: TestDb;
let world: World;
let few: Counts;
let some: Counts;
let many: Counts;
let shared: ReturnType<typeof sharing>;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
  shared = sharing({ deps: world.deps, followed: following(db) });
  few = await countAll(pages);
  await addMany(world, 1, 20);
  some = await countAll(pages.filter(({ id }) => growing.includes(id)));
  await addMany(world, 21, 1_000);
  many = await countAll(pages.filter(({ id }) => !growing.includes(id)));
  if (process.env.CODRAFT_LOWER) lower();
  // Every page is asked for a dozen times.
}, 400_000);
afterAll(() => db.close());

describe("statements for a page", () => {
  test.each(pages)("$id takes ten, or what it is still allowed", ({ id }) => {
    const limit = allowed[id] ?? readers.map(() => most);
    for (const counts of [few, many])
      for (const [at, count] of (counts[id] ?? []).entries())
        expect(count).toBeLessThanOrEqual(there(limit[at]));
  });

  test("are allowed to be more than ten where they are, and no more than they are", () => {
    expect(allowed).toEqual(needed());
  });

  test("are as many for a list of a thousand items as for one", () => {
    expect(grown(many)).toEqual([]);
  });

  test("grow with lists on the pages that are named for it, as long as they do", () => {
    expect(grown(some)).toEqual([...growing].sort());
  });
});

/** Pages that took more statements than with next to nothing to list. */
function grown(counts: Counts): string[] {
  const isMore = (id: string) => there(counts[id]).some((count, at) => count > there(few[id]?.[at]));
  return Object.keys(counts).filter(isMore).sort();
}

/** What has to be allowed: the most for one or more than one item, of pages that grow for one. */
function needed(): Counts {
  const taken = (id: string) =>
    readers.map((_, at) => Math.max(...[few, many].map((counts) => counts[id]?.[at] ?? 0)));
  return Object.fromEntries(
    pages
      .map(({ id }) => [id, taken(id)] as const)
      .filter(([, counts]) => counts.some((count) => count > most)),
  );
}

function lower(): void {
  const less = Object.entries(needed()).filter(([id]) => allowed[id]);
  const lines = less.map(([id, counts]) => {
    const lowest = counts.map((count, at) => Math.min(count, there(allowed[id]?.[at])));
    return `  ${JSON.stringify(id)}: [${lowest.join(", ")}]`;
  });
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}

async function countAll(pages: readonly PageRoute[]): Promise<Counts> {
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
  const { deps, people } = world;
  const headers = await cookieOf(deps, people[reader]);
  const params = { ...world.params, ...particular[page.id]?.params };
  const asked = () => loadPage(page, { deps, params, headers, shared: shared() });
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
