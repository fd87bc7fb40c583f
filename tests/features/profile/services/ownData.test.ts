import { eq, getTableName, is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eraseAccount } from "~/features/profile/services/eraseAccount.server";
import { ownData } from "~/features/profile/services/ownData.server";
import { findReceipt } from "~/features/rounds/services/log/findReceipt.server";
import { examine } from "~/features/verification/services/examine.server";
import { castBallot } from "~/features/votes/services/castBallot.server";
import type { ClauseId } from "~/kernel/ids";
import { verifyInclusion } from "~/kernel/tlog/merkle";
import * as schema from "~db/schema";
import { begun, commented, firstVersion, inFrench, replied, written } from "~tests/support/comments";
import { readIn } from "~tests/support/drafts";
import { systemCalled } from "~tests/support/reviews";
import {
  ballot,
  cast,
  closed,
  joinAll,
  opened,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { posted, topicBy } from "~tests/support/threads";

const place = { role: "participant" as const, workgroupId: null };
let db: TestDb;
let s: Scenario;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
});
afterAll(() => db.close());

describe("All that is somebody's", () => {
  test("has their profile, ballots with what proves them, words and acts, and no token", async () => {
    const [voter, other] = s.members.alpha as [Scenario["organizer"], Scenario["organizer"]];
    const round = await opened(s, { attribution: "named" });
    await cast(s, voter, round, requires("weights"), { notes: { weights: "MINE-reason" } });
    await cast(s, other, round, requires("weights"), { notes: { weights: "THEIRS-reason" } });
    await closed(s, round);
    const { draft } = await firstVersion(s, "All of it.");
    const comment = await commented(s, voter, draft, { body: "MINE-comment" });
    await commented(s, other, draft, { body: "THEIRS-comment" });
    await replied(s, other, comment.id, "THEIRS-reply");

    await db.db.insert(schema.invitations).values({
      ...{ id: s.deps.newId(), processId: s.process.id, email: voter.email },
      ...{
        tokenHash: "a hash",
        invitedBy: s.organizer.id,
        createdAt: s.deps.now(),
        sentAt: s.deps.now(),
        expiresAt: s.deps.now(),
        language: "en" as const,
        role: "participant" as const,
      },
    });

    const data = await ownData(s.deps, voter);
    const text = JSON.stringify(data);
    for (const mine of [voter.email, "MINE-reason", "MINE-comment"]) expect(text).toContain(mine);
    for (const theirs of [other.email, "THEIRS", s.organizer.email, s.organizer.id, other.id])
      expect(text).not.toContain(theirs);
    const sessions = await db.db.select().from(schema.sessions).where(eq(schema.sessions.userId, voter.id));
    expect(sessions).not.toEqual([]);
    for (const { tokenHash } of sessions) expect(text).not.toContain(tokenHash);

    // With the entry and the salt anyone can be shown that the ballot is in the log.
    const [entry] = data.own.ballot_entries as { leaf: string; index: number }[];
    const found = there(await findReceipt(s.deps, there(await roundOf(round.id)), there(entry).leaf));
    const { size, hashes, root } = there(found.proof);
    expect(verifyInclusion(there(entry).leaf, there(entry).index, size, hashes, root)).toBe(true);
    expect(data.own.seat_salts).toHaveLength(1);
    expect(data.own.users).toHaveLength(1);
  });

  test("has of other people's rows which ones they touched, and not what is in them", async () => {
    const data = await ownData(s.deps, s.organizer);
    const invited = data.did.invitations as object[];
    expect(invited.length).toBeGreaterThan(3);
    for (const row of invited) {
      expect(row).toHaveProperty("invitedBy", s.organizer.id);
      expect(row).not.toHaveProperty("email");
      expect(row).not.toHaveProperty("name");
    }
  });

  test("has the words they wrote into rows of others: reasons, requests, translations", async () => {
    const own = await readIn(s.deps, "fr");
    const draft = await begun(own, "0.1");
    const [clause] = (await written(own, draft, "One.")) as [ClauseId];
    await inFrench(own, draft, clause, "MINE-translation", { isReviewed: false });
    const system = await systemCalled(own, "owl");
    const request = {
      systemId: system.id,
      component: "weights",
      recipient: "THEIRS@example.org",
      askedBy: own.organizer.id,
      askedAt: own.deps.now(),
      dueOn: "2099-01-01",
      state: "open" as const,
    };
    await db.db
      .insert(schema.documentRequests)
      .values({ ...request, id: own.deps.newId(), number: 1, wanted: "MINE-wish", answer: "THEIRS-answer" });
    await db.db.insert(schema.settledCells).values({
      systemId: system.id,
      draftId: draft.id,
      component: "weights",
      criterion: "use",
      value: "allowed",
      reason: "MINE-settled",
      settledBy: own.organizer.id,
      settledAt: own.deps.now(),
    });
    const text = JSON.stringify((await ownData(own.deps, own.organizer)).did);
    for (const mine of ["MINE-translation", "MINE-wish", "MINE-settled"]) expect(text).toContain(mine);
    expect(text).not.toContain("THEIRS");
  });

  test("is asked of every table that names a person", async () => {
    const tables = Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[];
    const naming = tables.filter((table) =>
      getTableConfig(table).foreignKeys.some(
        (key) => (key.reference().foreignTable as unknown) === schema.users,
      ),
    );
    expect(naming.length).toBeGreaterThan(30);
    // Every one is read without fail, for somebody who has nothing in most of them.
    const data = await ownData(s.deps, s.participant);
    const names = new Set(tables.map(getTableName));
    for (const name of [...Object.keys(data.own), ...Object.keys(data.did)]) expect(names).toContain(name);
  });
});

describe("Erasing with everything that was written", () => {
  test("empties texts, keeps answers and tallies, and every log still verifies", async () => {
    const own = await scenario(s.deps, { members: 1 });
    const gone = there(own.members.alpha[0]);
    const round = await opened(own);
    value(await castBallot(own.deps, gone, round, ballot(requires("weights"))));
    await closed(own, round);
    const { draft } = await firstVersion(own, "All of it.");
    const comment = await commented(own, gone, draft, { body: "GONE-words", proposal: "GONE-proposal" });
    await replied(own, own.organizer, comment.id, "An answer that stays.");

    value(await eraseAccount(own.deps, gone, true));

    const rows = await db.db
      .select()
      .from(schema.comments)
      .where(eq(schema.comments.processId, own.process.id));
    expect(JSON.stringify(rows)).not.toContain("GONE");
    expect(rows.map(({ body }) => body)).toContain("An answer that stays.");
    expect(rows.find(({ id }) => id === comment.id)).toMatchObject({ authorId: null, body: "", number: 1 });
    expect((await examine(own.deps)).findings).toEqual([]);
  });

  test("empties what others were told, what makers were asked and raw translations; reasons stay", async () => {
    const own = await readIn(s.deps, "fr");
    const gone = there((await joinAll(own, [`gone-${own.process.slug}`], place))[0]);
    const { number } = await topicBy(own, gone, { title: "GONE-title", body: "GONE-body" });
    const reader = own.facilitator;
    await posted(own, reader, number, "One reply.");
    await posted(own, own.organizer, number, "Another, of which the first is told.");
    const told = () =>
      db.db.select().from(schema.notices).where(eq(schema.notices.processId, own.process.id));
    expect(JSON.stringify(await told())).toContain("GONE-title");

    const draft = await begun(own, "0.1");
    const [one, two] = (await written(own, draft, "One.", "Two.")) as [ClauseId, ClauseId];
    await inFrench(own, draft, one, "GONE-translation", { isReviewed: false });
    await inFrench(own, draft, two, "Relue.");
    const translator = { translatorId: gone.id };
    await db.db
      .update(schema.translations)
      .set(translator)
      .where(eq(schema.translations.processId, own.process.id));
    const system = await systemCalled(own, "owl");
    await db.db.insert(schema.documentRequests).values({
      id: own.deps.newId(),
      systemId: system.id,
      number: 1,
      component: "weights",
      wanted: "GONE-wish",
      recipient: "",
      askedBy: gone.id,
      askedAt: own.deps.now(),
      dueOn: "2099-01-01",
      state: "open",
    });
    await db.db.insert(schema.settledCells).values({
      systemId: system.id,
      draftId: draft.id,
      component: "weights",
      criterion: "use",
      value: "allowed",
      reason: "Because its licence says so.",
      settledBy: gone.id,
      settledAt: own.deps.now(),
    });

    value(await eraseAccount(own.deps, gone, true));

    const [translations, requests, settled] = await Promise.all([
      db.db
        .select({ texts: schema.translations.texts })
        .from(schema.translations)
        .where(eq(schema.translations.processId, own.process.id)),
      db.db.select().from(schema.documentRequests).where(eq(schema.documentRequests.systemId, system.id)),
      db.db.select().from(schema.settledCells).where(eq(schema.settledCells.systemId, system.id)),
    ]);
    expect(JSON.stringify([await told(), translations, requests, settled])).not.toContain("GONE");
    expect(JSON.stringify(translations)).toContain("Relue.");
    expect(settled).toMatchObject([{ reason: "Because its licence says so.", settledBy: null }]);
  });

  test("is a choice: without it the words stay, without a name", async () => {
    const own = await scenario(s.deps, { members: 1 });
    const gone = there(own.members.alpha[0]);
    const { draft } = await firstVersion(own, "All of it.");
    const comment = await commented(own, gone, draft, { body: "These words stay." });
    value(await eraseAccount(own.deps, gone));
    const [row] = await db.db.select().from(schema.comments).where(eq(schema.comments.id, comment.id));
    expect(row).toMatchObject({ authorId: null, body: "These words stay." });
  });
});

async function roundOf(id: Scenario["process"]["id"] | string) {
  return (
    await db.db
      .select()
      .from(schema.rounds)
      .where(eq(schema.rounds.id, id as never))
  )[0];
}
