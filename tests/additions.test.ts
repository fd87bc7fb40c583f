import { readFileSync } from "node:fs";
import { relative } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { projectPath } from "~db/projectFolder";

type Edit = readonly [from: string, to: string];
/** What is changed in files, and what new files say. */
type Edits = Readonly<Record<string, readonly Edit[]>>;

const another = { key: "xx", name: "Made up", dir: "ltr", intl: "en", search: "simple" };
const languages: Edits = {
  "app/kernel/language/languages.ts": [
    ["] as const satisfies", `  ${JSON.stringify(another)},\n] as const satisfies`],
  ],
};

const kinds: Edits = {
  "app/features/rounds/domain/roundKinds.ts": [['"approval"]', '"approval", "made-up"]']],
};
const registered: Edits = {
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

// The compiler reads the whole application for it.
describe("what is added in one place", { timeout: 240_000 }, () => {
  test("a kind of round and a way to sign in have to be registered, the way has to have its forms, and nothing else", () => {
    expect(complaints({ ...kinds, ...way })).toEqual(Object.keys({ ...registered, ...offered }).sort());
  });

  test("a language is an entry of the list, and with a registered kind and way the compiler asks for nothing else", () => {
    expect(complaints({ ...languages, ...kinds, ...registered, ...way, ...offered })).toEqual([]);
  });
});

/** The files that the compiler complains about after some edits, of those that know what is added to. */
function complaints(edits: Edits): string[] {
  const program = programWith(edits);
  const wrong = program.getRootFileNames().filter((name) => {
    const file = program.getSourceFile(name);
    return file === undefined || program.getSemanticDiagnostics(file).length > 0;
  });
  return wrong.map((name) => relative(projectPath("."), name)).sort();
}

const parsed = new Map<string, ts.SourceFile | undefined>();

/** The compiler's view of the application as it would be after some edits. */
function programWith(edits: Edits): ts.Program {
  const { config } = ts.readConfigFile(projectPath("tsconfig.json"), ts.sys.readFile);
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, projectPath("."));
  const edited = new Map(
    Object.entries(edits).map(([path, changes]) => {
      const changed = changes.reduce(
        (text, [from, to]) => {
          if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
          return text.replace(from, to);
        },
        readFileSync(projectPath(path), "utf8"),
      );
      return [projectPath(path), changed];
    }),
  );
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (name, target) => {
    const text = edited.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, target);
    if (!parsed.has(name)) parsed.set(name, read(name, target));
    return parsed.get(name);
  };
  const asking = fileNames.filter(
    (name) =>
      edited.has(name) ||
      name.endsWith(".d.ts") ||
      (!relative(projectPath("."), name).startsWith("tests/") &&
        askers.some((one) => readFileSync(name, "utf8").includes(`"${one}"`))),
  );
  return ts.createProgram(asking, options, host);
}
