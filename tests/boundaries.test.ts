import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { projectPath } from "~db/projectFolder";

type Violation = { readonly from: string; readonly to: string; readonly rule: { readonly name: string } };

/** An import that nobody may write: which file, of what, and the rules that refuse it. */
const forbidden: readonly (readonly [from: string, imports: string, rules: readonly string[]])[] = [
  ["app/features/accounts/services/a.ts", "~/features/processes/services/made", ["order-accounts"]],
  ["app/features/rounds/domain/a.ts", "~/features/votes/domain/made", ["order-rounds"]],
  ["app/features/results/pages/a.ts", "~/features/evidence/ui/made", ["order-results"]],
  ["app/features/rules/services/b.ts", "~/features/components/services/made", ["order-rules"]],
  ["app/features/notices/services/a.ts", "~/features/workgroups/services/made", ["order-notices"]],
  ["db/schema/accounts.ts", "./votes", ["order-accounts"]],
  [
    "app/features/votes/domain/b.ts",
    "~/features/votes/services/made",
    ["domain-imports-domain-only", "layer-domain"],
  ],
  ["app/features/votes/ui/b.ts", "~/features/votes/services/made", ["layer-ui"]],
  ["app/features/results/services/c.ts", "~/features/votes/services/inside/made", ["private-folders"]],
  ["app/features/results/ui/c.ts", "~/features/results/pages/made", ["layer-ui"]],
  [
    "app/features/results/services/k.ts",
    "~/features/results/pages/made",
    ["layer-services", "pages-are-private"],
  ],
  ["app/features/votes/domain/d.ts", "react", ["pure-rules"]],
  ["app/features/votes/services/d.ts", "~/http/made", ["services-are-below-pages"]],
  [
    "app/kernel/a.ts",
    "~/features/votes/domain/made",
    ["kernel-imports-kernel-only", "the-ground-knows-no-feature"],
  ],
  ["app/http/a.ts", "~/features/votes/services/made", ["the-ground-knows-no-feature"]],
  ["app/features/votes/registrations/e.ts", "~/registries/made", ["registries-are-assembled-once"]],
  ["app/features/release/services/e.ts", "~/registries/made", ["registries-are-assembled-once"]],
  ["server/a.ts", "~db/schema/made", ["the-server-touches-no-table"]],
  ["app/registries/a.ts", "~/features/votes/services/made", ["registries-take-registrations-only"]],
  ["app/features/votes/services/f.ts", "~tests/made", ["nothing-imports-tests", "services-are-below-pages"]],
  ["app/features/votes/services/g.ts", "./h", ["no-circular"]],
  ["app/features/votes/services/i.ts", "./nowhere", ["no-unresolvable"]],
];

/** Imports that anyone may write. */
const allowed: readonly (readonly [from: string, imports: string])[] = [
  ["app/features/votes/services/z.ts", "~/features/rounds/services/made"],
  ["app/features/votes/pages/z.ts", "~/features/votes/services/inside/made"],
  ["app/features/report/pages/z.ts", "~/registries/made"],
  ["app/registries/z.ts", "~/features/votes/registrations/made"],
  ["app/features/timeline/services/z.ts", "~/registries/made"],
  ["server/demo/z.ts", "~db/schema/made"],
];

describe("an import against the order is refused", () => {
  let folder: string;
  let violations: readonly Violation[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "codraft-boundaries-"));
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    cpSync(projectPath("tsconfig.json"), join(folder, "tsconfig.json"));
    write("package.json", JSON.stringify({ dependencies: { react: "*" } }));
    write("node_modules/react/package.json", JSON.stringify({ name: "react", main: "index.js" }));
    write("node_modules/react/index.js", "");
    const lines = [...forbidden, ...allowed];
    for (const target of lines.map(([, imports]) => imports)) {
      const path = target.replace(/^~(db|tests)\//, "$1/").replace(/^~\//, "app/");
      if (path.endsWith("/made")) write(`${path}.ts`, "export const made = 1;\n");
    }
    write("db/schema/votes.ts", "export const made = 1;\n");
    write("app/features/votes/services/h.ts", 'import "./g";\nexport const made = 1;\n');
    for (const [from, imports] of lines) write(from, `import "${imports}";\nexport const made = 1;\n`);
    violations = cruise(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(forbidden)("%s of %s", (from, _, rules) => {
    const refused = violations.filter((one) => one.from === from).map(({ rule }) => rule.name);
    expect(refused.sort()).toEqual([...rules].sort());
  });

  test.each(allowed)("but not %s of %s", (from) => {
    expect(violations.filter((one) => one.from === from)).toEqual([]);
  });
});

describe("features", () => {
  const features = readdirSync(projectPath("app/features")).sort();
  const needs = new Map(features.map((feature) => [feature, importedBy(feature, features)]));

  test("import each other in no circle, neither their files nor their tables", () => {
    // What remains when features that need none of the others are taken away, again and again.
    const left = new Map(needs);
    for (let free: string[] = features; free.length > 0; ) {
      free = [...left].filter(([, needed]) => ![...needed].some((one) => left.has(one))).map(([one]) => one);
      for (const one of free) left.delete(one);
    }
    expect([...left.keys()]).toEqual([]);
  });

  test("each have a rule that knows them", () => {
    const names = rules().map(({ name }) => name);
    expect(features.filter((feature) => !names.includes(`order-${feature}`))).toEqual([]);
    expect(names.filter((name) => name.startsWith("order-"))).toHaveLength(features.length);
  });
});

/** What dependency-cruiser has against a folder, by the rules of this project. */
function cruise(folder: string): readonly Violation[] {
  const program = projectPath("node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = projectPath(".dependency-cruiser.cjs");
  const asked = [program, "app", "db", "server", "--config", config, "--output-type", "json"];
  const answer = execFileSync(process.execPath, asked, { cwd: folder, encoding: "utf8" });
  return (JSON.parse(answer) as { summary: { violations: readonly Violation[] } }).summary.violations;
}

function rules(): readonly { readonly name: string }[] {
  const print = `console.log(JSON.stringify(require(${JSON.stringify(projectPath(".dependency-cruiser.cjs"))}).forbidden))`;
  return JSON.parse(execFileSync(process.execPath, ["-e", print], { encoding: "utf8" }));
}

/** The other features whose files or tables a feature's files and tables name in an import, types included. */
function importedBy(feature: string, features: readonly string[]): ReadonlySet<string> {
  const folder = projectPath(`app/features/${feature}`);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
  const tables = readdirSync(projectPath("db/schema"))
    .filter((name) => name === `${feature}.ts`)
    .map((name) => projectPath(`db/schema/${name}`));
  const named = [...files, ...tables].flatMap((file) =>
    [
      ...readFileSync(file, "utf8").matchAll(
        /(?:from|import\(?)\s*"(?:~\/features\/|~db\/schema\/|\.\/)([\w-]+)/g,
      ),
    ].map(([whole, name = ""]) => (whole.includes('"./') && !tables.includes(file) ? "" : name)),
  );
  return new Set(named.filter((name) => name !== feature && features.includes(name)));
}
