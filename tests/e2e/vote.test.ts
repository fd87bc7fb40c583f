import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { isFragile } from "~/features/results/domain/firmness";
import type { ResultDocument } from "~/features/results/domain/resultDocument";
import { turnoutStep } from "~/features/rounds/domain/turnoutStep";
import { type LogRow, verifyLog } from "~/features/rounds/domain/verify";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import { sha256Hex } from "~/kernel/hash/canonical";
import { expectAccessible } from "~tests/support/axe";
import { alive, button, expectNoOverflow, openStage, visit } from "./support/browser";
import { cast } from "./support/http";
import { wordsOf } from "./support/words";

const folder = mkdtempSync(join(tmpdir(), "codraft-files-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rounds = {
  "member-llama2": 5,
  "member-pythia": 6,
  "member-opencv": 7,
  "member-bloom": 8,
  "facilitator-bloom": 8,
};
const result = 2;
const journeys = [
  { language: "en", width: 1280, voter: "member-llama2" },
  { language: "ar", width: 360, voter: "facilitator-bloom" },
] as const;

describe.each(journeys)("in $language at $width px", ({ language, width, voter }) => {
  const stage = openStage();
  const round = rounds[voter];
  const t = wordsOf(language);
  const process = `${language === "en" ? "" : `/${language}`}/p/open-source-ai`;
  const base = () => `${stage.app.url}${process}`;
  const ballot = () => `${base()}/rounds/${round}/ballot`;
  const leaves: string[] = [];

  test("voters can fill in a ballot, lose nothing, cast it and find it again", async () => {
    const page = await stage.open({ width });
    await visit(page, `${base()}/rounds/${round}`);
    await expectLanguage(page, language);
    await page.locator("main a.btn").first().click();
    await page.waitForURL(/\/sign-in\?redirectTo=/);
    await page.locator(`button[name="seat"][value="${voter}@demo.codraft.example"]`).click();
    await page.waitForURL(`${base()}/rounds/${round}`);
    await alive(page);
    await page.locator(`main a[href="${process}/rounds/${round}/ballot"]`).click();
    await page.waitForURL(ballot());
    await expectNoOverflow(page);

    await answer(page, 0, "required");
    await answer(page, 1, "not_necessary");
    await answer(page, 2, "required");
    await page.locator("tr.item details summary").first().click();
    await page.locator('textarea[name^="notes."]').first().fill("Reason 1: نص");
    await page.reload();
    await alive(page);
    // Saved by now, or kept by the browser and saved after it.
    await expect.poll(() => answers(page)).toEqual(["required", "not_necessary", "required"]);
    expect(await page.locator('textarea[name^="notes."]').first().inputValue()).toBe("Reason 1: نص");
    await page.locator(".ballot-head .saved time").waitFor();
    const elsewhere = await stage.open({ as: voter, width });
    await visit(elsewhere, ballot());
    expect(await answers(elsewhere)).toEqual(["required", "not_necessary", "required"]);

    await button(page, "review").click();
    await page.waitForURL(/step=review/);
    await page.getByRole("heading", { level: 1, name: t("votes:review.title") }).waitFor();
    expect(await page.locator(sent).count()).toBe(3);
    expect(await page.locator("main form").last().textContent()).toContain("Reason 1: نص");
    await expectAccessible(page);
    await button(page, "cast").click();

    const first = await receipt(page);
    expect(first.log).toBe(`open-source-ai-round-${round}`);
    expect(Number(first.index)).toBeGreaterThan(0);
    await page.getByRole("button", { name: t("receipts:signed.check") }).click();
    await page.getByText(t("receipts:signed.step.receipt.holds")).waitFor();
    await expectAccessible(page);
    await expectNoOverflow(page);
    leaves.push(first.leaf);

    const visitor = await stage.open({ width });
    await visit(visitor, `${base()}/rounds/${round}/receipt`);
    await visitor.locator('input[name="leaf"]').fill(first.leaf);
    await visitor.locator("main form button").click();
    expect(await receipt(visitor)).toEqual(first);
  });

  test("voters can revise, withdraw and vote again, each with a receipt of its own", async () => {
    const page = await stage.open({ as: voter, width });
    await visit(page, ballot());
    expect(await answers(page)).toEqual(["required", "not_necessary", "required"]);
    await answer(page, 1, "");
    await answer(page, 3, "required");
    await castFrom(page);
    leaves.push((await receipt(page)).leaf);

    await page.locator(`main a[href="${process}/rounds/${round}/ballot"]`).last().click();
    await button(page, "withdraw").click();
    await page.waitForURL(/receipt\?leaf=/);
    await page.getByRole("heading", { name: t("receipts:page.withdrawn") }).waitFor();
    leaves.push((await receipt(page)).leaf);

    await visit(page, ballot());
    expect(await answers(page)).toEqual([]);
    await answer(page, 0, "required");
    await answer(page, 4, "required");
    await castFrom(page);
    leaves.push((await receipt(page)).leaf);
    expect(new Set(leaves).size).toBe(4);
  });

  test("organizers can see the turnout and nothing else, and close the rounds", async () => {
    const { app } = stage;
    const questions = await questionsOf(round);
    for (const [i, [seat, number]] of Object.entries(rounds).entries()) {
      if (seat !== voter) await cast(app, seat, `${process}/rounds/${number}`, opinion(questions, i));
    }

    const page = await stage.open({ as: "organizer", width });
    for (const number of new Set(Object.values(rounds))) {
      await visit(page, `${base()}/manage/rounds/${number}`);
      const voters = Object.values(rounds).filter((one) => one === number).length;
      // How many, in steps: an exact number would tell when each ballot came.
      const facts = page.locator("dl.facts dd");
      const seats = Number(await facts.first().textContent());
      const step = turnoutStep(voters, seats);
      expect(await facts.last().textContent()).toBe(t(`rounds:turnout.${step}`, { seats }));
      expect(await page.content()).not.toContain("not_necessary");
      await page.locator(`a[href$="/manage/rounds/${number}/close"]`).click();
      await page.getByText(t("rounds:closing.ended")).waitFor();
      await button(page, "close").click();
      await page.getByText(t("votes:round.state.closed")).waitFor();
    }
  });

  test("organizers can count under the declared rule, read the preview and publish", async () => {
    const page = await stage.open({ as: "organizer", width });
    await visit(page, `${base()}/manage/compile`);
    expect(await page.locator('input[name="rounds"]:checked').count()).toBe(4);
    expect(await page.locator('input[name="choice"]:checked').getAttribute("value")).toMatch(/^declared:/);
    await page.locator('input[name="title"]').fill(`Result ${language}`);
    await button(page, "compile").click();
    await page.waitForURL(`${base()}/manage/compilations/${result}`);
    await page.locator(`main a[href="${process}/results/${result}"]`).click();
    await page.waitForURL(`${base()}/results/${result}`);
    await page.getByText(t("results:unpublished")).waitFor();

    const visitor = await stage.open({ width });
    stage.expectStatus(visitor, 404);
    await visitor.goto(`${base()}/results/${result}`);
    await visitor.getByRole("heading", { name: t("errors:title.not_found") }).waitFor();

    await page.goBack();
    await page.locator(`a[href$="/manage/compilations/${result}/publish"]`).click();
    await page.getByText(t("counting:publishing.beside")).waitFor();
    await button(page, "publish").click();
    await page.waitForURL(`${base()}/results/${result}`);
    await page.getByText(t("results:unpublished")).waitFor({ state: "detached" });
  });

  test("visitors can read the result, take its files and count it again", async () => {
    const page = await stage.open({ width });
    await visit(page, `${base()}/results/${result}`);
    await expectLanguage(page, language);
    await expectAccessible(page);
    await expectNoOverflow(page);
    const height = await page.evaluate(() => window.document.documentElement.scrollHeight);
    expect(height).toBeLessThanOrEqual(width < 760 ? 4_000 : 2_500);
    const voters = Object.keys(rounds).length;
    expect(await page.locator(".trust").textContent()).toContain(String(voters));
    const lines = await page.locator("details[id^='component-']").evaluateAll((rows) =>
      rows.map((row) => ({
        component: row.id.replace("component-", ""),
        band: row.querySelector("summary .band")?.textContent,
        sign: row.querySelector(".firmness")?.textContent?.trim().slice(0, 1),
      })),
    );
    await page.locator("details[id^='component-'] summary").first().click();
    await page.locator("details[open] .verdicts .band").first().waitFor();
    await expectNoOverflow(page);
    for (const [tab, ids] of Object.entries(parts)) {
      await page.locator(`.tabs a[href$="?tab=${tab}"]`).click();
      for (const id of ids) await page.locator(`#${id}`).waitFor();
      await expectAccessible(page);
      await expectNoOverflow(page);
    }
    await page.locator('.tabs a[href$="?tab=files"]').click();

    const files = [
      "ballots.csv",
      "ballots.json",
      "roll.csv",
      "components.csv",
      "workgroups.csv",
      "rule.json",
      "result.json",
    ];
    for (const name of [...files, "report.md"]) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.locator(`a[download][href$="/files/${name}"]`).click(),
      ]);
      expect(download.suggestedFilename()).toBe(name);
      await download.saveAs(join(folder, name));
    }
    const document = JSON.parse(readFileSync(join(folder, "result.json"), "utf8")) as ResultDocument;
    expect(readFileSync(join(folder, "report.md"), "utf8")).toContain(document.ruleHash);

    const args = ["tally", "ballots.csv", "--rule", "rule.json", "--roll", "roll.csv"];
    const asked = ["--components", "components.csv", "--workgroups", "workgroups.csv"];
    const lists = [...asked, "--criteria", document.criteria.join(","), "--json"];
    const script = new URL("../../server/scripts/codraft.js", import.meta.url).pathname;
    const printed = execFileSync(globalThis.process.execPath, [script, ...args, ...lists], {
      cwd: folder,
      stdio: "pipe",
    });
    const counted = JSON.parse(printed.toString()) as {
      ruleHash: string;
      components: { component: string; scoreExact: string; band: string }[];
    };
    const pick = (one: { component: string; band: string }, score: string) => [
      one.component,
      one.band,
      score,
    ];
    expect(counted.ruleHash).toBe(document.ruleHash);
    expect(counted.components.map((one) => pick(one, one.scoreExact)).sort()).toEqual(
      document.components.map((one) => pick(one, one.score)).sort(),
    );

    const expected = document.components.map((one) => [
      one.component,
      t(`rules:band.${one.band}`),
      isFragile(one) ? "◐" : "●",
    ]);
    expect(lines.map(({ component, band, sign }) => [component, band, sign]).sort()).toEqual(expected.sort());

    const [first] = document.components;
    const chosen = document.components.filter(({ band }) => band === first?.band);
    await page.locator(`.band-bar a[href$="band=${first?.band}"]`).click();
    await expect.poll(() => page.locator("details[id^='component-']").count()).toBe(chosen.length);
    const name = (await page.locator(".result-rows .name").last().textContent()) ?? "";
    await page.locator('.row-filter input[type="search"]').fill(name);
    await expect.poll(() => new URL(page.url()).searchParams.get("q")).toBe(name);
    await expect.poll(() => page.locator(".result-rows .name").allTextContents()).toContain(name);
    expect(new URL(page.url()).searchParams.get("band")).toBe(first?.band);
  });

  test("voters can prove after closing that each of their entries is in the log", async () => {
    const page = await stage.open({ width });
    for (const leaf of leaves) {
      await visit(page, `${base()}/rounds/${round}/receipt?leaf=${leaf}`);
      await page.getByText(t("receipts:page.holds")).waitFor();
    }
    await visit(page, `${base()}/rounds/${round}/log`);
    expect(await page.locator("dl.facts dd").nth(1).textContent()).toBe(
      String(Object.values(rounds).filter((one) => one === round).length),
    );
    expect(await page.locator("[role=alert]").count()).toBe(0);

    const textOf = async (name: string) => (await fetch(`${base()}/rounds/${round}/log/${name}`)).text();
    const entries = (await textOf("entries.jsonl"))
      .trim()
      .split("\n")
      .map((row) => JSON.parse(row) as LogRow);
    expect(verifyLog(`open-source-ai-round-${round}`, entries, componentBallot)).toMatchObject({
      problems: [],
      terms: sha256Hex(await textOf("terms.json")),
    });
    expect(entries.map(({ leaf }) => leaf)).toEqual(expect.arrayContaining(leaves));
  });

  test("organizers can make a checklist of the result and edit it", async () => {
    const page = await stage.open({ as: "organizer", width });
    await visit(page, `${base()}/manage/compilations/${result}`);
    await page.locator('input[name="draftLabel"]').fill(`0.0.${result}`);
    await button(page, "checklist").click();
    await page.waitForURL(/\/manage\/checklists\/\d+$/);
    const level = page.locator('select[name$=".level"]').first();
    const name = (await level.getAttribute("name")) ?? "";
    await level.selectOption("optional");
    await page.locator(`input[name="${name.replace("level", "framework")}"]`).fill("OSI-approved licence");
    await page.locator(`input[name="${name.replace("level", "note")}"]`).fill("Note 1");
    await button(page, "save").click();
    await page.getByRole("status").waitFor();
    await expectAccessible(page);

    const visitor = await stage.open({ width });
    await visit(visitor, `${base()}/results/${result}`);
    await visitor.locator(`main a[href^="${process}/checklists/"]`).click();
    await visitor.waitForURL(/\/checklists\/\d+$/);
    const row = visitor.locator("main tr").filter({ hasText: "Note 1" });
    await row.waitFor();
    // A phone shows the name of its column beside each of them.
    expect(await row.locator("td .said").allInnerTexts()).toEqual(
      expect.arrayContaining([t("drafts:level.optional"), "OSI-approved licence"]),
    );
    await expectAccessible(visitor);
  });

  async function questionsOf(number: number): Promise<string[]> {
    const response = await fetch(`${stage.app.url}/p/open-source-ai/rounds/${number}/ballot`, {
      headers: { Cookie: Object.values(await stage.app.sessionOf(voter)).join("=") },
    });
    const html = await response.text();
    return [...new Set([...html.matchAll(/name="(choices\.[^"]+)"/g)].map(([, name]) => name as string))];
  }
});

/** What the tabs of a result have, by their headings. */
const parts = {
  workgroups: ["turnout", "by-workgroup"],
  counting: ["rule", "side-by-side", "moved"],
  history: ["when", "others"],
  files: ["check"],
};

/** What the review sends. */
const sent = 'main input[type="hidden"][name^="choices."]';

/** Chooses in the n-th cell of the ballot; what is chosen a second time is blank again. */
async function answer(page: Page, cell: number, choice: string) {
  const radio = choice === "" ? "input:checked" : `input[value="${choice}"]`;
  await page.locator(".opt").nth(cell).locator(radio).click();
}

/** What is chosen, in the order of the form, without blanks. */
function answers(page: Page): Promise<string[]> {
  return page
    .locator('.opt input:checked:not([value=""])')
    .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
}

async function castFrom(page: Page) {
  await button(page, "review").click();
  await page.waitForURL(/step=review/);
  await button(page, "cast").click();
  await page.waitForURL(/receipt\?leaf=/);
}

async function receipt(page: Page) {
  await page.waitForURL(/receipt\?leaf=/);
  await page.locator("#found").waitFor();
  const [log = "", index = "", leaf = ""] = await page.locator("main dl dd").allTextContents();
  expect(leaf).toBe(new URL(page.url()).searchParams.get("leaf"));
  return { log, index, leaf };
}

/** A full ballot whose answers differ from voter to voter. */
function opinion(questions: readonly string[], shift: number) {
  return Object.fromEntries(
    questions.map((name, i) => [
      name,
      (["required", "required", "not_necessary", ""] as const)[(i + shift) % 4] ?? "",
    ]),
  );
}

async function expectLanguage(page: Page, language: string) {
  const html = page.locator("html");
  expect(await html.getAttribute("lang")).toBe(language);
  expect(await html.getAttribute("dir")).toBe(language === "ar" ? "rtl" : "ltr");
}
