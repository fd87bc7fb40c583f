import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Jobs that do one thing, which is done or not as a whole, and why. */
const ofOnePiece: Readonly<Record<string, string>> = {
  forgetExpired: "deletes by a few statements, each of which can be repeated",
  forgetUnconfirmed: "deletes by one statement",
  forgetRenderings: "deletes by one statement",
  storeRenderings: "stores by one statement what can be made again",
};

const jobs = readdirSync("app/features").flatMap((feature) => {
  const file = `app/features/${feature}/registrations/jobs.server.ts`;
  const imported = /^import \{ ([^}]+) \} from "~\/([^"]+)";$/gm;
  return [...source(file).matchAll(imported)].flatMap(([, names = "", path = ""]) =>
    names.split(", ").map((name) => ({ name, file: `app/${path}.ts` })),
  );
});

function source(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

test("Every job that does something with each of many goes on with the others where it fails with one", () => {
  const bare = jobs.filter(({ file }) => !/\b(eachAlone|alone|severalAtOnce)\(/.test(source(file)));
  expect(bare.map(({ name }) => name).sort()).toEqual(Object.keys(ofOnePiece).sort());
  expect(jobs.length).toBeGreaterThan(20);
});
