import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editComment } from "~/features/comments/services/editComment.server";
import { hideComment } from "~/features/moderation/services/moderate.server";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import type { CommentId } from "~/kernel/ids";
import { isAsTyped } from "~/kernel/text/markdown/asTyped";
import { textColumns } from "~/kernel/text/stored";
import { forgetRenderings, readTexts, storeRenderings, storeTexts } from "~/platform/texts/texts.server";
import { rowsOf } from "~db/client";
import { projectPath } from "~db/projectFolder";
import { comments } from "~db/schema/comments";
import { renderedTexts } from "~db/schema/renderedTexts";
import { asStored } from "~tests/support/asStored";
import { commented, firstVersion, replied, threadOf } from "~tests/support/comments";
import { type Scenario, scenario, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
});
afterAll(() => db.close());

const renderingsOf = (text: string) =>
  db.db
    .select()
    .from(renderedTexts)
    .where(eq(renderedTexts.hash, createHash("sha256").update(text).digest("hex")));
const heavy = `${"|".repeat(1001)}\n${"|-".repeat(1000)}|\n${"|\n".repeat(1900)}`;

describe("A column of texts", () => {
  const registered = Object.entries(textColumns)
    .flatMap(([table, columns]) => Object.keys(columns).map((column) => `${table}.${column}`))
    .sort();

  test("is registered with how its texts are read, and each of them is", () => {
    const folder = projectPath("db/schema");
    const found = readdirSync(folder).flatMap((file) => {
      const tables = readFileSync(`${folder}/${file}`, "utf8")
        .split(/boundedTable\(\s*/)
        .slice(1);
      return tables.flatMap((source) => {
        const table = /"(\w+)"/.exec(source)?.[1];
        const columns = source.matchAll(/\w+: \w+(?:<StoredText<[^>]*>>)?\("(\w+)"\)[^\n]*/g);
        return [...columns]
          .filter(([line]) => /Stored(Unit)?Text/.test(line))
          .map(([, one]) => `${table}.${one}`);
      });
    });
    expect(found.sort()).toEqual(registered);
  });

  test("takes its renderings along when a text is changed or deleted", async () => {
    const triggers = await rowsOf<{ name: string; event: string }>(
      db.db,
      sql`select event_object_table || '.' || split_part(action_statement, '''', 2) as name,
          event_manipulation::text as event
          from information_schema.triggers where trigger_name like 'rendering_%'`,
    );
    const watched = triggers.map(({ name, event }) => `${name} ${event}`).sort();
    expect(watched).toEqual(registered.flatMap((one) => [`${one} DELETE`, `${one} UPDATE`]).sort());
  });

  test("is given texts by nothing that does not hold them against the bounds", () => {
    const files = readdirSync(projectPath("app"), { recursive: true, encoding: "utf8" });
    const casting = files
      .filter((file) => /\.tsx?$/.test(file))
      .filter((file) =>
        /as (readonly )?Stored(Unit)?Text/.test(readFileSync(projectPath(`app/${file}`), "utf8")),
      );
    expect(casting.sort()).toEqual(["kernel/text/stored.ts", "platform/texts/texts.server.ts"]);
  });
});

describe("How a text is shown", () => {
  test("is stored with the comment, replaced with its wording and erased with its author", async () => {
    const { draft } = await firstVersion(s, "All data is open.");
    const person = await scenario(s.deps, { members: 0 }).then(({ participant }) => participant);
    const { id } = await commented(s, person, draft, { body: "A *first* wording." });
    expect(await renderingsOf("A *first* wording.")).toMatchObject([
      { renderer: expect.stringMatching(/^message-/), html: "<p>A <em>first</em> wording.</p>" },
    ]);
    value(
      await editComment(s.deps, person, s.process, {
        comment: id,
        version: 1,
        body: "Another one.",
        proposal: "",
      }),
    );
    expect(await renderingsOf("Another one.")).toHaveLength(1);
    value(await eraseAccount(s.deps, person, true));
    expect(await renderingsOf("A *first* wording.")).toEqual([]);
    expect(await renderingsOf("Another one.")).toEqual([]);
  });

  test("is read from where it was stored, and stored for texts that are older than that", async () => {
    const words = `Old words ${s.process.id}.`;
    await readTexts(db.db, { message: [words] });
    expect(await renderingsOf(words)).toEqual([]);
    await storeRenderings(db);
    expect(await renderingsOf(words)).toMatchObject([{ plain: words }]);
    await forgetRenderings(db);
    expect(await renderingsOf(words)).toEqual([]);
  });

  test("is not forgotten while a text has it, and forgotten when it was made by an earlier renderer", async () => {
    const { draft } = await firstVersion(await scenario(s.deps, { members: 0 }), "A clause to keep.");
    const [one] = await renderingsOf("A clause to keep.");
    if (!one) throw new Error("the clause's rendering is not there");
    await db.db.insert(renderedTexts).values({ ...one, renderer: "clause-0" });
    await forgetRenderings(db);
    expect(await renderingsOf("A clause to keep.")).toEqual([one]);
    expect(draft.label).toBeTruthy();
  });
});

describe("A text that breaks a bound", () => {
  test("is refused with the field, the line and the most there may be, and nothing is stored", async () => {
    const refused = await storeTexts(db.db, {
      body: ["message", "Fine."],
      proposal: ["clause", `One.\n\n${heavy}`],
    });
    expect(refused).toEqual({
      ok: false,
      error: {
        code: "text_too_heavy",
        fields: { proposal: { key: "errors:heavy.cells", values: { line: 3, most: 10_000 } } },
      },
    });
    expect(await renderingsOf("Fine.")).toEqual([]);
  });

  test("fails alone where it was stored before there were bounds, and can be hidden", async () => {
    const own = await scenario(s.deps, { members: 0 });
    const { draft } = await firstVersion(own, "All data is open.");
    const { id } = await commented(own, own.participant, draft, { body: "Heavy soon." });
    await replied(own, own.facilitator, id, "What is this?");
    await db.db
      .update(comments)
      .set({ body: asStored(heavy) })
      .where(eq(comments.id, id as CommentId));
    const { view } = await threadOf(own, id);
    expect(isAsTyped(view.html)).toBe(true);
    expect(view.html.length).toBeLessThan(5000);
    value(await hideComment(own.deps, own.organizer, own.process, id, { reason: "Nobody can read it." }));
    expect((await threadOf(own, id)).view.html).toBe("");
  });
});
