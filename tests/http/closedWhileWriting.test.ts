import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import { cancelTownhall } from "~/features/meetings/services/plan.server";
import { comments } from "~db/schema/comments";
import { begun, days, firstVersion, released, saying, written } from "~tests/support/comments";
import { type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testClock, testDeps } from "~tests/support/testDeps";
import { acting, begunMeeting, planned } from "~tests/support/townhalls";
import { pageOf } from "./support/page";
import { statusIn, visit } from "./support/routes";

let db: TestDb;
let s: Scenario;
let clock: ReturnType<typeof testClock>;
beforeAll(async () => {
  db = await testDb();
});
afterAll(() => db.close());
beforeEach(async () => {
  clock = testClock();
  s = await scenario(testDeps(db, { now: clock.now }), { members: 0 });
});

const body = "What I had in mind was longer than this.";
const formOf = (more: Record<string, string>) => {
  const { clause: _, speaksAs: __, ...said } = saying({ body });
  const texts = Object.entries(said).map(([name, value]) => [name, String(value)]);
  return { intent: "comment", speaksAs: "", ...Object.fromEntries(texts), ...more };
};

/** Sends the form of a page as it is without scripts, and gives the page that answers. */
async function sent(file: string, at: Record<string, string>, more: Record<string, string>) {
  const asked = {
    deps: s.deps,
    person: s.participant,
    params: { process: s.process.slug, ...at },
  };
  const answer = await visit(file, "action", { ...asked, form: formOf(more) });
  return { status: statusIn(answer), html: await pageOf(file, asked, answer) };
}
const formIn = (html: string) => there(html.split("<form").find((one) => one.includes(body)));

describe("a version that closes while somebody writes a comment", () => {
  test("leaves the words in the form, which sends them to where the passage stands in the newest version", async () => {
    const { draft, clauses } = await firstVersion(s, "All of the data is open.", "The code too.");
    const clause = there(clauses[0]);
    const next = await begun(s, "0.2");
    await written(s, next, "In front of it stands this.");
    await released(s, next);
    const passage = { clause, quote: "the data", start: "7", end: "15" };
    for (const file of ["discussion/draft.tsx", "discussion/clause.tsx"]) {
      const at = { draft: draft.label, ...(file.includes("clause") ? { clause } : {}) };
      const about = file.includes("clause") ? { clause } : { clause: "" };
      const { status, html } = await sent(file, at, about);
      expect(status).toBe(409);
      const form = formIn(html);
      expect(form).toMatch(/action="[^"]*\/drafts\/0\.2/);
      expect(form).toContain('name="readIn" value="0.1"');
    }
    const { status } = await sent(
      "discussion/clause.tsx",
      { draft: "0.2", clause },
      { ...passage, readIn: "0.1" },
    );
    expect(status ?? 200).toBeLessThan(400);
    const stored = (await s.deps.db.select().from(comments)).find((one) => one.body === body);
    expect(stored).toMatchObject({ clauseId: clause, anchor: { exact: "the data", start: 7 } });
  });

  test("leaves the words in the form where no version takes comments, with the way to a topic", async () => {
    const { draft, clauses } = await firstVersion(s, "All of the data is open.");
    const clause = there(clauses[0]);
    clock.forward(days(8));
    const at = { draft: draft.label, clause };
    const { status, html } = await sent("discussion/clause.tsx", at, { clause });
    expect(status).toBe(409);
    expect(formIn(html)).toContain(`/threads?about=clause:0.1:${clause}`);
    expect(formIn(html)).not.toContain('value="comment"');
  });

  test("takes no comment of a version that nobody could read, nor of words that never stood there", async () => {
    const { draft, clauses } = await firstVersion(s, "All of the data is open.");
    const clause = there(clauses[0]);
    const at = { draft: draft.label, clause };
    const file = "discussion/clause.tsx";
    expect((await sent(file, at, { clause, readIn: "9.9" })).status).toBe(404);
    await released(s, await begun(s, "0.2"));
    const madeUp = { clause, quote: "the moon", start: "7", end: "15", readIn: "0.1" };
    expect((await sent(file, { draft: "0.2", clause }, madeUp)).status).toBe(400);
  });
});

describe("a meeting that ends, or is called off, while somebody writes a question", () => {
  test.each([
    [
      "has ended",
      async (meeting: TownhallRow) => acting(s, meeting, s.organizer, "end", {}),
      "It has ended.",
    ],
    [
      "was called off",
      async (meeting: TownhallRow) => cancelTownhall(s.deps, s.organizer, s.process, meeting),
      "It will not be held",
    ],
  ])("shows the words again, and that it %s", async (state, over, why) => {
    const meeting = state === "has ended" ? await begunMeeting(s) : await planned(s);
    value(await over(meeting));
    const params = { process: s.process.slug, townhall: String(meeting.number) };
    const asked = { deps: s.deps, person: s.participant, params };
    const form = { intent: "ask", key: crypto.randomUUID(), language: "en", speaksAs: "", body };
    const answer = await visit("townhalls/townhall.tsx", "action", { ...asked, form });
    expect(statusIn(answer)).toBe(409);
    const html = await pageOf("townhalls/townhall.tsx", asked, answer);
    expect(html).toContain(why);
    expect(html).toContain(body);
  });
});
