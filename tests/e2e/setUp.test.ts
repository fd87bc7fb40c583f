import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { presets } from "~/features/rules/domain/presets";
import { expectAccessible } from "~tests/support/axe";
import { button, expectNoOverflow, openStage, visit } from "./support/browser";
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
  await page.locator('input[name="template"][value="blank"]').check();
  await expectAccessible(page);
  await button(page, "start").click();
  await page.waitForURL(`${url}${base}/manage`);
  await expectAccessible(page);
  expect((await ask(stage.app, base)).status).toBe(404);

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

test("invited people can follow the link of their mail and accept by one button, without another mail", async () => {
  const { url } = stage.app;
  const link = await inMailTo(stage.app, invitee, /http\S+\/invitations\/[0-9a-f]{64}/);
  const page = await stage.open();
  await visit(page, link);
  await expectAccessible(page);
  await button(page, "enter").click();
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

test("a process in preparation opens no round, until its organizer has read what opening it to everyone means", async () => {
  const { app } = stage;
  const page = await stage.open({ as: "organizer", width: 360 });
  await visit(page, `${app.url}${base}/manage/rounds/1/open`);
  await page.getByText(t("errors:code.in_preparation")).waitFor();
  await page
    .locator("summary")
    .filter({ hasText: t("common:preparing.chip") })
    .click();
  await page
    .getByRole("link", { name: t("common:preparing.open") })
    .first()
    .click();
  await page.getByText(t("opendata:openProcess.stays")).waitFor();
  await expectAccessible(page);
  await expectNoOverflow(page);
  expect((await ask(app, base)).status).toBe(404);
  await button(page, "open").click();
  await page.waitForURL(`${app.url}${base}`);
  await expect.poll(() => page.locator(".demo").count()).toBe(0);
  expect((await ask(app, base)).status).toBe(200);
  expect(await (await ask(app, "/")).text()).toContain("My process");
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

test("the opening of a round can be set and taken back, and the deadline of an open one put off in public", async () => {
  const { app } = stage;
  const page = await stage.open({ as: "organizer", width: 360 });
  const manage = `${base}/manage/rounds/3`;
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 16);
  await newRound(page, "Round 3");
  await page.locator('select[name="workgroup"]').selectOption("public");
  await page.locator('input[name="closesAt"]').fill(inHours(30));
  await button(page, "draft").click();
  await page.waitForURL(`${app.url}${manage}`);

  await page.locator(`a[href="${manage}/schedule"]`).click();
  await page.getByText(t("rounds:scheduling.frozen")).waitFor();
  await expectAccessible(page);
  await expectNoOverflow(page);
  // Too late: what was typed stays, and the field says what is wrong.
  stage.expectStatus(page, 400);
  await page.locator('input[name="opensAt"]').fill(inHours(40));
  await button(page, "schedule").click();
  await page.getByText(t("errors:field.afterDeadline")).waitFor();
  await page.locator('input[name="opensAt"]').fill(inHours(10));
  await button(page, "schedule").click();
  await page.waitForURL(`${app.url}${manage}`);
  await page.getByText(t("rounds:scheduling.change")).waitFor();

  const visitor = await stage.open({ width: 360 });
  await visit(visitor, `${app.url}${base}/rounds/3`);
  await visitor.locator("p.lead time").waitFor();
  expect(await visitor.locator("p.lead").textContent()).toContain(t("rounds:opens"));

  await page.locator(`a[href="${manage}/schedule"]`).click();
  await button(page, "unschedule").click();
  await page.getByText(t("rounds:scheduling.link")).waitFor();
  await page.locator(`a[href="${manage}/open"]`).click();
  await page.getByRole("heading", { name: t("common:act.forGood") }).waitFor();
  await button(page, "open").click();
  await page.getByText(t("votes:round.state.open")).waitFor();

  await page.locator(`a[href="${manage}/extend"]`).click();
  await page.getByText(t("rounds:extending.onlyLater")).waitFor();
  await expectAccessible(page);
  await expectNoOverflow(page);
  stage.expectStatus(page, 400);
  const reason = "The hall was flooded; everyone gets another day.";
  await page.locator('textarea[name="reason"]').fill(reason);
  await page.locator('input[name="until"]').fill(inHours(20));
  await button(page, "extend").click();
  await page.getByText(t("errors:field.notLater")).waitFor();
  expect(await page.locator('textarea[name="reason"]').inputValue()).toBe(reason);
  await page.locator('input[name="until"]').fill(inHours(60));
  await button(page, "extend").click();
  await page.waitForURL(`${app.url}${base}/rounds/3`);

  await visitor.reload();
  await visitor.getByRole("heading", { name: t("rounds:extended.title") }).waitFor();
  await visitor.getByText(reason).waitFor();
  expect(await visitor.locator('section[aria-labelledby="extended"] time').count()).toBe(2);
  await expectAccessible(visitor);
  await expectNoOverflow(visitor);
});

async function newRound(page: Page, title: string) {
  await visit(page, `${stage.app.url}${base}/manage/rounds`);
  await page.locator('input[name="title"]').fill(title);
}
