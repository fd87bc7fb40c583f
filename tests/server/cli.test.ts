import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { presets } from "~/features/rules/domain/presets";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { writeCsv } from "~/kernel/csv/write";
import { votes2024 } from "~tests/features/rules/support/votes2024";
import { commandLine } from "~tests/support/commandLine";

const folder = mkdtempSync(join(tmpdir(), "codraft-cli-"));
afterAll(() => rmSync(folder, { recursive: true }));

const root = new URL("../../", import.meta.url).pathname;
type Ran = { code: number | null; out: string; err: string };

function codraft(args: string[], stdin?: string | Uint8Array): Promise<Ran> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [...commandLine, ...args], { cwd: root });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.on("error", failed);
    child.on("close", (code) => done({ code, out, err }));
    child.stdin.end(stdin);
  });
}

let files = 0;
function file(text: string, ending = "csv"): string {
  const name = join(folder, `${++files}.${ending}`);
  writeFileSync(name, text);
  return name;
}

const header = "workgroup,voter,component,criterion,choice";
const ballots = writeCsv(["workgroup", "voter", "component", "criterion", "choice"], votes2024);
const tallyOf = (text: string | Uint8Array, ...args: string[]) =>
  codraft(["tally", "-", "--rule", "person-share", ...args], text);

describe("codraft tally", () => {
  it("prints one JSON document with --json", async () => {
    const ran = await codraft(["tally", file(ballots), "--rule", "net-mean", "--json"]);
    expect(ran).toMatchObject({ code: 0, err: "" });
    const result = JSON.parse(ran.out);
    const training = result.components.findIndex(
      (one: { component: string }) => one.component === "Training datasets",
    );
    expect(result).toMatchObject({
      ruleHash: ruleHash(presets["net-mean"]),
      mean: 411 / 26,
      meanExact: "411/26",
      voters: 21,
    });
    expect(result.components[training]).toEqual({
      component: "Training datasets",
      score: 22,
      scoreExact: "22",
      band: "maybe",
      byCriterion: { use: 2, study: 14, modify: 6, share: 0 },
      byWorkgroup: { llama2: -2, pythia: 3, opencv: 10, bloom: 11 },
    });
    expect(result.sensitivity).toHaveLength(26);
    expect(result.sensitivity[training]).toMatchObject({
      component: "Training datasets",
      agreement: 5 / 8,
      flipsWithout: 2,
      flipsExact: true,
      flipsTo: "likely-required",
      under: { "positive-mean": "maybe", "without-workgroup:llama2": expect.any(String) },
    });
  });

  it("prints a table without it, with the rule, the mean and what is fragile", async () => {
    const { code, out } = await tallyOf(ballots);
    expect(code).toBe(0);
    expect(out).toContain(`person-share  ${ruleHash(presets["person-share"])}`);
    expect(out).toContain("21 in 4 workgroups");
    expect(out).toMatch(
      /^Training datasets +required +14 +6 +14 +6 +1 +3\/8 +1 → likely-required \(llama2 1\)$/m,
    );
    // As results call it: what one or two voters decide, or fewer than half of the other counts share, and nothing else.
    const shown = [...out.matchAll(/ (\d+)\/(\d+) +(?:–|(?:≤ )?(\d+) → .*)$/gm)];
    const weak = shown.filter(
      ([, agreeing, of, voters]) => Number(agreeing) * 2 < Number(of) || Number(voters) <= 2,
    );
    expect(shown).toHaveLength(26);
    expect(weak.length).toBeGreaterThan(0);
    expect(weak.length).toBeLessThan(26);
    expect(out).toContain(`\nFragile: ${weak.length} of 26 hang on`);
  });

  it("reads standard input, CRLF, a byte order mark and columns in any order", async () => {
    const text =
      "\ufeffChoice,Voter,Component,Workgroup,Criterion\r\nrequired,ana,Code,g,use\r\nnot necessary,bo,Code,g,use\r\n";
    const { code, out } = await tallyOf(text, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ voters: 2, components: [{ component: "Code", band: "maybe" }] });
  });

  it("counts under a rule of one's own, whose merges may be keys or names", async () => {
    const rule = {
      ...presets["net-mean"],
      name: "ours",
      merge: { "test-code": "Validation code", gone: "Test code" },
    };
    const { code, out, err } = await tallyOf(ballots, "--rule", file(JSON.stringify(rule), "json"), "--json");
    expect(code).toBe(0);
    expect(err).toBe('warning: the rule merges "gone", which is no component of the file\n');
    const result = JSON.parse(out);
    expect(result.ruleHash).toBe(ruleHash(rule));
    expect(result.components).toHaveLength(25);
    expect(
      result.components.find((one: { component: string }) => one.component === "Validation code").score,
    ).toBe(5);
  });

  it("takes affiliation from the roll, and components and criteria from lists", async () => {
    const roll = file("workgroup,voter,affiliated\ng,ana,yes\ng,bo,no\n");
    const components = file("Code\nWeights\n", "txt");
    const lists = ["--roll", roll, "--components", components, "--criteria", "read, change"];
    const text = `${header},note\ng,ana,code,read,required,x\n`;
    const { code, out, err } = await tallyOf(text, ...lists, "--json");
    expect({ code, err }).toEqual({ code: 0, err: 'warning: ignored columns: "note"\n' });
    expect(JSON.parse(out)).toMatchObject({
      components: [
        { component: "Code", byCriterion: { read: 1, change: 0 } },
        { component: "Weights", score: 0 },
      ],
      sensitivity: [{ under: { "without-affiliated": "not-required" } }, {}],
    });
  });

  it("names every bad line by its number and counts nothing", async () => {
    const lines = [
      header,
      "g,JPL,Training data,use,required",
      'g,DB,"Two',
      'lines",use,required',
      "g,JPLDB,Training data,study,required",
      "g,DB,Training data,uze,required",
      "g,DB,Training data,read,required",
      "g,DB,training-data,study,required",
      "g,DB,Training data,share,perhaps",
      "g,JPL,Training data,use,not_necessary",
      "g,JPL,Training data,use,required",
      "g,,Training data,use,required",
      "g,DB,Training data,use",
      'g,"DB,Training data,use,required',
      "g,DB,Training data,modify,required",
    ];
    const { code, out, err } = await tallyOf(lines.join("\n"));
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.split("\n")).toEqual([
      'line 5: unknown voter "JPLDB": two seats, JPL and DB? If it really is a seat of its own, list the seats with --roll',
      'line 6: unknown criterion "uze" (nearest: use)',
      'line 7: unknown criterion "read" (known: use, study, modify, share; give others with --criteria)',
      'line 8: component "training-data" differs only in spelling from an earlier one (did you mean "Training data"?)',
      'line 9: unknown choice "perhaps" (required, not_necessary or cannot_judge)',
      "line 10: contradicts line 2, where the same voter gave the same cell the other choice",
      "line 11: duplicate line: the same as line 2",
      "line 12: empty voter",
      "line 13: malformed CSV: 4 columns where the header has 5",
      "line 14: malformed CSV: a quote is misplaced or never closed",
      "10 bad lines; nothing was counted.",
      "",
    ]);
  });

  it.each([
    ["a missing column", "workgroup,voter,component,criterion\ng,a,b,use\n", "line 1: missing column choice"],
    ["no ballots", `${header}\n`, "line 1: the file has a header and nothing else"],
    ["nothing at all", "", "line 1: the file is empty"],
    [
      "other bytes than UTF-8",
      Buffer.from(`${header}\ng,Ren\xe9,Code,use,required\n`, "latin1"),
      "line 2: not UTF-8; save the file as UTF-8",
    ],
    [
      "a NUL byte",
      `${header}\ng,a\0,Code,use,required\n`,
      "line 2: contains a NUL byte; is the file UTF-16?",
    ],
  ])("refuses a file with %s", async (_, text, message) => {
    expect(await tallyOf(text)).toEqual({
      code: 1,
      out: "",
      err: `${message}\n1 bad line; nothing was counted.\n`,
    });
  });

  it("reads UTF-16, as spreadsheets save Unicode text", async () => {
    const { code, err } = await tallyOf(Buffer.from(`\ufeff${header}\n`, "utf16le"));
    expect({ code, err }).toEqual({
      code: 1,
      err: "line 1: the file has a header and nothing else\n1 bad line; nothing was counted.\n",
    });
  });

  it("names voters who are not on the roll, and bad lines of the roll itself", async () => {
    const text = `${header}\ng,JPLDB,Code,use,required\ng,DX,Code,use,required\n`;
    const unlisted = await tallyOf(text, "--roll", file("workgroup,voter\ng,JPL\ng,DB\n"));
    expect(unlisted.err.split("\n").slice(0, 2)).toEqual([
      'line 2: unknown voter "JPLDB": two seats, JPL and DB?',
      'line 3: unknown voter "DX" (nearest: DB)',
    ]);
    const roll = file("workgroup,voter\ng,JPL\ng,\n");
    const bad = await tallyOf(text, "--roll", roll);
    expect(bad).toMatchObject({
      code: 1,
      err: `${roll} line 3: empty voter\n1 bad line; nothing was counted.\n`,
    });
  });

  it("says in words what is wrong with a rule", async () => {
    const steps = [{ band: "required", comparison: "at-least", threshold: "1.5" }];
    const wrong = { ...presets["person-share"], classify: { ...presets["person-share"].classify, steps } };
    const rule = file(JSON.stringify(wrong), "json");
    expect(await tallyOf(ballots, "--rule", rule)).toEqual({
      code: 1,
      out: "",
      err: `${rule}: classify, steps, number 1, threshold: not a fraction like "2" or "3/2"\n`,
    });
    expect(await tallyOf(ballots, "--rule", file("{", "json"))).toMatchObject({ code: 1, out: "" });
    expect(await tallyOf(ballots, "--rule", "missing.json")).toMatchObject({
      code: 1,
      err: "missing.json: no such file\n",
    });
  });

  it("refuses merges that turn out to be one and the same component", async () => {
    const rule = { ...presets["net-mean"], merge: { "test-code": "Test code" } };
    const ran = await tallyOf(ballots, "--rule", file(JSON.stringify(rule), "json"));
    expect(ran).toMatchObject({ code: 1, out: "" });
    expect(ran.err).toContain("the merges run in a circle");
  });

  it("does not let a file steer the terminal", async () => {
    const { err } = await tallyOf(`${header}\ng,a,Code,\u001b[2Juse,required\n`);
    expect(err).toContain('unknown criterion "\\u001b[2Juse"');
  });
});

describe("codraft", () => {
  it.each([
    [["tally", "--help"], 0],
    [["--help"], 0],
    [[], 2],
    [["count"], 2],
    [["tally"], 2],
    [["tally", "x.csv"], 2],
    [["tally", "x.csv", "--rule", "persn-share"], 2],
    [["tally", "x.csv", "--rule", "net-mean", "--colour"], 2],
    [["tally", "x.csv", "y.csv", "--rule", "net-mean"], 2],
    [["tally", "-", "--roll", "-", "--rule", "net-mean"], 2],
    [["tally", "x.csv", "--rule", "net-mean", "--criteria", "use,Use"], 2],
  ])("explains itself: %j ends with %i", async (args, code) => {
    const ran = await codraft(args);
    expect(ran.code).toBe(code);
    expect(code === 0 ? ran.out : ran.err).not.toBe("");
    expect(code === 0 ? ran.err : ran.out).toBe("");
  });

  it("counts a file that does not exist as bad input", async () => {
    expect(await codraft(["tally", "missing.csv", "--rule", "net-mean"])).toEqual({
      code: 1,
      out: "",
      err: "missing.csv: no such file\n",
    });
  });
});
