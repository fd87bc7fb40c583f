import { parse } from "csv-parse/sync";
import { eq, getTableColumns, getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { demoDomain } from "~/features/accounts/domain/demoDomain";
import { positionBallot } from "~/features/approvals/domain/position";
import { loadRecord } from "~/features/opendata/services/loadRecord.server";
import { writeRecord } from "~/features/opendata/services/writeRecord.server";
import { takeSnapshot } from "~/features/release/services/decide.server";
import type { BallotKind } from "~/features/rounds/domain/ballotKind";
import { verifyLog } from "~/features/rounds/domain/verify";
import { joinRoll } from "~/features/rounds/services/roll.server";
import { examine } from "~/features/verification/services/examine.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { countAffiliated } from "~/features/workgroups/services/workgroups.server";
import type { Actor } from "~/platform/deps";
import { tableName } from "~/platform/publicRows/readTable.server";
import { notOfTheRecord, recordTables } from "~/registries/record.server";
import { rowsOf } from "~db/client";
import * as schema from "~db/schema";
import { demoSlug } from "~server/demo/seats";
import { bodyIn, visit } from "~tests/http/support/routes";
import { commented, firstVersion } from "~tests/support/comments";
import { demoDb } from "~tests/support/demoDb";
import { agreeing, type Files, memorySink, memorySource, tampered } from "~tests/support/memoryRecord";
import { closed, opened, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb, withoutGuards } from "~tests/support/testDb";
import { type TestDeps, testDeps } from "~tests/support/testDeps";

const tables = Object.values(schema).filter((one) => is(one, PgTable)) as PgTable[];
/** Long after everything of the demo, and the same for both. */
const now = () => new Date("2031-05-01T12:00:00Z");

let db: TestDb;
let deps: TestDeps;
const files: Files = new Map();
beforeAll(async () => {
  db = await demoDb();
  deps = testDeps(db);
  await enrich();
  deps = { ...deps, now };
  await writeRecord(deps, await processIn(deps), memorySink(files));
});
afterAll(() => db.close());

async function processIn({ db: database }: TestDeps) {
  return there(
    (await database.select().from(schema.processes).where(eq(schema.processes.slug, demoSlug)))[0],
  );
}

/** A round that names its voters, with somebody on its roll; the demo has none. */
async function closeNamedRound() {
  const process = await processIn(deps);
  const person = async (key: string): Promise<Actor> => {
    const email = `${key}@${demoDomain}`;
    const [row] = await db.db.select().from(schema.users).where(eq(schema.users.email, email));
    return { id: there(row).id as Actor["id"], email, displayName: there(row).displayName, suspended: false };
  };
  const s = { deps, process, organizer: await person("organizer") } as unknown as Scenario;
  const open = { ...s, alpha: { id: "-" }, beta: { id: "-" } } as unknown as Scenario;
  const round = await opened(open, { workgroupId: null, attribution: "named", title: "Named" });
  value(await joinRoll(deps, await person("participant"), round));
  await closed(open, round);
}

/** What the demo does not have: a name that is shown, hidden words, answers, something in every private column. */
async function enrich() {
  const run = (text: string) => db.db.execute(sql.raw(text));
  await run("update townhalls set state = 'ended', ended_at = now() where state = 'live'");
  await run("delete from translations where state = 'draft'");
  await run(
    "update users set display_name = 'Named Person', affiliation = '=cmd()', shows_name = true where id = (select author_id from comments where author_id is not null order by number limit 1)",
  );
  await run(
    "update comments set hidden_at = now(), hidden_reason = 'off topic' where id = (select id from comments where hidden_at is null and kind = 'comment' and anchor is not null order by number desc limit 1)",
  );
  await run(
    "update comments set body = 'SECRET-hidden', proposal = 'SECRET-hidden' where hidden_at is not null",
  );
  await run(
    "insert into comment_versions select id, 1, 'SECRET-version', '', now() from comments where hidden_at is not null",
  );
  await run(
    "update endorsements set hidden_at = now(), hidden_reason = 'twice', name = 'SECRET-endorser', statement = 'SECRET-statement' where number in (2, 3)",
  );
  await run(
    "insert into moderation_actions (id, process_id, action, endorsement_id, user_id, reason, at) select gen_random_uuid(), process_id, 'hide', id, user_id, 'given twice', now() from endorsements where number in (2, 3)",
  );
  await run(
    "update endorsed_versions set answer = 'no' where endorsement_id in (select id from endorsements where number = 5)",
  );
  await run("update endorsements set name = 'SECRET-no' where number = 5");
  await run("update reviews set motivation = 'SECRET-motivation'");
  await run("update document_requests set recipient = 'SECRET-recipient'");
  await run("update hands set about = 'SECRET-about'");
  await run("update endorsements set declined_reason = 'SECRET-declined'");
  await withoutGuards(db.db, (tx) =>
    tx.execute(
      sql`update ballot_entries set submission_hash = 'SECRET-submission' where submission_hash is not null`,
    ),
  );
  await run("update users set stakeholder_groups = array['SECRET-group'], country = 'SECRET-country'");
  await run("update users set affiliation = 'SECRET-affiliation' where not shows_name");
  await run("update seats set organization = 'SECRET-organization'");
  await closeNamedRound();
  await run(
    "update seats set organization = 'Public Lab' where round_id in (select id from rounds where attribution = 'named')",
  );
  for (const [table, column] of [
    ["ballot_entries", "at"],
    ["seats", "added_at"],
    ["workgroup_members", "joined_at"],
  ])
    await withoutGuards(db.db, (tx) =>
      tx.execute(sql.raw(`update ${table} set ${column} = '2024-05-05T05:05:05.055Z'`)),
    );
  await run(
    "update workgroup_members set affiliated = true where user_id in (select user_id from workgroup_members order by user_id limit 3)",
  );
  await run(
    `insert into ballot_notes select log, index, repeat('a', 64), '{"weights": "Nothing runs without them."}' from ballot_entries where kind = 'cast' and log not like '%approval%' order by log, index limit 1`,
  );
  await run("update seats set user_id = null where user_id in (select id from users where shows_name)");
  await run(
    `insert into temperature_checks select gen_random_uuid(), id, '{"source": "en", "text": {"en": "Go on?"}}', '[{"text": {"en": "Yes"}}, {"text": {"en": "No"}}]', now(), now() from townhalls where state = 'ended'`,
  );
  await run(
    "insert into temperature_answers select c.id, u.id, 1, array['developer'] from (select id from temperature_checks order by id limit 2) c, (select id from users order by id limit 12) u on conflict do nothing",
  );
  await run(
    "insert into comment_reactions select c.id, u.id, 'agree' from (select id from comments where kind = 'comment' order by number limit 3) c, users u where u.shows_name and u.display_name <> '' on conflict do nothing",
  );
  await run(
    "update hands set user_id = (select id from users where display_name = 'Named Person') where state = 'spoken'",
  );
  await run(
    "insert into attendance select t.id, u.id, array['developer'], 'SN', now() from (select id from townhalls where state = 'ended' order by id limit 3) t, (select id from users order by id limit 20) u on conflict do nothing",
  );
}

const lines = (path: string) => there(files.get(path)).split("\n").filter(Boolean);
const rows = (name: string) => lines(`data/${name}.jsonl`).map((line) => JSON.parse(line));

describe("What leaves", () => {
  test("is said of every table, once", () => {
    const declared = [...recordTables.map(tableName), ...Object.keys(notOfTheRecord)];
    expect(declared.toSorted()).toEqual(tables.map(getTableName).toSorted());
    expect(new Set(recordTables.map(({ name }) => name)).size).toBe(recordTables.length);
  });

  test.each(recordTables.map((table) => [table.name, table] as const))(
    "is said of every column of %s",
    (_, { table, columns }) => {
      expect(Object.keys(columns).toSorted()).toEqual(Object.keys(getTableColumns(table)).toSorted());
    },
  );

  test("is not empty for any table that the demo fills", async () => {
    for (const table of recordTables) {
      const [all] = await rowsOf<{ n: number }>(db.db, sql`select count(*)::int as n from ${table.table}`);
      // The only earlier wording is of a comment that is hidden.
      if ((all?.n ?? 0) > 0 && table.name !== "comment-versions")
        expect(rows(table.name), table.name).not.toEqual([]);
    }
  });

  test("has nothing that is private", async () => {
    const all = [...files].map(([path, text]) => [path, text] as const);
    const people = await db.db.select().from(schema.users);
    const emails = await db.db.select({ email: schema.endorsements.email }).from(schema.endorsements);
    const salts = await db.db.select().from(schema.seatSalts);
    const hashes = await db.db.select({ hash: schema.endorsements.tokenHash }).from(schema.endorsements);
    const secrets = [
      "SECRET",
      // When somebody voted, got a seat or joined a workgroup.
      ":05.055",
      ...people.flatMap(({ id, email }) => [id, email]),
      ...emails.map(({ email }) => email),
      ...salts.map(({ salt }) => salt),
      ...hashes.map(({ hash }) => hash),
    ];
    expect(secrets.length).toBeGreaterThan(100);
    for (const [path, text] of all)
      for (const secret of secrets) expect(text.includes(secret), `${secret} in ${path}`).toBe(false);
  });

  test("has the organizations of a round that names its voters alone", () => {
    const named = new Set(
      rows("rounds").flatMap(({ id, attribution }) => (attribution === "named" ? [id] : [])),
    );
    expect(named.size).toBe(1);
    for (const { roundId, organization } of rows("roll"))
      expect(organization).toBe(named.has(roundId) ? "Public Lab" : null);
  });

  test("says how many of a workgroup are affiliated, and not who", () => {
    expect(Object.keys(there(rows("workgroup-members")[0]))).not.toContain("affiliated");
    const people = rows("figures").flatMap(({ subject, figures }) =>
      subject.startsWith("affiliated") ? [figures.people] : [],
    );
    expect(people.reduce((sum, one) => sum + one, 0)).toBe(3);
  });

  test("has the reasons of ballots, and those of objections as comments alone", () => {
    expect(rows("reasons").map(({ log }) => log)).toEqual(["open-source-ai-round-1"]);
    const objection = there(rows("comments").find(({ approvalId }) => approvalId));
    const beginning = objection.body.split("\n")[0];
    const elsewhere = [...files].filter(([path, text]) => !/comments/.test(path) && text.includes(beginning));
    expect(elsewhere.map(([path]) => path)).toEqual([]);
  });

  test("has no round that is open, and no version that is being written", async () => {
    const open = await db.db.select().from(schema.rounds).where(eq(schema.rounds.state, "open"));
    expect(open).not.toEqual([]);
    const ids = rows("rounds").map(({ id }) => id);
    for (const { id } of open) expect(ids).not.toContain(id);
    expect(rows("drafts").every(({ state }) => state !== "working")).toBe(true);
  });

  test("names a person alike everywhere where they agreed to it, and nobody else twice", () => {
    const person = there(rows("people").find(({ name }) => name === "Named Person"));
    const authors = rows("comments").flatMap(({ authorId }) => (authorId ? [authorId] : []));
    const organizers = new Set(rows("people").map(({ id }) => id));
    expect(authors).toContain(person.id);
    const others = authors.filter((id) => !organizers.has(id));
    expect(others.length).toBeGreaterThan(10);
    expect(new Set(others).size).toBe(others.length);
  });

  test("names nobody beside a comment with which they agree: pages do not either", () => {
    const people = new Set(rows("people").map(({ id }) => id));
    const reactions = rows("reactions").map(({ userId }) => userId);
    expect(reactions.length).toBeGreaterThan(2);
    expect(new Set(reactions).size).toBe(reactions.length);
    expect(reactions.filter((id) => people.has(id))).toEqual([]);
  });

  test("names nobody for what pages name nobody for: moderating, settling, deciding, editing", async () => {
    const run = (text: string) => db.db.execute(sql.raw(text));
    const named = "(select id from users where display_name = 'Named Person')";
    await run(`update dispositions set decided_by = ${named}`);
    await run(`update draft_clauses set edited_by = ${named}`);
    await run(`update reviews set decided_by = ${named}`);
    await run(`update board_snapshots set taken_by = ${named}`);
    const again: Files = new Map();
    await writeRecord(deps, await processIn(deps), memorySink(again));
    const { id } = there(rows("people").find(({ name }) => name === "Named Person"));
    const unnamed = ["dispositions", "clauses", "board-snapshots", "townhalls"];
    for (const name of unnamed) expect(there(again.get(`data/${name}.jsonl`)), name).not.toContain(id);
    const decided = there(again.get("data/reviews.jsonl")).split("\n").filter(Boolean);
    expect(decided.map((line) => JSON.parse(line).decidedBy)).not.toContain(id);
    expect(there(again.get("data/comments.jsonl"))).toContain(id);
    // From here on it is the record that others are held against.
    for (const [path, text] of again) files.set(path, text);
  });

  test("has ids of nameless people that only who knows a salt of the process can try out", async () => {
    const before = rows("reactions").map(({ userId }) => userId);
    const process = await processIn(deps);
    await db.db.update(schema.processes).set({ recordSalt: "another" });
    const again: Files = new Map();
    await writeRecord(deps, process, memorySink(again));
    await db.db.update(schema.processes).set({ recordSalt: process.recordSalt });
    for (const id of before) expect(there(again.get("data/reactions.jsonl"))).not.toContain(id);
    expect([...files.values()].some((text) => text.includes(process.recordSalt))).toBe(false);
  });

  test("has the words of nothing that is hidden, and why it is", () => {
    const hidden = rows("comments").filter(({ hiddenAt }) => hiddenAt);
    expect(hidden.map(({ body }) => body)).toEqual(hidden.map(() => ""));
    expect(hidden.map(({ hiddenReason }) => hiddenReason)).toContain("off topic");
    const endorsements = rows("endorsements").filter(({ hiddenAt }) => hiddenAt);
    expect(endorsements.map(({ name, hiddenReason }) => [name, hiddenReason])).toEqual([
      ["", "twice"],
      ["", "twice"],
    ]);
    const acts = rows("moderation").filter(({ reason }) => reason === "given twice");
    expect(acts.map(({ action, commentId }) => [action, commentId])).toEqual([
      ["hide", null],
      ["hide", null],
    ]);
    expect(acts.flatMap((act) => Object.keys(act))).not.toContain("endorsementId");
  });

  test("has no endorsement of who said no to every version that they were asked about", async () => {
    const said = await db.db.select().from(schema.endorsements).where(eq(schema.endorsements.number, 5));
    expect(said).toMatchObject([{ state: "listed", hiddenAt: null }]);
    const endorsed = new Set(rows("endorsed-versions").map(({ endorsementId }) => endorsementId));
    const listed = rows("endorsements").map(({ id }) => id);
    expect(listed.length).toBeGreaterThan(5);
    expect(listed.filter((id) => !endorsed.has(id))).toEqual([]);
    expect(rows("endorsements").map(({ number }) => number)).not.toContain(5);
  });

  test("has nothing of endorsements before their embargo ends, not even that one was hidden", async () => {
    const process = await processIn(deps);
    const under = { ...process, embargoUntil: new Date("2031-06-01T00:00:00Z") };
    const kept: Files = new Map();
    const embargo = (until: Date | null) =>
      db.db.update(schema.processes).set({ embargoUntil: until }).where(eq(schema.processes.id, process.id));
    await embargo(under.embargoUntil);
    try {
      await writeRecord(deps, under, memorySink(kept));
    } finally {
      await embargo(process.embargoUntil);
    }
    expect(there(kept.get("data/endorsements.jsonl"))).toBe("");
    expect(there(kept.get("data/moderation.jsonl"))).not.toContain("given twice");
  });
});

describe("The files of a record", () => {
  test("are the same when they are written again", async () => {
    const again: Files = new Map();
    await writeRecord(deps, await processIn(deps), memorySink(again));
    expect(again).toEqual(files);
  });

  test.each(recordTables.map(({ name }) => name))("have the same rows of %s for spreadsheets", (name) => {
    const table = parse(there(files.get(`csv/${name}.csv`)), { columns: true, relax_column_count: false });
    expect(table).toHaveLength(rows(name).length);
  });

  test("let nobody's spreadsheet run what somebody typed", () => {
    const cell = parse(there(files.get("csv/clauses.csv"))).flat();
    for (const one of cell) expect(/^[=+@\t\r]/.test(one), one).toBe(false);
  });

  test("have logs that can be verified from nothing else", () => {
    const logs = [...files.keys()].filter((path) => /^(rounds|approvals)\/.*\/entries\.jsonl$/.test(path));
    expect(logs.length).toBeGreaterThan(4);
    for (const path of logs) {
      const entries = lines(path).map((line) => JSON.parse(line));
      const name = JSON.parse(entries[0].entry).log;
      const kind: BallotKind = name.includes("-approval-") ? positionBallot : componentBallot;
      const { problems, closedAt } = verifyLog(name, entries, kind);
      expect([path, problems]).toEqual([path, []]);
      expect(closedAt).not.toBeNull();
    }
  });

  test("are explained, column by column", () => {
    const readme = there(files.get("README.md"));
    for (const table of recordTables) {
      expect(readme).toContain(`## ${table.name} (${rows(table.name).length} rows)`);
      for (const column of Object.keys(table.columns)) expect(readme).toContain(`| \`${column}\` |`);
    }
  });
});

describe("A record that is loaded elsewhere", () => {
  let other: TestDb;
  let there2: TestDeps;
  beforeAll(async () => {
    other = await testDb();
    there2 = { ...testDeps(other), now };
    value(await loadRecord(there2, memorySource(files), null));
  });
  afterAll(() => other.close());

  test("gives the same record, byte for byte", async () => {
    const again: Files = new Map();
    await writeRecord(there2, await processIn(there2), memorySink(again));
    for (const [path, text] of files) expect(again.get(path), path).toBe(text);
    expect([...again.keys()].toSorted()).toEqual([...files.keys()].toSorted());
  });

  test("verifies", async () => {
    expect((await examine(there2)).findings).toEqual([]);
  });

  test("can be from before deadlines were put off and counts were sealed: it is read as what it has", async () => {
    const [origin, older] = [await testDb(), await testDb()];
    try {
      const s = await scenario(testDeps(origin), { members: 1 });
      await closed(s, await opened(s));
      const made: Files = new Map();
      await writeRecord(s.deps, s.process, memorySink(made));
      const manifest = JSON.parse(made.get("manifest.json") as string);
      for (const name of ["deadline-extensions", "plans"]) {
        made.delete(`data/${name}.jsonl`);
        delete manifest.files[`data/${name}.jsonl`];
        delete manifest.rows[name];
      }
      made.set("manifest.json", JSON.stringify(manifest));
      const whole = made.get("data/rounds.jsonl") as string;
      made.set("data/rounds.jsonl", whole.replaceAll(',"plan":null', ""));
      expect(made.get("data/rounds.jsonl")).not.toBe(whole);
      const lacking = tampered(made, "data/records.jsonl", (text) => text);
      const stated = JSON.parse(lacking.get("manifest.json") as string);
      delete stated.files["data/records.jsonl"];
      lacking.set("manifest.json", JSON.stringify(stated));
      expect(await loadRecord(testDeps(older), memorySource(lacking), null)).toMatchObject({ ok: false });
      value(await loadRecord(testDeps(older), memorySource(agreeing(made)), null));
      const [round] = await older.db.select().from(schema.rounds);
      expect(round?.plan).toBeNull();
    } finally {
      await origin.close();
      await older.close();
    }
  });

  test("cannot be loaded twice", async () => {
    const again = await loadRecord(there2, memorySource(files), null);
    expect(again).toMatchObject({ ok: false, error: { code: "already_there" } });
  });

  test("counts as many of each workgroup as affiliated", async () => {
    const groups = await db.db.select({ id: schema.workgroups.id }).from(schema.workgroups);
    const ids = groups.map(({ id }) => id);
    const counted = await countAffiliated(db.db, ids);
    expect([...counted.values()].reduce((sum, one) => sum + one, 0)).toBe(3);
    expect(await countAffiliated(other.db, ids)).toEqual(counted);
  });

  test("has no person who can be written to", async () => {
    const people = await other.db.select().from(schema.users);
    expect(people.length).toBeGreaterThan(10);
    expect(people.filter(({ email }) => !/^imported\+.*@invalid$/.test(email))).toEqual([]);
  });

  const pages: [string, Record<string, string>][] = [
    ["components/components.tsx", {}],
    ["workgroups/workgroups.tsx", {}],
    ["votes/round.tsx", { round: "1" }],
    ["results/result.tsx", { result: "1" }],
    ["results/result.file.ts", { result: "1", file: "ballots.csv" }],
    ["drafts/drafts.tsx", {}],
    ["discussion/draft.tsx", { draft: "1.0" }],
    ["discussion/draftComments.tsx", { draft: "0.0.8" }],
    ["drafts/compare.tsx", { from: "1.0-RC1", to: "1.0" }],
    ["checklists/checklist.tsx", { checklist: "1" }],
    ["discussion/threads.tsx", {}],
    ["townhalls/townhalls.tsx", {}],
    ["townhalls/townhall.tsx", { townhall: "2" }],
    ["faq/faq.tsx", {}],
    ["records/records.tsx", {}],
    ["reviews/systems.tsx", {}],
    ["reviews/system.tsx", { system: "pythia" }],
    ["representation/people.tsx", {}],
    ["representation/thanks.tsx", {}],
    ["calls/calls.tsx", {}],
    ["approvals/approval.tsx", { approval: "1" }],
    ["approvals/approval.file.ts", { approval: "1", file: "result.json" }],
    ["release/snapshot.tsx", { snapshot: "1" }],
    ["endorsements/endorsements.tsx", {}],
    ["discussion/moderation.tsx", {}],
  ];
  test.each(pages)("shows the same on %s %j", async (file, params) => {
    const of = async (one: TestDeps, lang: string | undefined) => {
      const named = { process: demoSlug, ...params, ...(lang ? { lang } : {}) };
      return bodyIn(await visit(file, "loader", { deps: one, params: named }));
    };
    for (const lang of [undefined, "ar"]) {
      const here = await of(deps, lang);
      expect(here).toBeTruthy();
      expect(JSON.parse(JSON.stringify(await of(there2, lang)))).toEqual(JSON.parse(JSON.stringify(here)));
    }
  });
});

describe("A record that was tampered with", () => {
  const change = (name: string, find: string, put: string): Files =>
    tampered(files, `data/${name}.jsonl`, (text) => {
      expect(text).toContain(find);
      return text.replace(find, put);
    });
  const first = (name: string, field: string) => String(rows(name)[0][field]);

  const cases: [string, () => Files, object][] = [
    [
      "without a manifest",
      () => new Map([...files].filter(([path]) => path !== "manifest.json")),
      { code: "no_manifest" },
    ],
    [
      "without one of its files",
      () => new Map([...files].filter(([path]) => path !== "data/comments.jsonl")),
      { code: "changed", file: "data/comments.jsonl" },
    ],
    [
      "with a file that the manifest has otherwise",
      () => new Map([...files, ["data/moderation.jsonl", ""]]),
      { code: "changed", file: "data/moderation.jsonl" },
    ],
    [
      "with a line that is no JSON",
      () => tampered(files, "data/comments.jsonl", (text) => text.replace("\n", "\n{")),
      { code: "bad_row", file: "data/comments.jsonl", line: 2 },
    ],
    [
      "with a column too many",
      () => change("criteria", "{", '{"admin":true,'),
      { code: "bad_row", file: "data/criteria.jsonl", line: 1 },
    ],
    [
      "with a ballot that says something else",
      () =>
        tampered(files, "data/log-entries.jsonl", (text) =>
          text.replaceAll('\\"required\\"', '\\"optional\\"'),
        ),
      { code: "does_not_verify" },
    ],
    [
      "with another result",
      () =>
        tampered(files, "data/compilations.jsonl", (text) => text.replace(/"voters": ?\d+/, '"voters": 3')),
      { code: "does_not_verify" },
    ],
    [
      "with a version of another text",
      () => tampered(files, "data/clauses.jsonl", (text) => text.replace(/"body":"/, '"body":"Not ')),
      { code: "does_not_verify" },
    ],
    [
      "with a row that names nothing",
      () => change("agenda", first("agenda", "townhallId"), crypto.randomUUID()),
      { code: "bad_row", file: "data/agenda.jsonl" },
    ],
    [
      "with a version whose label leads out of the folder",
      () =>
        tampered(files, "data/drafts.jsonl", (text) =>
          text.replace(/"label":"[^"]+"/, '"label":"../../../x"'),
        ),
      { code: "bad_row", file: "data/drafts.jsonl", line: 1 },
    ],
    [
      "with a link that runs something",
      () =>
        tampered(files, "data/townhalls.jsonl", (text) =>
          text.replace(/"recordingUrl":"[^"]*"/, '"recordingUrl":"javascript:alert(1)"'),
        ),
      { code: "bad_row", file: "data/townhalls.jsonl" },
    ],
    [
      "with a gate of no kind",
      () => tampered(files, "data/gates.jsonl", (text) => text.replace(/"rule":\{[^}]*\}/, '"rule":{}')),
      { code: "bad_row", file: "data/gates.jsonl" },
    ],
    [
      "with a snapshot that says something else",
      () =>
        tampered(files, "data/board-snapshots.jsonl", (text) =>
          text.includes('"isMet": true')
            ? text.replace('"isMet": true', '"isMet": false')
            : text.replace('"isMet": false', '"isMet": true'),
        ),
      { code: "does_not_verify" },
    ],
    [
      "with an endorsement of another text",
      () =>
        tampered(files, "data/endorsed-versions.jsonl", (text) =>
          text.replace(/"draftHash":"[^"]+"/, `"draftHash":"${"0".repeat(64)}"`),
        ),
      { code: "does_not_verify" },
    ],
    [
      "with the same row twice",
      () => tampered(files, "data/records.jsonl", (text) => `${text}${text.split("\n")[0]}\n`),
      { code: "bad_row", file: "data/records.jsonl" },
    ],
  ];
  test.each(cases)("%s is not loaded, and nothing of it is kept", async (_, make, error) => {
    const empty = await testDb();
    try {
      const loaded = await loadRecord({ ...testDeps(empty), now }, memorySource(make()), null);
      expect(loaded).toMatchObject({ ok: false, error });
      for (const table of tables)
        expect(await empty.db.select().from(table), getTableName(table)).toEqual([]);
    } finally {
      await empty.close();
    }
  });

  test("cannot make somebody who is here say anything, or organize", async () => {
    const empty = await testDb();
    try {
      const victim = crypto.randomUUID();
      const one = { ...testDeps(empty), now };
      await empty.db
        .insert(schema.users)
        .values({ id: victim, email: "victim@example.org", createdAt: now() });
      const organizer = there(rows("people").find(({ role }) => role === "organizer")).id;
      const made = [...files].map(([path, text]) => [path, text.replaceAll(organizer, victim)] as const);
      const loaded = await loadRecord(one, memorySource(agreeing(new Map(made))), null);
      expect(loaded).toMatchObject({ ok: false, error: { code: "bad_row" } });
      expect(await empty.db.select().from(schema.processMembers)).toEqual([]);
    } finally {
      await empty.close();
    }
  });
});

describe("A record that reaches into another process", () => {
  let other: TestDb;
  let theirs: Scenario;
  let theirComment: string;
  let theirRound: string;
  beforeAll(async () => {
    other = await testDb();
    theirs = await scenario(testDeps(other), { members: 1 });
    theirRound = (await opened(theirs)).id;
    const { draft } = await firstVersion(theirs, "Their text.");
    theirComment = (await commented(theirs, theirs.organizer, draft, { body: "Theirs." })).id;
    value(
      await takeSnapshot(theirs.deps, theirs.organizer, theirs.process, {
        draft: draft.label,
        meeting: "A meeting",
      }),
    );
  });
  afterAll(() => other.close());

  const more = (name: string, change: object): Files =>
    tampered(files, `data/${name}.jsonl`, (text) => {
      const row = { ...JSON.parse(text.split("\n")[0] ?? ""), ...change };
      return `${text}${JSON.stringify(row)}\n`;
    });
  const snapshotOfTheirs = async () =>
    there((await other.db.select().from(schema.boardSnapshots))[0]).id as string;

  const cases: [string, () => Promise<Files> | Files, object][] = [
    [
      "with a gate of its",
      () => more("gates", { id: crypto.randomUUID(), processId: theirs.process.id }),
      { code: "bad_row", file: "data/gates.jsonl", why: expect.stringContaining("another process") },
    ],
    [
      "with a comment of its",
      () => more("comments", { id: crypto.randomUUID(), number: 9_001, processId: theirs.process.id }),
      { code: "bad_row", file: "data/comments.jsonl", why: expect.stringContaining("another process") },
    ],
    [
      "with a decision of its board",
      async () => more("decisions", { snapshotId: await snapshotOfTheirs() }),
      { code: "changed", file: "data/decisions.jsonl" },
    ],
    [
      "with figures of its",
      () =>
        tampered(
          files,
          "data/figures.jsonl",
          (text) =>
            `${text}${JSON.stringify({ figures: {}, processId: theirs.process.id, subject: "attendance" })}\n`,
        ),
      { code: "bad_row", file: "data/figures.jsonl" },
    ],
    [
      "with a comment below one of its",
      () =>
        tampered(files, "data/comments.jsonl", (text) =>
          text.replace(/"rootId":"[^"]+"/, `"rootId":"${theirComment}"`),
        ),
      { code: "bad_row", file: "data/comments.jsonl", why: "root_id: it names a row of another process" },
    ],
    [
      "with a result that counts a round of its",
      () =>
        tampered(files, "data/compilations.jsonl", (text) =>
          text.replace('"roundIds":[', `"roundIds":["${theirRound}",`),
        ),
      {
        code: "bad_row",
        file: "data/compilations.jsonl",
        why: "round_ids: it names a row of another process",
      },
    ],
    [
      "with rows that the manifest does not know",
      async () =>
        new Map([
          ...(await more("decisions", { snapshotId: await snapshotOfTheirs() })),
          ["manifest.json", there(files.get("manifest.json"))],
        ]),
      { code: "changed", file: "data/decisions.jsonl" },
    ],
  ];
  test.each(cases)("%s is not loaded, and changes nothing there", async (_, make, error) => {
    const all = async () =>
      Promise.all(tables.map(async (table) => [getTableName(table), await other.db.select().from(table)]));
    const before = await all();
    const loaded = await loadRecord({ ...theirs.deps, now }, memorySource(await make()), null);
    expect(loaded).toMatchObject({ ok: false, error });
    expect(await all()).toEqual(before);
  });

  test("is loaded without that, whatever is wrong in another process", async () => {
    await other.db.update(schema.rounds).set({ ruleHash: "wrong" });
    expect((await examine(theirs.deps)).findings).not.toEqual([]);
    value(await loadRecord({ ...theirs.deps, now }, memorySource(files), null));
  });
});
