import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { languages } from "~/kernel/language/languages";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
type Words = { readonly [key: string]: string | Words };
const english = (file: string) => JSON.parse(read(`locales/en/${file}.json`)) as Words;
const at = (words: Words, key: string) =>
  key
    .split(".")
    .reduce<Words | string>((inner, part) => (typeof inner === "string" ? "" : (inner[part] ?? "")), words);
const said = (file: string, key: string) => String(at(english(file), key));

describe("What pages say is so", () => {
  test("the rule of two clusters is said to be of least squares, as it is", () => {
    const words = read("locales/en/votes.json");
    expect(words).toContain("least squares");
    expect(words).not.toMatch(/widest gap/i);
  });

  test("a rule with a score that is no whole number is told so, and not only that something is missing", () => {
    expect(said("errors", "rule.shape")).toContain("no whole number");
  });

  test("a link that was used is not said to be old, and one that is old not to be used", () => {
    for (const code of ["already_used", "link_used"]) {
      expect(said("errors", `code.${code}`)).not.toBe("");
      expect(said("errors", `code.${code}`)).not.toContain("minutes");
    }
    expect(said("errors", "code.link_expired")).not.toContain("used");
  });

  test("programs that send an unknown parameter are told so, and of no marked fields", () => {
    expect(said("errors", "code.parameter_unknown")).not.toBe("");
    expect(said("errors", "code.parameter_unknown")).not.toContain("marked fields");
  });

  test("one of something is not said in the plural, and no key of a reaction is shown in place of its word", () => {
    for (const language of languages) {
      const reactions = at(JSON.parse(read(`locales/${language}/comments.json`)) as Words, "reaction");
      for (const word of Object.values(reactions as Words))
        expect(word).not.toMatch(/reaction\.|^(up|down) \d/);
    }
    const all =
      read("locales/en/approvals.json") + read("locales/en/release.json") + read("locales/en/rounds.json");
    expect(all).not.toMatch(/_one": "[^"]*\{\{count\}\} (positions|gates|people|ballots|comments)\b/);
  });

  test("the feed of questions and answers has the name by which it is read", () => {
    const documented = read("docs/record.md");
    expect(documented).toMatch(/faq/);
    expect(documented).not.toMatch(/feeds\/questions/);
  });

  test("who has cast nothing is not told that what they cast stands", () => {
    expect(said("errors", "code.round_closed")).toContain("that you had cast before");
  });

  test("a group is counted, and its name is not made the subject of a plural", () => {
    expect(read("locales/en/representation.json")).not.toMatch(/\{\{(name|group|title)\}\} are\b/);
  });

  test("no gate is said to be one of the one that there is", () => {
    expect(read("locales/en/release.json")).not.toMatch(/\{\{\w+\}\} of the \{\{\w+\}\}/);
  });

  test("to change a topic's words is not called a proposed wording", () => {
    expect(said("comments", "editIt")).toBe("Edit");
    expect(read("locales/en/threads.json")).not.toMatch(/proposed wording/i);
  });
});
