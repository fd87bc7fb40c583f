import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeList } from "~/features/components/services/changeList.server";
import { compileRounds, publishCompilation } from "~/features/results/services/compileRounds.server";
import { resultFile, textOfFile } from "~/features/results/services/resultFiles.server";
import { type CompilationRow, findCompilation } from "~/features/results/services/resultPage.server";
import type { RoundRow } from "~/features/rounds/services/read.server";
import { presets } from "~/features/rules/domain/presets";
import { saveWorkgroup } from "~/features/workgroups/services/workgroups.server";
import { languages } from "~/kernel/language/languages";
import {
  cast,
  closed,
  opened,
  type Person,
  requires,
  type Scenario,
  scenario,
  there,
  value,
} from "~tests/support/scenario";
import { type TestDb, testDb } from "~tests/support/testDb";
import { testDeps } from "~tests/support/testDeps";

let db: TestDb;
let s: Scenario;
let round: RoundRow;
beforeAll(async () => {
  db = await testDb();
  s = await scenario(testDeps(db), { members: 2 });
  const hostile = {
    title: "[Click](https://evil.example) | <img src=x>\n# Weights",
    category: "model",
    description: "",
  };
  value(
    await changeList(s.deps, s.organizer, s.process, "en", {
      change: { kind: "added", added: [hostile] },
      reason: "More.",
    }),
  );
  const { key, system, maker } = s.alpha;
  const renamed = { key, name: "*Group* | alpha", system, maker, charter: "" };
  value(await saveWorkgroup(s.deps, s.organizer, s.process, "en", renamed));
  const voting = await opened(s);
  const [one, two] = s.members.alpha as [Person, Person];
  await cast(s, one, voting, requires("training-data", "training-code"));
  await cast(s, two, voting, { "training-data": { use: "required", study: "required" } });
  round = await closed(s, voting);
});
afterAll(() => db.close());

async function compiled(rule = presets["person-share"] as Parameters<typeof compileRounds>[3]["rule"]) {
  const input = { roundIds: [round.id], rule, title: "A result" };
  const { number } = value(await compileRounds(s.deps, s.organizer, s.process, input));
  return there(await findCompilation(s.deps, s.process, String(number), true));
}

const report = async (compilation: CompilationRow, language: (typeof languages)[number] = "en") =>
  textOfFile(there(await resultFile(s.deps, s.process, compilation, "report.md", language)));

/** The lines of the part under a heading. */
function under(markdown: string, heading: string): string[] {
  const lines = markdown.split("\n");
  const start = lines.indexOf(`## ${heading}`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith("## "));
  return start < 0 ? [] : rest.slice(0, end < 0 ? undefined : end).filter((line) => line !== "");
}

describe("the report of a result", () => {
  test("says what was counted, under which rule, and where it is to be read", async () => {
    const compilation = await compiled();
    const text = await report(compilation);
    expect(text.split("\n")[0]).toBe("# A result");
    expect(text).toContain("Workgroups counted: 1. Components: 5.");
    expect(text).toContain("Counted under person-share (declared before voting opened).");
    expect(text).toContain(`<https://codraft.example/p/${s.process.slug}/results/${compilation.number}>`);
    expect(text).toContain("Voted: 2 / 3 · Cells answered: 4 / 40 · Mean score µ: 3/5\n");
  });

  test("says so when the rule was chosen after voting", async () => {
    expect(await report(await compiled(presets["net-mean"]))).toContain(
      "Counted under net-mean (explored after voting).",
    );
  });

  test("has a table for every band that a component is in, with points and robustness", async () => {
    const compilation = await compiled();
    const text = await report(compilation);
    const [head, rule, ...rows] = under(text, "Required");
    expect(head).toMatch(/^\| Component \| Score \| .* \| Agree \|$/);
    expect(rule).toMatch(/^(\| (---|---:) )+\|$/);
    const of = (key: string) =>
      there(compilation.result.components.find(({ component }) => component === key));
    const { agreeing, variants } = of("training-data");
    expect(rows).toEqual([`| Training data | 2 | 2 | 1 | 0 | 0 | ${agreeing}/${variants} |`]);
    expect(of("training-code").band).toBe("maybe");
    expect(under(text, "Maybe").at(-1)).toMatch(/^\| Training code \| 1 \| 1 \| 0 \| 0 \| 0 \| \d\/\d \|$/);
    expect(text).not.toContain("## Likely required");
    expect(under(text, "Not required")).toHaveLength(2 + 3);
  });

  test("can be checked by its hashes, the result's once it is published", async () => {
    const compilation = await compiled();
    const before = await report(compilation);
    const [counted] = compilation.result.rounds;
    expect(before).toContain(`\`${compilation.ruleHash}\``);
    expect(before).toContain(`\`${counted?.log}\` · ${counted?.size} · \`${counted?.root}\``);
    const { resultHash } = value(
      await publishCompilation(s.deps, s.organizer, s.process, compilation.number),
    );
    expect(before).not.toContain(resultHash);
    const published = there(await findCompilation(s.deps, s.process, String(compilation.number), false));
    expect(await report(published)).toContain(`\`${resultHash}\``);
  });

  test("turns no name into markup, and no name breaks a table", async () => {
    const text = await report(await compiled());
    expect(text).toContain("| \\[Click\\]\\(https://evil.example\\) \\| \\<img src=x\\> \\# Weights |");
    expect(text).not.toMatch(/(^|[^\\])<img/m);
    expect(under(text, "Who voted").at(2)).toBe("| \\*Group\\* \\| alpha | 2 | 3 |");
    const cells = text
      .split("\n")
      .filter((line) => line.startsWith("| ") && line.includes("Click"))
      .map((line) => line.split(/(?<!\\)\|/).length);
    expect(cells).toEqual([9]);
  });

  test("is written in the reader's language, and the same figures stand in every one", async () => {
    const compilation = await compiled();
    for (const language of languages) {
      const text = await report(compilation, language);
      const t = s.deps.translator(language);
      expect(text).toContain(`(${t("results:declaredBefore")}).`);
      expect(text).toContain(`## ${t("rules:band.required")}`);
      expect(text).toContain("| Training data | 2 | 2 | 1 | 0 | 0 |");
      expect(text).toContain(`\`${compilation.ruleHash}\``);
      expect(text).not.toContain("results:");
      expect(text).not.toContain("rules:");
      expect(text).not.toContain("{{");
    }
  });
});
