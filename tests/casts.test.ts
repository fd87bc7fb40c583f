import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What a place and a need give to a handler, and what a transaction is, is said by types: nothing has to insist. */
const insisting = /\bas (unknown as )?(Db|Actor|\w*(Process|Round|Workgroup)Row)\b(?! \|)/g;

/** Casts that the compiler does not look at. They stand where a library's types say less than is so. */
const unchecked = /\bas (never|unknown as)\b/g;

/** Casts to one value of a list, or to a language: what is cast has nearly always a type that says it. */
const guessed = /\bas ("[^"]+"( \| "[^"]+")*|Language\b)/g;

/** Where nothing says it, and why not. */
const unsaid: Readonly<Record<string, string>> = {
  "app/ui/forms/problem.ts": "keys of words that schemas name, as texts",
  "app/features/live/ui/ActForm.tsx": "codes and fields as the socket answered",
  "app/features/townhalls/ui/townhall/LinkState.tsx": "a code as the socket gave it",
  "app/features/release/ui/Gates.tsx": "evidence of snapshots that were stored, whose words are texts",
  "app/features/reviews/ui/CellWords.tsx": "what was said in reviews and in comparisons that were stored",
  "app/features/reviews/ui/ReviewRow.tsx": "asked twice, once for whether there is something to say",
  "app/features/approvals/services/approvalPage.server.ts": "an approval is never compiled",
  "app/features/calls/pages/manage.calls.tsx": "the statement leaves out applications that were taken back",
  "app/features/reviews/pages/manage.systems.tsx":
    "the statement leaves out reviewers who took back their offer",
  "app/features/comments/ui/CommentCard.tsx": "reactions as a statement gathers them",
  "app/features/townhalls/ui/MeetingRecord.tsx": "regions are keys of an object of counts",
  "app/features/approvals/ui/approval/Result.tsx": "regions are keys of an object of counts",
  "app/features/overview/services/front/frontFacts.server.ts": "names of columns in a statement, no casts",
  "app/features/live/ui/Facts.tsx": "keys of an object of counts",
  "app/features/representation/contracts/representation.ts":
    "what an expression matched, or nothing, which is refused",
  "app/kernel/language/languages.ts": "keys of the list from which the type is made",
};

const filesOf = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  );

const matches = (files: readonly string[], pattern: RegExp) =>
  files.flatMap((file) =>
    [
      ...readFileSync(file, "utf8")
        .replace(/^ *(\*|\/\/|\/\*).*/gm, "")
        .matchAll(pattern),
    ].map(([cast]) => `${file}: ${cast}`),
  );

test("no code insists that a process, a round, a person or a database is there", () => {
  const files = filesOf("app", "db", "server");
  expect(files.length).toBeGreaterThan(500);
  const found = matches(files, insisting);
  expect(found).toEqual([]);
});

test("rules are typed throughout, and casts that nothing checks are few", () => {
  const rules = filesOf("app").filter((file) => /\/domain\/|^app\/kernel\//.test(file));
  expect(rules.length).toBeGreaterThan(100);
  expect(matches(rules, unchecked)).toEqual([]);
  expect(matches(filesOf("app", "db", "server"), unchecked).length).toBeLessThanOrEqual(24);
});

test("what has one of a list of values is typed so, and not cast", () => {
  const found = matches(filesOf("app", "db", "server"), guessed);
  expect(found.filter((one) => !Object.hasOwn(unsaid, one.split(":")[0] ?? ""))).toEqual([]);
  const known = new Set(found.map((one) => one.split(":")[0]));
  expect(Object.keys(unsaid).filter((file) => !known.has(file))).toEqual([]);
});
