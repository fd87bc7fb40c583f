import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { there } from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { allIntents } from "./support/intents";
import { bodyIn, locationIn, statusIn, visit } from "./support/routes";
import { stored } from "./support/stored";
import { buildWorld, type World } from "./support/world";

let db: TestDb;
let world: World;
beforeAll(async () => {
  db = await testDb();
  world = await buildWorld(db);
});
afterAll(() => db.close());

const place = { role: "participant", workgroup: "", campaign: "", language: "en" };
const people = Array.from({ length: 40 }, (_, n) => `person-${n}@example.org,Person ${n}`).join("\n");
const passages = Array.from({ length: 40 }, (_, n) => `Somebody: Sentence ${n} of what was said.`).join(
  "\n\n",
);

/** A form that each of them reads, of what is much more than a word. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "translation/glossary.tsx readPaste": { csv: "term,language,wanted\nopen data,es,datos abiertos" },
  "components/manage.components.tsx readPaste": { csv: "name,category\nA new part,data" },
  "drafts/manage.draft.import.tsx read": { markdown: "# Another text\n\nAll of it is open." },
  "results/manage.compilation.tsx readReference": {
    source: "A source",
    csv: "component,level\nweights,required",
  },
  "reviews/system.review.tsx read": { draft: "0.1", csv: "component,criterion,value\nweights,use,met" },
  "townhalls/manage.townhall.tsx readTranscript": {
    language: "en",
    transcript: passages,
    reason: "",
    notNames: "",
  },
  "votes/manage.round.ballots.tsx read": {
    csv: "voter,component,criterion,choice\nSeat 1,weights,use,required",
  },
  "votes/manage.round.tsx readSeats": { csv: "voter\nSeat 1" },
  "workgroups/manage.people.tsx preview": { ...place, csv: `email,name\n${people}` },
};

describe("A form that only shows how something was read", () => {
  test("stores nothing, also where a browser sends it by itself and its page is loaded again", async () => {
    const previews = (await allIntents()).filter(({ isPreview }) => isPreview);
    expect(previews.map(({ file, name }) => `${file} ${name}`).sort()).toEqual(Object.keys(forms).sort());
    const before = await stored(db);
    for (const { file, name } of previews) {
      // A review is filled in by its reviewer.
      const person = file === "reviews/system.review.tsx" ? world.s.participant : world.s.organizer;
      const asked = {
        deps: world.deps,
        person,
        params: world.params,
        accept: "text/html",
      };
      const once = `${person.id}.a-key-of-${name}`;
      const form = { intent: name, once, ...there(forms[`${file} ${name}`]) };
      const answers = [
        await visit(file, "action", { ...asked, form }),
        await visit(file, "action", { ...asked, form }),
      ];
      // Taken, or refused with its reason: never led away from what it shows.
      expect(answers.map(locationIn), file).toEqual([null, null]);
      expect(new Set(answers.map(statusIn)).size, file).toBe(1);
      expect([200, 400, 409], file).toContain(statusIn(there(answers[0])));
      const [first, second] = await Promise.all(answers.map(bodyIn));
      expect(second, file).toEqual(first);
    }
    expect(await stored(db)).toEqual(before);
  });
});
