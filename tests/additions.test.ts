import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { projectPath } from "~db/projectFolder";

type Edit = readonly [from: string, to: string];
/** What is changed in files, and what new files say. */
type Edits = Readonly<Record<string, readonly Edit[]>>;

const another = { key: "xx", name: "Made up", dir: "ltr", script: "latin", intl: "en", search: "simple" };
const languages: Edits = {
  "app/kernel/language/languages.ts": [
    ["] as const satisfies", `  ${JSON.stringify(another)},\n] as const satisfies`],
  ],
};

const traits = 'path: "made-up", parameter: "madeUp", logName: "made-up", showsReasons: true';
// In place of words of its own.
const words = [
  'number: "rounds:number"',
  'closing: { title: "rounds:closing.title", button: "rounds:closing.button", counted: null }',
  'extending: { first: "rounds:extending.give.title", later: "rounds:extending.title" }',
  'scheduling: { title: "rounds:scheduling.title", everyone: "rounds:scheduling.everyone" }',
];
const kinds: Edits = {
  "app/features/rounds/domain/roundKinds.ts": [
    ['"approval"]', '"approval", "made-up"]'],
    [
      "  approval: {",
      `  "made-up": { ${traits}, joinedBy: "anybody", ballotAt: "", closingTells: "roll" },\n  approval: {`,
    ],
  ],
};
const registered: Edits = {
  "app/features/rounds/ui/roundWords.ts": [
    ["} as const;", `  "made-up": { ${words.join(", ")} },\n} as const;`],
  ],
  "app/registries/roundKinds.ts": [
    ["{ components, approval }", '{ components, approval, "made-up": { ...components, key: "made-up" } }'],
  ],
};

const way: Edits = {
  "app/features/accounts/domain/signInWays.ts": [
    ["readonly seat: never;", 'readonly seat: never; readonly "made-up": "made-up-return";'],
  ],
};
const offered: Edits = {
  "app/features/accounts/registrations/signIn.server.ts": [
    [
      "seat: bySeat }",
      'seat: bySeat, "made-up": { ...byMail, key: "made-up", finish: { "made-up-return": byMail.finish.link } } }',
    ],
  ],
  "app/features/accounts/ui/signInForms.tsx": [
    ["seat: SeatForm,", 'seat: SeatForm, "made-up": MailForm,'],
    ["link: LinkForm,", 'link: LinkForm, "made-up-return": LinkForm,'],
  ],
};

const askers = [
  "~/features/accounts/domain/signInWays",
  "~/features/accounts/ui/signInForms",
  "~/features/accounts/registrations/signIn.server",
  "~/kernel/language/languages",
  "~/features/rounds/domain/roundKinds",
  "~/features/rounds/services/roundKind",
];

const folder = mkdtempSync(join(tmpdir(), "codraft-additions-"));
symlinkSync(projectPath("node_modules"), join(folder, "node_modules"));
const copied = ["app", "db", "locales", "server"];
for (const name of copied) cpSync(projectPath(name), join(folder, name), { recursive: true });
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// The compiler reads the whole application for it.
describe("what is added in one place", { timeout: 240_000 }, () => {
  test("a kind of round and a way to sign in have to be registered, the way has to have its forms, and nothing else", () => {
    expect(complaints({ ...languages, ...kinds, ...way })).toEqual(
      Object.keys({ ...registered, ...offered }).sort(),
    );
  });

  test("a language is an entry of the list, and with a registered kind and way the compiler asks for nothing else", () => {
    expect(complaints({ ...languages, ...kinds, ...registered, ...way, ...offered })).toEqual([]);
  });
});

/** The files that the compiler complains about after some edits, of those that know what is added to. */
function complaints(edits: Edits): string[] {
  copyWith(edits);
  // What the edits do not touch was checked for the edits before them: both have the new language, which touches everything.
  const compiler = [
    projectPath("node_modules/typescript-native/bin/tsc"),
    "-p",
    folder,
    "--incremental",
    "--checkers",
    "1",
  ];
  const { status, stdout } = spawnSync(process.execPath, compiler, { cwd: folder, encoding: "utf8" });
  const wrong = new Set([...stdout.matchAll(/^(\S+)\(\d+,\d+\): error /gm)].map(([, name]) => name ?? ""));
  // A compiler that could not begin names no file.
  if (status !== 0 && wrong.size === 0) throw new Error(stdout);
  return [...wrong].sort();
}

let edited: readonly string[] = [];

/** Makes the copy of the application what it would be after some edits, to be compiled from the files that know what is added to. */
function copyWith(edits: Edits): void {
  for (const path of edited) cpSync(projectPath(path), join(folder, path));
  edited = Object.keys(edits);
  for (const [path, changes] of Object.entries(edits)) {
    const file = join(folder, path);
    const changed = changes.reduce(
      (text, [from, to]) => {
        if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
        return text.replace(from, to);
      },
      readFileSync(file, "utf8"),
    );
    writeFileSync(file, changed);
  }
  const { compilerOptions } = JSON.parse(readFileSync(projectPath("tsconfig.json"), "utf8"));
  const asking = ["app", "db", "server"]
    .flatMap((name) =>
      readdirSync(join(folder, name), { recursive: true, encoding: "utf8" }).map((file) => join(name, file)),
    )
    .filter((name) => /\.tsx?$/.test(name))
    .filter(
      (name) =>
        name in edits ||
        name.endsWith(".d.ts") ||
        askers.some((one) => readFileSync(join(folder, name), "utf8").includes(`"${one}"`)),
    );
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: asking }));
}
