import { randomUUID } from "node:crypto";
import { parse } from "csv-parse/sync";
import { eq } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadRecord } from "~/features/opendata/services/loadRecord.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import type { ProcessId } from "~/kernel/ids";
import { plain } from "~/kernel/language/localized";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { endorsements } from "~db/schema/endorsements";
import { processMembers } from "~db/schema/membership";
import { processes } from "~db/schema/processes";
import { records } from "~db/schema/records";
import { reviews, systems } from "~db/schema/reviews";
import { asStored } from "~tests/support/asStored";
import { type Files, memorySink, memorySource } from "~tests/support/memoryRecord";
import { there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

let db: TestDb;
let deps: TestDeps;
beforeAll(async () => {
  db = await testDb();
  deps = { ...testDeps(db), now: () => new Date("2031-01-01T00:00:00Z") };
});
afterAll(() => db.close());

/** Anything that PostgreSQL can hold: all of Unicode but for the zero character. */
const anything = fc.string({ unit: "binary", maxLength: 40 }).map((text) => text.replaceAll("\0", ""));
const text = fc.oneof(
  anything,
  fc.constantFrom(
    "=HYPERLINK(1)",
    "@SUM",
    "-1+1",
    '"',
    '""",',
    "a\r\nb\rc\nd",
    "\u2028\u2029",
    "\u202eltr\u2066",
    "نص",
    "👩‍👩‍👧",
    "\\u0000 \\n",
    "{}[]",
    "\ufeff",
    "\t",
    " ",
    "'",
  ),
);

const content = fc.record({
  title: text,
  body: text,
  name: text,
  affiliation: text,
  shown: fc.boolean(),
  links: fc.array(fc.record({ label: text, url: fc.webUrl() }), { maxLength: 3 }),
  /** Organizers without a name stand as one on pages; each has a review of their own. */
  organizes: fc.boolean(),
  hidden: fc.boolean(),
});

test("Whatever people type comes through export and import as it is, and the record stays the same bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(content, { minLength: 1, maxLength: 6 }), async (all) => {
      const process = await stored(all);
      const files: Files = new Map();
      await writeRecord(deps, process, memorySink(files));
      const other = await testDb();
      try {
        const elsewhere = { ...testDeps(other), now: deps.now };
        value(await loadRecord(elsewhere, memorySource(files), null));
        const again: Files = new Map();
        await writeRecord(elsewhere, process, memorySink(again));
        expect(again).toEqual(files);
        // Read as JSON: PGlite's own decoder drops a byte order mark at the beginning of a text.
        const bodies = there(again.get("data/comments.jsonl"))
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line) as { number: number; body: string })
          .toSorted((a, b) => a.number - b.number)
          .map(({ body }) => body);
        expect(bodies).toEqual(all.map(({ body, hidden }) => (hidden ? "" : body)));
        const [first] = await other.db.select().from(systems).where(eq(systems.position, 0));
        expect(there(first).links).toEqual(there(all[0]).links);
        expect(parse(there(files.get("csv/comments.csv")), { columns: true })).toHaveLength(all.length);
      } finally {
        await other.close();
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
});

type Content = typeof content extends fc.Arbitrary<infer T> ? T : never;

/** A process in which these people wrote these things. */
async function stored(all: readonly Content[]) {
  const id = randomUUID() as ProcessId;
  const createdAt = new Date("2030-01-01T00:00:00.123Z");
  const words = plain(there(all[0]).title, "en");
  await db.db.insert(processes).values({
    ...{ id, slug: `p-${id}`, title: words, summary: words, question: words },
    ...{ sourceLanguage: "en", languages: ["en", "ar"], createdAt },
  });
  const people: string[] = [];
  for (const [i, one] of all.entries()) {
    const userId = randomUUID();
    await db.db.insert(users).values({
      ...{ id: userId, email: `${userId}@example.org`, createdAt },
      ...{ displayName: one.name, affiliation: one.affiliation, showsName: one.shown },
    });
    if (one.organizes)
      await db.db
        .insert(processMembers)
        .values({ processId: id, userId, role: "organizer", joinedAt: createdAt, organizerSince: createdAt });
    people.push(userId);
    await db.db.insert(comments).values({
      ...{ id: randomUUID() as never, processId: id, kind: "topic", number: i + 1, category: "general" },
      ...{ title: one.title, body: asStored(one.body), authorId: userId, language: "en", type: "general" },
      ...{ stance: "neutral", createdAt, lastAt: createdAt, hiddenAt: one.hidden ? createdAt : null },
    });
    await db.db.insert(records).values({
      ...{ id: randomUUID() as never, processId: id, number: i + 1, kind: "decision", date: "2030-01-01" },
      ...{ title: plain(one.title, "ar"), body: plain(asStored(one.body), "ar"), createdAt },
    });
    await db.db.insert(systems).values({
      ...{ id: randomUUID() as never, processId: id, key: `s-${i}`, name: one.name, maker: one.affiliation },
      ...{ about: plain(one.body, "en"), links: one.links, position: i, createdAt },
    });
  }
  const [system] = await db.db.select().from(systems).where(eq(systems.processId, id));
  for (const [i, userId] of people.entries()) {
    const systemId = there(system).id;
    await db.db.insert(reviews).values({
      ...{ id: randomUUID() as never, systemId, userId, number: i + 1, state: "confirmed" },
      ...{
        affiliated: false,
        motivation: "",
        appliedAt: createdAt,
        decidedAt: createdAt,
        decidedBy: people[0] ?? null,
      },
    });
    await db.db.insert(endorsements).values({
      ...{ id: randomUUID() as never, processId: id, number: i + 1, kind: "person", state: "listed" },
      ...{ email: `${userId}@example.org`, name: there(all[i]).name, statement: there(all[i]).body },
      ...{ language: "en", tokenHash: randomUUID(), createdAt, verifiedAt: createdAt },
    });
  }
  return there((await db.db.select().from(processes).where(eq(processes.id, id)))[0]);
}
