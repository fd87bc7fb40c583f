import { afterAll, beforeAll, expect, test } from "vitest";
import { commentsIn, countLost, readCursor } from "~/features/comments/services/readComments.server";
import { anyone, begun, commented, firstVersion, released, reworded } from "~tests/support/comments";
import { scenario, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());

test("comments whose text is gone are counted and paged through, each once, apart from those that stand", async () => {
  const s = await scenario(testDeps(db), { members: 0 });
  const { draft, clauses } = await firstVersion(s, "Everything that was used to train it is listed.");
  const clause = there(clauses[0]);
  for (let i = 0; i < 5; i++) await commented(s, s.participant, draft, { clause, quote: "used to train it" });
  await commented(s, s.participant, draft, { clause });
  const next = await begun(s, "0.2");
  await reworded(s, next, clause, "Nothing of the kind remains here.");
  const later = await released(s, next);
  expect(await countLost(s.deps, later)).toBe(5);

  const seen: (number | null)[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const page = await commentsIn(
      s.deps,
      later,
      anyone,
      { gone: true },
      { after: readCursor(after), size: 2 },
    );
    seen.push(...page.comments.map(({ number }) => number));
    after = page.next;
  }
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  const standing = await commentsIn(s.deps, later, anyone, {}, { after: null, size: 10 });
  expect(standing.comments.map(({ number }) => number)).toEqual([6]);
});
