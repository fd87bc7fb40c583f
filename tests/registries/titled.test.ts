import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";
import { testTranslator } from "~tests/support/testDeps";

/** Plans have no title, and a comment is called by its number on a version. */
const untitled = /^todo\.plan-|\{\{(label|comment)\}\}/u;

type Words = { readonly [key: string]: string | Words };
const flat = (words: Words, path = ""): (readonly [string, string])[] =>
  Object.entries(words).flatMap(([name, word]) =>
    typeof word === "string" ? [[path + name, word] as const] : flat(word, `${path}${name}.`),
  );
const wordsIn = (language: string, file: string) =>
  flat(JSON.parse(readFileSync(new URL(`../../locales/${language}/${file}.json`, import.meta.url), "utf8")));

test.each(languages)(
  "what has a title is called by it in %s, and by no number alone, wherever people are told of it",
  (lng) => {
    const told = wordsIn(lng, "notices").filter(([key]) => /^(sentence|confirms|todo)\./u.test(key));
    expect(told.length).toBeGreaterThan(100);
    const titled = told.filter(([key]) => /^(sentence|confirms|todo\..*\.title)/u.test(key));
    const bare = titled.filter(
      ([key, text]) =>
        text.includes("{{number}}") && !text.includes("{{title}}") && !untitled.test(`${key} ${text}`),
    );
    expect(bare).toEqual([]);
  },
);

test("a sentence that is said without one of its values fails the test that says it", () => {
  const t = testTranslator("en");
  expect(() => t("notices:sentence.round-closed", { number: 3 })).toThrow("{{title}}");
  expect(t("notices:sentence.round-closed", { number: 3, title: "A vote" })).toContain("A vote");
});
