import { eq, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { giveEndorsement } from "~/features/endorsements/services/give/giveEndorsement.server";
import { answeredFor } from "~/http/sent/sentOnce.server";
import * as schema from "~db/schema";
import { commented, firstVersion, saying } from "~tests/support/comments";
import { behindLink, endorsable, formOf, tokenTo } from "~tests/support/endorsements";
import { type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";
import { begunMeeting } from "~tests/support/townhalls";
import { pageOf } from "./support/page";
import { bodyIn, locationIn, type Params, statusIn, visit } from "./support/routes";

let db: TestDb;
let s: Scenario;
let forms: readonly Sent[];

/** A form that makes something new each time it is carried out. */
type Sent = {
  readonly file: string;
  readonly params: Params;
  readonly person: Person;
  readonly form: Readonly<Record<string, string>>;
};

beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 0 });
  const { draft } = await firstVersion(s, "All data is open.");
  const { id: comment } = await commented(s, s.participant, draft);
  const meeting = await begunMeeting(s);
  const { clause: _, speaksAs: __, readIn: ___, ...said } = saying();
  const texts = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, String(value)]));
  const at = { process: s.process.slug };
  const words = { language: "en", text: "Write it", body: "It is so." };
  forms = [
    {
      file: "discussion/comment.tsx",
      params: { ...at, comment },
      person: s.participant,
      form: { intent: "reply", language: "en", body: "It is so." },
    },
    {
      file: "discussion/draft.tsx",
      params: { ...at, draft: draft.label },
      person: s.participant,
      form: { intent: "comment", ...texts, clause: "", speaksAs: "" },
    },
    {
      file: "townhalls/manage.townhall.tsx",
      params: { ...at, townhall: String(meeting.number) },
      person: s.organizer,
      form: {
        intent: "outcome",
        id: "",
        kind: "action",
        language: words.language,
        text: words.text,
        owner: "",
        due: "",
        done: "no",
      },
    },
    {
      file: "records/manage.records.tsx",
      params: at,
      person: s.organizer,
      form: {
        intent: "save",
        record: "",
        kind: "decision",
        date: "2031-01-01",
        title: "A record",
        body: words.body,
      },
    },
  ];
});
afterAll(() => db.close());

const keyOf = (person: Person, n: number) => `${person.id}.key-number-${n}`;
let keys = 0;
const send = ({ file, params, person, form }: Sent, once: string, more = {}, accept = "*/*") =>
  visit(file, "action", { deps: s.deps, person, params, form: { ...form, ...more, once }, accept });

/** How many rows each table has, but for what is not about the form. */
async function counts(): Promise<Record<string, number>> {
  const passing = [schema.sessions, schema.limits, schema.sentForms, schema.renderedTexts] as unknown[];
  const all = Object.entries(schema).filter(([, table]) => is(table, PgTable) && !passing.includes(table));
  const rows = await Promise.all(
    all.map(async ([name, table]) => [name, await db.db.$count(table as PgTable)] as const),
  );
  return Object.fromEntries(rows);
}

describe("a form that is sent again", () => {
  test("is stored once, whether it comes after its answer or at the same time, and is answered alike", async () => {
    for (const form of forms) {
      const once = keyOf(form.person, ++keys);
      const before = await counts();
      const first = await send(form, once);
      expect(statusIn(first), form.file).toBeLessThan(300);
      const stored = await counts();
      expect(stored, form.file).not.toEqual(before);
      const again = await send(form, once);
      expect(await bodyIn(again), form.file).toEqual(await bodyIn(first));
      expect(await counts(), form.file).toEqual(stored);
      // The same words under another key are meant to be there twice; at once they are stored once.
      const other = keyOf(form.person, ++keys);
      const all = await Promise.all(Array.from({ length: 5 }, () => send(form, other)));
      expect(new Set(all.map(statusIn)), form.file).toEqual(new Set([200]));
      const twice = await counts();
      for (const [table, count] of Object.entries(twice))
        expect(count - (stored[table] ?? 0), `${form.file}: ${table}`).toBeLessThanOrEqual(
          (stored[table] ?? 0) - (before[table] ?? 0),
        );
    }
  });

  test("with other words is refused: the first ones stand", async () => {
    const form = there(forms[0]);
    const once = keyOf(form.person, ++keys);
    await send(form, once);
    const stored = await counts();
    expect(statusIn(await send(form, once, { body: "It is not so." }))).toBe(409);
    expect(await counts()).toEqual(stored);
  });

  test("with other words at the same time is not told that these were stored", async () => {
    const form = there(forms[0]);
    const once = keyOf(form.person, ++keys);
    const before = await counts();
    const answers = await Promise.all(["One", "Other"].map((body) => send(form, once, { body })));
    expect(answers.map(statusIn).sort()).toEqual([200, 409]);
    expect((await counts()).comments).toBe((before.comments ?? 0) + 1);
  });

  test("after it was refused may be sent again under its key", async () => {
    const form = there(forms[0]);
    const once = keyOf(form.person, ++keys);
    expect(statusIn(await send(form, once, { body: "" }))).toBe(400);
    expect(statusIn(await send(form, once))).toBe(200);
  });

  test("with somebody else's key is not carried out, and the key of one is not that of another", async () => {
    const form = there(forms[0]);
    expect(statusIn(await send(form, keyOf(s.organizer, ++keys)))).toBe(409);
    const same = "the-very-same-key";
    const stored = await counts();
    await send(form, `${form.person.id}.${same}`);
    await send({ ...form, person: s.organizer }, `${s.organizer.id}.${same}`);
    expect((await counts()).comments).toBe((stored.comments ?? 0) + 2);
  });
});

describe("a form that a browser sends by itself", () => {
  test("leads on to a page that says what became of it and sends nothing when it is loaded again", async () => {
    for (const form of forms) {
      const answer = await send(form, keyOf(form.person, ++keys), {}, "text/html,*/*;q=0.8");
      expect(statusIn(answer), form.file).toBe(303);
      const to = new URL(there(locationIn(answer)), "http://here");
      expect(to.searchParams.get("answered"), form.file).toContain("key-number");
      const { intent } = form.form;
      expect(await answeredFor(s.deps, form.person, to), form.file).toMatchObject({ intent, ok: true });
      const other = form.person === s.organizer ? s.participant : s.organizer;
      expect(await answeredFor(s.deps, other, to)).toBeNull();
      expect(await answeredFor(s.deps, null, to)).toBeNull();
    }
  });

  test("leads a visitor on too, and whoever changes what belongs to no process", async () => {
    const deps = testDeps(db);
    const endorsed = await endorsable(deps);
    const given = formOf();
    value(await giveEndorsement(endorsed.deps, endorsed.process, given));
    const row = await behindLink(endorsed, given.email);
    const visitors = {
      file: "endorsements/endorsement.link.tsx",
      params: { process: endorsed.process.slug, token: tokenTo(deps, given.email) },
      person: null,
      form: { intent: "confirm", which: row.kind },
    };
    const settings = {
      file: "notices/notices.tsx",
      params: {},
      person: s.participant,
      form: { intent: "frequency", process: s.process.id, frequency: "daily" },
    };
    for (const { file, form, ...asked } of [visitors, settings]) {
      const sent = { ...asked, deps: endorsed.deps, form: { once: "", ...form }, accept: "text/html" };
      const answer = await visit(file, "action", sent);
      expect(statusIn(answer), file).toBe(303);
      const to = new URL(there(locationIn(answer)), "http://here");
      const { intent } = form;
      expect(await answeredFor(s.deps, asked.person, to), file).toMatchObject({ intent, ok: true });
      expect(await answeredFor(s.deps, s.organizer, to)).toBeNull();
      to.searchParams.set("answered", "0".repeat(32));
      expect(await answeredFor(s.deps, asked.person, to)).toBeNull();
      // A machine, or a script of the page, is answered where it asked.
      expect(statusIn(await visit(file, "action", { ...sent, accept: "*/*" })), file).not.toBe(303);
    }
  });

  test("and starts a process leads to that process, however often it is sent", async () => {
    const deps = testDeps(db, { settings: { ...s.deps.settings, founders: [s.organizer.email] } });
    const about = { title: "Another", summary: "", question: "Is it?", language: "en" };
    const form = { intent: "start", slug: "started-twice", ...about, template: "software-licence" };
    const start = (once: string) =>
      visit("overview/start-process.tsx", "action", {
        ...{ deps, person: s.organizer, accept: "text/html" },
        form: { ...form, once },
      });
    const once = keyOf(s.organizer, ++keys);
    const all = await Promise.all([start(once), start(once), start(once)]);
    for (const one of [...all, await start(once)]) expect(locationIn(one)).toBe("/p/started-twice/manage");
    const { processes } = schema;
    expect(await db.db.$count(processes, eq(processes.slug, "started-twice"))).toBe(1);
    expect(statusIn(await start(keyOf(s.organizer, ++keys)))).toBe(409);
  });

  test("and is refused stays on its page with what was typed", async () => {
    const form = there(forms[0]);
    const asked = { deps: s.deps, person: form.person, params: form.params };
    const answer = await send(
      form,
      keyOf(form.person, ++keys),
      { language: "no such language" },
      "text/html",
    );
    expect(statusIn(answer)).toBe(400);
    expect(await pageOf(form.file, asked, answer)).toContain("It is so.");
  });
});
