import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { presets } from "~/features/rules/domain/presets";
import { expectAccessible } from "~tests/support/axe";
import { alive, button, openStage, visit } from "./support/browser";
import { ask, type Form, inMailTo, mailTo, send } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage({ env: { FOUNDERS: "organizer@demo.codraft.example" }, isEmbedded: true });
const t = wordsOf("en");
const base = "/p/my-process";
const invitee = "member@example.org";

test("founders can start a process, and nobody else can", async () => {
  const { url } = stage.app;
  const page = await stage.open({ as: "organizer" });
  await visit(page, url);
  await page.locator('main a[href="/start-process"]').click();
  await page.locator('input[name="title"]').fill("My process");
  await page.locator('input[name="slug"]').fill("my-process");
  await page.locator('textarea[name="summary"]').fill("Summary 1");
  await page.locator('textarea[name="question"]').fill("Question 1?");
  await button(page, "start").click();
  await page.waitForURL(`${url}${base}/manage`);
  await expectAccessible(page);

  const refused = await ask(stage.app, "/start-process", { as: "participant" });
  expect(refused.status).toBe(404);
});

test("organizers are told which pasted line does not fit, and keep what they pasted", async () => {
  const page = await stage.open({ as: "organizer" });
  await visit(page, `${stage.app.url}${base}/manage/components`);
  const csv = page.locator('textarea[name="csv"]');
  const summary = page.locator("summary").filter({ hasText: "Model weights" });
  const bad = "component,category,description\nTraining code,code,What trains\n,code,Nameless\n";
  await csv.fill(bad);
  await page.locator('form:has(textarea[name="csv"]) input[name="reason"]').fill("Reason 1");
  stage.expectStatus(page, 400);
  await button(page, "readPaste").last().click();
  const problem = page.getByRole("alert").filter({ hasText: t("errors:lines.line", { line: 3 }) });
  await problem.waitFor();
  expect(await csv.inputValue()).toBe(bad);
  await expectAccessible(page);

  await csv.fill(bad.replace(",code,Nameless", "Model weights,model,What was learned"));
  await button(page, "readPaste").last().click();
  await page.locator("li").filter({ hasText: "Model weights" }).waitFor();
  expect(await summary.count()).toBe(0);
  await expectAccessible(page);
  await button(page, "paste").click();
  await summary.waitFor();
  await visit(page, `${stage.app.url}${base}/components`);
  await page.getByText("Reason 1").waitFor();
});

test("organizers can set up a workgroup and invite its members by CSV, after a preview", async () => {
  const { url } = stage.app;
  const page = await stage.open({ as: "organizer" });
  await visit(page, `${url}${base}/manage/workgroups`);
  const form = page.locator('form:has(input[name="system"])').last();
  await form.locator('input[name="name"]').fill("Group 1");
  await form.locator('input[name="key"]').fill("group-1");
  await form.locator('input[name="system"]').fill("System 1");
  await form.locator('button[value="save"]').click();
  await page.getByRole("status").waitFor();

  await visit(page, `${url}${base}/manage/people`);
  const many = page.locator("section[aria-labelledby=many] form");
  const csv = many.locator('textarea[name="csv"]');
  await many.locator('select[name="workgroup"]').selectOption({ label: "Group 1" });
  await csv.fill(
    `email,name,affiliation,affiliated\nno address,Member 2,,\n${invitee},Member 1,Organization 1,no\n`,
  );
  stage.expectStatus(page, 400);
  await button(page, "preview").last().click();
  await page
    .getByRole("alert")
    .filter({ hasText: t("errors:lines.line", { line: 2 }) })
    .waitFor();
  expect(await csv.inputValue()).toContain("no address");

  await csv.fill(`email,name,affiliation,affiliated\n${invitee},Member 1,Organization 1,no\n`);
  await button(page, "preview").last().click();
  await page.locator("#preview").waitFor();
  expect(await page.locator("section[aria-labelledby=preview] tr").count()).toBe(1);
  await expectAccessible(page);
  await expect(mailTo(stage.app, invitee)).rejects.toThrow();
  await button(page, "many").click();
  await page
    .getByRole("status")
    .filter({ hasText: t("workgroups:people.sent", { count: 1 }) })
    .waitFor();
});

test("invited people can follow the link of their mail, sign in and accept", async () => {
  const { url } = stage.app;
  const link = await inMailTo(stage.app, invitee, /http\S+\/invitations\/[0-9a-f]{64}/);
  const page = await stage.open();
  await visit(page, link);
  await expectAccessible(page);
  await page.locator("main a.btn").click();
  await page.waitForURL(/\/sign-in\?redirectTo=/);
  await page.locator('input[name="email"]').fill(invitee);
  await button(page, "mail").click();
  await page.waitForURL(/\/sign-in\/code\//);
  await page.locator('input[name="code"]').fill(await inMailTo(stage.app, invitee, /\b\d{6}\b/));
  await button(page, "code").click();
  await page.waitForURL(link);
  await alive(page);
  await button(page, "accept").click();
  await page.waitForURL(`${url}${base}/workgroups/group-1`);
  await page.getByText(t("rounds:workgroups.youAreMember")).waitFor();

  expect((await fetch(link)).status).toBe(409);
});

test("organizers can draft a round with a preset", async () => {
  const page = await stage.open({ as: "organizer" });
  await newRound(page, "Round 1");
  await page.locator('input[name="preset"][value="person-share"]').check();
  await button(page, "draft").click();
  await page.waitForURL(`${stage.app.url}${base}/manage/rounds/1`);
  await page.locator(`a[href="${base}/manage/rounds/1/open"]`).waitFor();
  await expectAccessible(page);
});

test("organizers can declare a rule of their own; a bad one is refused with words and stays to be mended", async () => {
  const page = await stage.open({ as: "organizer" });
  await newRound(page, "Round 2");
  await page.locator('select[name="workgroup"]').selectOption("public");
  await page.locator("details:has(textarea[name=rule]) summary").click();
  const rule = page.locator('textarea[name="rule"]');
  const own = { ...presets["person-share"], name: "own-rule" };
  const refusals = [
    ['{"version": 1,', "errors:rule.json"],
    [JSON.stringify({ ...own, count: "guess" }), "errors:rule.shape"],
    [JSON.stringify({ ...own, score: { required: 1, not_necessary: 2 } }), "errors:rule.score"],
  ] as const;
  for (const [text, problem] of refusals) {
    await rule.fill(text);
    stage.expectStatus(page, 400);
    await button(page, "draft").click();
    await page.getByText(t(problem)).waitFor();
    expect(await rule.inputValue()).toBe(text);
    expect(await page.locator('input[name="title"]').inputValue()).toBe("Round 2");
    expect(await page.locator('select[name="workgroup"]').inputValue()).toBe("public");
  }
  await expectAccessible(page);
  await rule.fill(JSON.stringify(own, null, 2));
  await button(page, "draft").click();
  await page.waitForURL(`${stage.app.url}${base}/manage/rounds/2`);
  expect(await page.locator('textarea[name="rule"]').inputValue()).toContain('"own-rule"');
});

test("an opened round cannot be changed, and its members can vote", async () => {
  const { app } = stage;
  const page = await stage.open({ as: "organizer" });
  const manage = `${base}/manage/rounds/1`;
  await visit(page, `${app.url}${manage}`);
  const values = {
    ...{ intent: "edit", title: "Round 1, changed", workgroup: "public", preset: "net-mean", rule: "" },
    ...{ asked: "training-code", attribution: "named", reveal: "at-close", closesAt: "" },
  };
  await page.locator(`a[href="${manage}/open"]`).click();
  await page.getByRole("heading", { name: t("common:act.forGood") }).waitFor();
  await expectAccessible(page);
  await button(page, "open").click();
  await page.getByText(t("votes:round.state.open")).waitFor();
  expect(await button(page, "edit").count()).toBe(0);

  const before = await (await ask(app, `${base}/rounds/1.data`)).text();
  const attempts: [string, Form][] = [
    [manage, values],
    [`${manage}/open`, { intent: "open", seen: "0".repeat(64) }],
    [manage, { intent: "discard" }],
    [manage, { intent: "seats", csv: "voter\nSeat 1\n" }],
  ];
  for (const [path, attempt] of attempts) {
    const refused = await send(app, path, attempt, { as: "organizer" });
    expect(refused.status, String(attempt.intent)).toBe(409);
  }
  expect(await (await ask(app, `${base}/rounds/1.data`)).text()).toBe(before);
  await page.reload();
  expect(await page.locator("dl.facts dd").first().textContent()).toBe("1");
});

async function newRound(page: Page, title: string) {
  await visit(page, `${stage.app.url}${base}/manage/rounds`);
  await page.locator('input[name="title"]').fill(title);
}
