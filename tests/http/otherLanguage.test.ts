import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import { type Fields, nestFields, otherLanguages } from "~/http/fields";
import { readTag } from "~/kernel/language/content";
import * as schema from "~db/schema";
import { there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { bodyIn, statusIn, visit } from "./support/routes";
import { buildWorld, type World } from "./support/world";

const read = (entries: [string, string][]): Fields => otherLanguages(nestFields(entries) ?? {});

describe("A language that a form does not offer", () => {
  test.each<[string, [string, string][], Fields]>([
    [
      "its tag",
      [
        ["language", "en"],
        ["language:other", "ca"],
      ],
      { language: "ca" },
    ],
    [
      "its own name",
      [
        ["language", "en"],
        ["language:other", " Català "],
      ],
      { language: "ca" },
    ],
    [
      "nothing",
      [
        ["language", "en"],
        ["language:other", " "],
      ],
      { language: "en" },
    ],
    [
      "no language",
      [
        ["language", "en"],
        ["language:other", "Gibber ish"],
      ],
      { language: "Gibber ish" },
    ],
    [
      "several",
      [
        ["languages", "en"],
        ["languages:other", "ca, ckb"],
      ],
      { languages: ["en", "ca", "ckb"] },
    ],
    [
      "further in",
      [
        ["a.language", "en"],
        ["a.language:other", "yo"],
      ],
      { a: { language: "yo" } },
    ],
  ])("is named by %s", (_, entries, expected) => {
    expect(JSON.parse(JSON.stringify(read(entries)))).toEqual(expected);
  });
});

describe("What somebody says in a language that the site does not speak", () => {
  let db: TestDb;
  let world: World;
  beforeAll(async () => {
    db = await testDb();
    world = await buildWorld(db);
  });
  afterAll(() => db.close());

  const comment = (other: string) =>
    visit("discussion/clause.tsx", "action", {
      deps: world.deps,
      person: world.s.participant,
      params: world.params,
      form: {
        ...{ intent: "comment", clause: there(world.params.clause), language: "en", shownIn: "en" },
        ...{
          type: "general",
          stance: "neutral",
          speaksAs: "",
          body: "L’aigua és de tothom.",
          "language:other": other,
        },
      },
    });

  test("is kept in it, as a comment", async () => {
    const outcome = await comment("català");
    expect(statusIn(outcome)).toBeLessThan(400);
    const rows = await world.deps.db
      .select({ language: schema.comments.language })
      .from(schema.comments)
      .where(sql`${schema.comments.body} = ${"L’aigua és de tothom."}`);
    expect(rows).toEqual([{ language: "ca" }]);
  });

  test("is refused with the field where it is in none", async () => {
    const outcome = await comment("Gibber ish");
    expect(statusIn(outcome)).toBe(400);
    expect(JSON.stringify(await bodyIn(outcome))).toContain('"language"');
  });

  test("stands on the wall in it, while mails come in the language of the page", async () => {
    const { deps, s } = world;
    const given = {
      ...{ draft: "0.1", kind: "person" as const, name: "Somebody Else", affiliation: "", country: "" },
      ...{ statement: "Hi estic d’acord.", language: there(readTag("ca")), email: "else@example.org" },
      ...{ domain: "", signatory: "", authority: "", homepage: "" },
    };
    const [newest] = await deps.db
      .select()
      .from(schema.drafts)
      .where(and(eq(schema.drafts.processId, s.process.id), eq(schema.drafts.label, "0.1")));
    if (!there(newest).endorsableSince)
      await deps.db
        .update(schema.drafts)
        .set({ endorsableSince: deps.now() })
        .where(eq(schema.drafts.id, there(newest).id));
    value(await giveEndorsement(deps, s.process, given, "fr"));
    const [row] = await deps.db
      .select({ mails: schema.endorsements.language, said: schema.endorsements.statementLanguage })
      .from(schema.endorsements)
      .where(eq(schema.endorsements.email, "else@example.org"));
    expect(row).toEqual({ mails: "fr", said: "ca" });
  });
});
