import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "~db/client";
import * as schema from "~db/schema";
import { type Person, there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { allIntents, fieldsOf, formFor, type OfferedIntent } from "./support/intents";
import { formThatWasGood } from "./support/later/fieldForms";
import { fieldsThatName, namedIn, things } from "./support/later/fields";
import { overAnswers } from "./support/later/overAnswers";
import type { Later } from "./support/later/states";
import { type Over, overThings, replacedVersion } from "./support/later/things";
import { bodyIn, locationIn, visit } from "./support/routes";
import { stored } from "./support/stored";
import { buildWorld, type World } from "./support/world";

type Place = { readonly world: World; readonly db: Db; readonly over: Over };
type Row = { readonly file: string; readonly name: string; readonly field: string; readonly answer: string };

const intents = await allIntents();
const dbs: TestDb[] = [];
const places = new Map<string, Place>();
beforeAll(async () => {
  for (const build of [overThings, replacedVersion]) {
    const db = await testDb();
    dbs.push(db);
    const world = await buildWorld(db);
    for (const [state, over] of Object.entries(await build(world)))
      places.set(state, { world, db: db.db, over });
  }
});
afterAll(() => Promise.all(dbs.map((db) => db.close())));

class Undone extends Error {}

/** Runs something, and takes back whatever it stored. */
async function apart<T>(db: Db, run: (tx: Db) => Promise<T>): Promise<T> {
  const done: T[] = [];
  const isUndone = await db
    .transaction(async (tx) => {
      done.push(await run(tx));
      throw new Undone();
    })
    .catch((error: unknown) => error instanceof Undone || Promise.reject(error));
  expect(isUndone).toBe(true);
  return there(done[0]);
}

/** All that is stored, but for what the log of the record notes of rows by itself, whatever is asked. */
const storedByActs = async (db: Db) =>
  Object.fromEntries(
    Object.entries(await stored({ db })).filter(([name]) => !/^record(Entries|Rows|Sweeps|Logs)$/.test(name)),
  );

/** Who may ask for something: the one whose it is, where it is somebody's. */
function whoAsks({ world: { s }, over }: Place, { file, needs }: OfferedIntent): Person {
  const own = !over.only || over.only.test(file) ? over.by : undefined;
  const need = needs.at(-1);
  if (need === "organizer" || need === "moderator") return own && over.runs ? own : s.organizer;
  if (own) return own;
  return need === "facilitator" ? s.facilitator : s.participant;
}

/** What somebody is answered who asks for it, and whether anything is stored afterwards that was not before. */
function send(place: Place, { file, name, field }: Row): Promise<{ answer: string; isStored: boolean }> {
  const { world, over } = place;
  const { s } = world;
  const one = there(intents.find((intent) => intent.file === file && intent.name === name));
  const params = { ...world.params, ...over.params };
  const later: Later = { s, part: "draft", params };
  const filler = { id: crypto.randomUUID(), text: "Words", number: "1" };
  const form = formThatWasGood(`${file} ${name}`, later) ?? formFor(one.schema, filler);
  const named = typeof over.named === "string" ? over.named : over.named(file);
  return apart(place.db, async (db) => {
    const person = whoAsks(place, one);
    await db.delete(schema.limits);
    const before = await storedByActs(db);
    const asked = { deps: { ...s.deps, db }, person, params };
    const got = await visit(file, "action", { ...asked, form: { intent: name, ...form, [field]: named } });
    const isStored = JSON.stringify(await storedByActs(db)) !== JSON.stringify(before);
    if (locationIn(got) !== null) return { answer: "done", isStored };
    const body = (await bodyIn(got)) as { ok?: boolean; code?: string; error?: { code?: string } };
    const answer = body.ok ? "done" : (body.error?.code ?? body.code ?? JSON.stringify(body));
    return { answer, isStored };
  });
}

const rowsOf = (state: string): Row[] =>
  Object.entries(overAnswers[state] ?? {}).flatMap(([file, byAnswer]) =>
    Object.entries(byAnswer).flatMap(([answer, list]) =>
      list.split(/\s+/).map((one) => {
        const [name = "", field = ""] = one.split(".");
        return { file, name, field, answer };
      }),
    ),
  );

test("every field of every form is known by what it names, or names nothing that can be over", () => {
  const unknown = intents.flatMap((one) =>
    fieldsOf(one.schema)
      .filter((field) => namedIn(one, field) === undefined)
      .map((field) => `${one.file} ${one.name} ${field}`),
  );
  expect(unknown).toEqual([]);
});

test("everything that a form can name is there after its end", () => {
  const known = [...places.values()].map(({ over }) => over.thing);
  expect(things.filter((thing) => !known.includes(thing))).toEqual([]);
  expect([...places.keys()].sort()).toEqual(Object.keys(overAnswers).sort());
});

describe.each(Object.keys(overAnswers))("Of %s", (state) => {
  test("everything that can be asked for is in the table", () => {
    const { over } = there(places.get(state));
    const offered = intents.flatMap((one) =>
      fieldsThatName(over.thing, one).map((field) => `${one.file} ${one.name} ${field}`),
    );
    expect(
      rowsOf(state)
        .map(({ file, name, field }) => `${file} ${name} ${field}`)
        .sort(),
    ).toEqual(offered.sort());
  });

  test("what is over is refused with its reason and leaves nothing, and what may still be done is done", async () => {
    const place = there(places.get(state));
    const got = [];
    for (const row of rowsOf(state)) {
      const { answer, isStored } = await send(place, row);
      got.push({ ...row, answer });
      if (answer !== "done") expect({ ...row, isStored }).toEqual({ ...row, isStored: false });
    }
    expect(got).toEqual(rowsOf(state));
  });
});
