import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { apply } from "~/features/calls/services/applications.server";
import { findCall } from "~/features/calls/services/calls.server";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { checkEndorsement } from "~/features/endorsements/services/desk/checkEndorsement.server";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import { hideEndorsement } from "~/features/endorsements/services/moderateEndorsement.server";
import { startProcess } from "~/features/membership/services/startProcess.server";
import { findSystem } from "~/features/reviews/services/findSystem.server";
import { volunteer } from "~/features/reviews/services/volunteer.server";
import { today } from "~/platform/clock.server";
import { formOf, given, organizationForm } from "~tests/support/endorsements";
import { processRow, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { cookieOf, type Params } from "./support/routes";
import { outsiders, secretsIn, toldByFiles, toldByPages } from "./support/walked";
import { htmlAt } from "./support/wholePage";
import { buildWorld, type World } from "./support/world";

let db: TestDb;
let world: World;
let own: readonly Params[];
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
  own = await waiting();
});
afterAll(() => db.close());

/** What waits for somebody to confirm, to take or to publish it, or was not taken, with a word of its own in each text. */
async function waiting(): Promise<readonly Params[]> {
  const { s, deps, people } = world;
  const member = there(people["a member"]);
  const form = (word: string) =>
    formOf({ draft: "0.1", name: `Maren Secret${word}`, statement: `Secret${word}.` });
  value(await giveEndorsement(deps, s.process, form("Unconfirmed")));
  const office = (word: string) =>
    organizationForm({ draft: "0.1", name: `Secret${word} Foundation`, signatory: `Ada Secret${word}` });
  await given(s, office("Unchecked"));
  const declined = await given(s, office("Declined"));
  value(
    await checkEndorsement(deps, s.organizer, s.process, declined.number, {
      accept: false,
      reason: "SecretWhyNot.",
    }),
  );
  const hidden = await given(s, form("Hidden"));
  value(
    await hideEndorsement(deps, s.organizer, s.process, { number: hidden.number, reason: "Not theirs." }),
  );

  const system = there(await findSystem(deps, s.process, "examined"));
  value(await volunteer(deps, member, s.process, system, { affiliated: false, motivation: "SecretMotive." }));
  const call = there(await findCall(db.db, s.process, "1"));
  expect(today(deps) <= call.until).toBe(true);
  value(await apply(deps, member, s.process, call, { message: "SecretMessage.", language: "en" }));

  const working = there(await findDraft(deps, s.process, "0.2", true));
  const markdown = "## SecretHeading\n\nWhoever has it may use SecretClause.";
  value(await importDraft(deps, s.organizer, working, { markdown }, new Map()));

  const about = {
    title: "SecretProcess",
    summary: "SecretSummary.",
    question: "SecretQuestion?",
    language: "en" as const,
  };
  const prepared = value(await startProcess(deps, s.organizer, { slug: "prepared", ...about }));
  value(await createDraft(deps, s.organizer, await processRow(deps, prepared.id), "0.1"));
  return [
    { process: "prepared" },
    { process: "prepared", draft: "0.1" },
    { draft: "0.2" },
    { draft: "0.2", from: "0.1", to: "0.2" },
    { from: "0.1", to: "0.2" },
    ...[1, 2, 3, 4, 5, 6].map((number) => ({ endorsement: String(number) })),
  ];
}

describe("What waits for somebody", () => {
  test.each(outsiders)("stands on no page, and in nothing that one is made of, for %s", async (role) => {
    expect(await toldByPages(world, role, own)).toEqual({});
  });

  test("stands in no file and no feed that anyone may have", async () => {
    expect(await toldByFiles(world, db.db)).toEqual({});
  });

  test("stands before those who decide, and this test finds it there", async () => {
    const { deps, people, s } = world;
    const headers = await cookieOf(deps, people["an organizer"]);
    const at = async (path: string) => secretsIn(await htmlAt(`/p/${path}`, deps, headers));
    const slug = s.process.slug;
    expect(await at(`${slug}/manage/endorsements`)).toContain("SecretUnchecked");
    expect(await at(`${slug}/manage/systems`)).toContain("SecretMotive");
    expect(await at(`${slug}/manage/calls`)).toContain("SecretMessage");
    expect(await at(`${slug}/manage/drafts/0.2`)).toContain("SecretClause");
    expect(await at("prepared")).toContain("SecretProcess");
  });
});
