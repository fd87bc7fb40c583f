import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDraft } from "~/features/drafts/services/createDraft.server";
import { findDraft } from "~/features/drafts/services/findDraft.server";
import { importDraft } from "~/features/drafts/services/inner/importDraft.server";
import { restrainedAddress } from "~/features/membership/services/restraints.server";
import { saveSystem } from "~/features/reviews/services/saveSystem.server";
import type { Need } from "~/kernel/access";
import * as schema from "~db/schema";
import { drafted, type Person, type Scenario, scenario, there, value } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { topicBy } from "~tests/support/threads";
import { planned } from "~tests/support/townhalls";
import { intentNeeds } from "./support/intentNeeds";
import { allIntents, anId, type Filler, formFor, likelyText, type OfferedIntent } from "./support/intents";
import {
  type Answer,
  addressOf,
  bodyIn,
  leave,
  locationIn,
  type Params,
  statusIn,
  visit,
} from "./support/routes";
import { stored } from "./support/stored";
import { buildWorld, type Role, roles, systemForm, type World } from "./support/world";

const intents = await allIntents();
const files = [...new Set(intents.map(({ file }) => file))];
const intentsOf = (file: string) => intents.filter((one) => one.file === file);
const needOf = ({ needs }: OfferedIntent) => there(needs.at(-1));

let db: TestDb;
let world: World;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
});
afterAll(() => db.close());
// What one person may do in a minute is not what is tried here.
beforeEach(() => db.db.delete(schema.limits));

/** Whom a need lets in, of the people of the world; the suspended person had every role. */
const admits: Readonly<Record<Need, readonly Role[]>> = {
  anyone: roles,
  "signed-in": roles.filter((role) => role !== "a visitor" && role !== "a suspended person"),
  speaker: roles.filter((role) => role !== "a visitor" && role !== "a suspended person"),
  participant: [
    "a participant",
    "a member",
    "a facilitator",
    "a member of the other workgroup",
    "a facilitator of the other workgroup",
    "a moderator",
    "an organizer",
  ],
  member: ["a member", "a facilitator", "an organizer"],
  seat: ["a member", "a facilitator"],
  facilitator: ["a facilitator", "an organizer"],
  moderator: ["a moderator", "an organizer"],
  organizer: ["an organizer"],
  founder: ["a founder"],
};

/** Somebody whom a need lets in. */
const admitted = (need: Need): Person | null =>
  world.people[need === "seat" ? "a member" : need === "founder" ? "a founder" : "an organizer"];

function send(
  { file, name }: OfferedIntent,
  person: Person | null,
  form: Record<string, string>,
  at?: Params,
) {
  return visit(file, "action", {
    deps: world.deps,
    person,
    params: { ...world.params, ...at },
    form: { intent: name, ...form },
  });
}

/** Whether what is asked for is not there in this world: seats of a demo, and what links of mails lead to. */
const isNotThere = ({ file, name }: OfferedIntent) =>
  name === "seat" || addressOf.get(file)?.includes(":t") === true;

/** Whether somebody was turned away at the door. */
async function isTurnedAway(answer: Answer): Promise<boolean> {
  const to = locationIn(answer);
  await leave(answer);
  return to?.includes("/sign-in") === true || [401, 403, 404].includes(statusIn(answer) ?? 0);
}

describe("what can be asked for", () => {
  test("is known, each with what it asks for", () => {
    const found: Record<string, Partial<Record<Need, string>>> = {};
    for (const one of intents) {
      const row = found[one.file] ?? {};
      const need = needOf(one);
      row[need] = row[need] ? `${row[need]} ${one.name}` : one.name;
      found[one.file] = row;
    }
    expect(found).toEqual(intentNeeds);
  });

  test.each(files)("on %s is refused to whoever may not, before anything else is looked at", async (file) => {
    for (const one of intentsOf(file))
      for (const role of roles) {
        const answer = await send(one, world.people[role], { unexpected: "x" });
        const isLetIn = one.needs.every((need) => admits[need].includes(role));
        if (!isLetIn) expect(await isTurnedAway(answer), `${one.name} by ${role}`).toBe(true);
        else if (!isNotThere(one)) {
          // A field that the form does not have is refused as well.
          expect(statusIn(answer), `${one.name} by ${role}`).toBe(400);
        }
      }
  });

  test("is not for whom moderators suspended from the discussion, where it is speaking", async () => {
    const person = there(world.people["a participant"]);
    const held = {
      processId: world.s.process.id,
      address: restrainedAddress(person.email),
      userId: person.id,
    };
    await db.db.insert(schema.restraints).values({ ...held, kind: "suspend" });
    for (const one of intents.filter((one) => one.needs.includes("speaker"))) {
      const answer = await send(one, person, { unexpected: "x" });
      expect(statusIn(answer), `${one.file} ${one.name}`).toBe(403);
    }
    await db.db.delete(schema.restraints);
  });
});

/** Values that somebody sends who tries what happens. */
const odd = [
  "",
  "1.5",
  "99999999999",
  "1e0",
  "0x3",
  "-1",
  "0000-01-01",
  "constructor",
  "__proto__",
  "0.1:xyz",
  "draft:0.1:xyz",
  "a\u0000b",
];

describe("what nobody types", () => {
  test.each(files)("into the forms of %s is answered, and breaks nothing", async (file) => {
    for (const one of intentsOf(file)) {
      await db.db.delete(schema.limits);
      for (const text of odd) {
        const filler = { id: crypto.randomUUID().toUpperCase(), text, number: text };
        const form = formFor(one.schema, filler);
        const nested = Object.fromEntries(Object.keys(form).map((name) => [`${name}.${text}.keys`, text]));
        for (const fields of text === "constructor" ? [form, nested] : [form]) {
          const answer = await send(one, admitted(needOf(one)), fields);
          expect(statusIn(answer) ?? 500, `${one.name} with ${JSON.stringify(fields)}`).toBeLessThan(500);
          await leave(answer);
        }
      }
    }
  });
});

describe("an organizer of one process, with ids of another", () => {
  let other: Scenario;
  let at: Params;
  let ids: string[];

  beforeAll(async () => {
    world = await buildWorld(await freshDb());
    other = await scenario(world.deps, { members: 1 });
    const round = await drafted(other);
    await createDraft(other.deps, other.organizer, other.process, "0.1");
    const draft = there(await findDraft(other.deps, other.process, "0.1", true));
    value(await importDraft(other.deps, other.organizer, draft, { markdown: "## One\n\nText." }, new Map()));
    const townhall = await planned(other);
    const topic = await topicBy(other, other.participant, { title: "A topic" });
    const system = { ...systemForm("theirs"), was: null, links: [], workgroup: null };
    value(await saveSystem(other.deps, other.organizer, other.process, "en", system));
    at = {
      process: other.process.slug,
      ...{ workgroup: other.alpha.key, round: String(round.number), draft: "0.1", system: "theirs" },
      ...{ townhall: String(townhall.number), thread: String(topic.number) },
    };
    ids = await idsOfWorld();
    people = (await db.db.select().from(schema.users)).map(({ email }) => email).join("\n");
  });

  /** Ids of what the world has: one of every table, and nobody who takes part in the other process. */
  async function idsOfWorld(): Promise<string[]> {
    const members = await db.db.select().from(schema.processMembers);
    const theirs = members.filter(({ processId }) => processId === other.process.id);
    const not = [other.process.id, ...theirs.map(({ userId }) => userId)];
    const rows = Object.values(await stored(db)).map((table) =>
      table.filter((row) => !not.some((id) => row.includes(id))).slice(0, 1),
    );
    const found = rows.flat().flatMap((row) => {
      const { id } = JSON.parse(row) as { id?: unknown };
      return typeof id === "string" && /^[0-9a-f-]{36}$/.test(id) ? [id] : [];
    });
    return [...new Set([...found, world.s.alpha.id])];
  }

  /** What a form is known by when it comes again is made up anew. */
  const withId = (form: Readonly<Record<string, string>>, id: string) =>
    Object.fromEntries(
      Object.entries(form).map(([name, text]) => [
        name,
        text.replaceAll(anId, name === "key" ? crypto.randomUUID() : id),
      ]),
    );

  const isOfId = (form: Readonly<Record<string, string>>, name: string) =>
    Object.entries(form).some(
      ([field, text]) => (field === name || field.startsWith(`${name}.`)) && text.includes(anId),
    );

  /** A form in which nothing is wrong but its ids: what is refused for something else says nothing of those. */
  async function filledIn(one: OfferedIntent): Promise<Record<string, string>> {
    // A list is pasted as it is: nobody has said yet what its columns and words mean.
    let form = Object.fromEntries(
      Object.entries(formFor(one.schema, blank)).filter(([name]) => !/^(columns|meanings)\./.test(name)),
    );
    const tried = new Map<string, number>();
    for (;;) {
      await db.db.delete(schema.limits);
      const answer = await send(one, other.organizer, withId(form, crypto.randomUUID()), at);
      const said = (await bodyIn(answer)) as { error?: { code: string; fields?: object } } | null;
      const error = said?.error;
      const wrong =
        error?.code === "invalid"
          ? Object.keys(error.fields ?? {}).filter((name) => !isOfId(form, name))
          : [];
      const next = wrong.filter(
        (name) => form[name] !== undefined && (tried.get(name) ?? 0) < candidates.length,
      );
      if (next.length === 0) {
        if (wrong.length > 0) unfilled.push(`${one.file} ${one.name} ${wrong.join(" ")}`);
        return form;
      }
      for (const name of next) {
        const at = tried.get(name) ?? 0;
        tried.set(name, at + 1);
        form = { ...form, [name]: candidates[at] as string };
      }
    }
  }
  const unfilled: string[] = [];
  const candidates = ["1", "", "0", "a-name", "0.1", "2031-01-01", "net-mean", "yes"];

  // How one wants to be told of a process is one's own, wherever one takes part.
  const others = files.filter((file) => file !== "notices/notices.tsx");

  test.each(others)("touches nothing by %s, and learns nothing", async (file) => {
    const before = await stored(db);
    const mine = [other.process.id, other.process.slug, other.organizer.id];
    const named = ({ schema: shape }: OfferedIntent) =>
      Object.values(formFor(shape, blank)).some((text) => text.includes(anId));
    for (const one of intentsOf(file).filter(named)) {
      const form = await filledIn(one);
      const answerTo = async (id: string) => {
        await db.db.delete(schema.limits);
        const answer = await send(one, other.organizer, withId(form, id), at);
        const said = (await bodyIn(answer)) as { readonly ok?: boolean; readonly error?: unknown } | null;
        const shown = one.isPreview ? said : [said?.ok, said?.error];
        return JSON.stringify([statusIn(answer), shown]).replaceAll(id, anId);
      };
      // What another process has is answered like what is nowhere, so that whoever asks learns nothing of it.
      const nowhere = await answerTo(crypto.randomUUID());
      for (const id of ids) expect(await answerTo(id), `${one.name} with ${id}`).toBe(nowhere);
    }
    const after = await stored(db);
    for (const [table, rows] of Object.entries(after)) {
      const known = new Set(before[table]);
      const left = new Set(rows);
      const gone = (before[table] ?? []).filter(
        (row) => !left.has(row) && !mine.some((id) => row.includes(id)),
      );
      const added = rows.filter((row) => !known.has(row) && ids.some((id) => row.includes(id)));
      expect({ table, gone, added }).toEqual({ table, gone: [], added: [] });
    }
  });

  test("is refused for those ids, and for nothing else that is in its forms", () => {
    expect(unfilled).toEqual([]);
  });
});

/** Everybody of the world, as a list that somebody pastes. */
let people = "";
const blank: Filler = {
  id: anId,
  text: "Words",
  number: "1",
  key: "0",
  textFor: (name) => (name === "csv" ? people : likelyText(name)),
};

async function freshDb(): Promise<TestDb> {
  await db.close();
  db = await testDb();
  return db;
}
