import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allIntents } from "~tests/http/support/intents";
import { takenBack, ways } from "./takenBack";

const intents = await allIntents();
/** Every intent with the way that is said of it: "FILE NAME WAY". */
const said = Object.entries(takenBack).flatMap(([file, byWay]) =>
  Object.entries(byWay).flatMap(([way, names]) => names.split(" ").map((name) => ({ file, name, way }))),
);
const of = (way: keyof typeof ways) => said.filter((one) => one.way === way);
const featureOf = (file: string) => file.slice(0, file.indexOf("/"));
const pageOf = (file: string) => readFileSync(`app/features/${file.replace("/", "/pages/")}`, "utf8");
const allOf = (feature: string) =>
  readdirSync(`app/features/${feature}`, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => readFileSync(`app/features/${feature}/${path}`, "utf8"))
    .join("\n");

describe("what becomes of a slip", () => {
  test("is said of every intent once, and of none that there is not", () => {
    const named = ({ file, name }: { file: string; name: string }) => `${file} ${name}`;
    expect(said.map(named).sort()).toEqual(intents.map(named).sort());
  });

  test("what can be undone is answered with what undoes it, and a page offers that", () => {
    const without = of("undone").filter(({ file, name }) => {
      const around = allOf(featureOf(file)) + allOf("comments");
      const isOffered = [...around.matchAll(/<Undo\s+acts=\{\{([^}]*)\}\}/g)].some(([, acts = ""]) =>
        new RegExp(`\\b${name}: `).test(acts),
      );
      const isAnswered = new RegExp(`\\b${name}: (intent|onThread|moderating)\\(`).test(around);
      return !isOffered || !isAnswered || !around.includes("undoneBy(");
    });
    expect(without).toEqual([]);
  });

  test("what can be undone says once that it was done: with the offer to undo it", () => {
    const twice = readdirSync("app/features", { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".tsx"))
      .flatMap((path) => {
        const text = readFileSync(`app/features/${path}`, "utf8");
        const offered = [...text.matchAll(/<Undo\s+acts=\{\{([^}]*)\}\}/g)].flatMap(([, acts = ""]) =>
          [...acts.matchAll(/\b(\w+): /g)].map(([, name = ""]) => name),
        );
        return offered
          .filter((name) => text.includes(`<Saved intent="${name}"`))
          .map((name) => `${path} ${name}`);
      });
    expect(twice).toEqual([]);
  });

  test("what asks first has a page that says what will be", () => {
    const page = /<(ActPage|ConfirmedActPage|SealingAct)\b/;
    const asking = [...new Set(of("asks").map(({ file }) => file))];
    // Publishing a version has a list of what is owed before it.
    expect(asking.filter((file) => !page.test(pageOf(file)))).toEqual(["release/manage.publish.tsx"]);
  });

  test("each way is taken by some", () => {
    expect(Object.keys(ways).filter((way) => !said.some((one) => one.way === way))).toEqual([]);
  });
});
