import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { expectAccessible } from "~tests/support/axe";
import { alive, button, openStage, visit } from "./support/browser";
import { ask, send } from "./support/http";
import { wordsOf } from "./support/words";

const stage = openStage();
const process = "/p/open-source-ai";
const markdown = `# The next one

## Preamble

### Why open systems matter

Software taught a simple lesson: where everyone may use, study, change and pass on a program, people learn from one another and faults are found sooner.

## Something else entirely

- Water is wet and stays so
`;

/** Selects words in the first clause that has them, as a reader does with the mouse. */
async function select(page: Page, words: string): Promise<void> {
  await page.evaluate((wanted) => {
    for (const body of document.querySelectorAll(".clause-body")) {
      const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node.textContent ?? "").indexOf(wanted);
        if (at === -1) continue;
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + wanted.length);
        document.getSelection()?.removeAllRanges();
        document.getSelection()?.addRange(range);
        return;
      }
    }
    throw new Error(`no clause says "${wanted}"`);
  }, words);
}

/** The address of the newest comment that holds these words. */
async function addressOf(page: Page, words: string): Promise<string> {
  const card = page.locator("article.comment").filter({ hasText: words });
  return (await card.locator('a[href*="/comments/"]').first().getAttribute("href")) ?? "";
}

describe("a text with comments", () => {
  const t = wordsOf("en");

  test("is gone through by keys, shows what belongs together, and marks what was asked for alone", async () => {
    const page = await stage.open({ as: "participant" });
    await visit(page, `${stage.app.url}${process}/drafts/1.0-RC1`);
    const marks = page.locator(".draft-text mark");
    const all = await marks.count();
    expect(all).toBeGreaterThan(1);
    const reached = () => page.evaluate(() => document.activeElement?.textContent ?? "");
    await page.keyboard.press("n");
    await expect.poll(() => page.locator("mark[data-lit]").count()).toBe(1);
    const first = await reached();
    await page.keyboard.press("n");
    await expect.poll(reached).not.toBe(first);
    await page.keyboard.press("p");
    await expect.poll(reached).toBe(first);
    // Its card is shown with it, and leads back to the words.
    const lit = await page.locator("mark[data-lit]").getAttribute("data-comment");
    const card = page.locator(`[data-card="${lit?.split(" ")[0]}"]:visible`);
    if ((await card.count()) > 0) {
      await card.locator(".comment-quote a").click();
      await expect.poll(() => page.locator("mark[data-lit]").getAttribute("data-comment")).toBe(lit);
    }
    await page.locator('[popovertarget="comment-filter"]').click();
    const filter = page.locator("#comment-filter");
    await filter.locator('input[name="mine"]').check();
    await filter.locator('button[type="submit"]').click();
    await page.waitForURL(/mine=yes/);
    await expect.poll(() => marks.count()).toBeLessThan(all);
    await page.locator('[popovertarget="comment-filter"]').click();
    await filter.getByRole("link", { name: t("discussion:comments.filter.clear") }).click();
    await expect.poll(() => marks.count()).toBe(all);
    await expectAccessible(page);
  });

  test("shows of each state, type and group as many as it says there are, in the text and in the list", async () => {
    const page = await stage.open({ as: "participant" });
    const here = `${stage.app.url}${process}/drafts/1.0-RC1`;
    await visit(page, here);
    const marked = () =>
      page.evaluate(() => {
        const marks = [...document.querySelectorAll<HTMLElement>(".draft-text mark")];
        return new Set(marks.flatMap((mark) => mark.dataset.comment?.split(" ") ?? [])).size;
      });
    const all = await marked();
    expect(all).toBeGreaterThan(1);
    for (const by of ["state", "type", "group"]) {
      const options = await page
        .locator(`#comment-filter select[name="${by}"] option:not([value=""])`)
        .evaluateAll((found) =>
          found.map((one) => [(one as HTMLOptionElement).value, one.textContent] as const),
        );
      expect(options.length).toBeGreaterThan(1);
      const listed = new Map<string, number>();
      for (const [value, label] of options) {
        const list = await ask(stage.app, `${process}/drafts/1.0-RC1/comments?${by}=${value}`, {
          as: "participant",
        });
        const count = (await list.text()).match(/<article class="comment/g)?.length ?? 0;
        const told = /\((\d+)\)$/.exec(label ?? "")?.[1];
        if (told !== undefined) expect(`${value}: ${count}`).toBe(`${value}: ${told}`);
        listed.set(value, count);
      }
      // Of those that have any the one with the fewest; of a kind that nobody used, none is shown.
      const found = [...listed].sort(([, one], [, other]) => one - other);
      const [value = "", count = 0] = found.find(([, many]) => many > 0) ?? found[0] ?? [];
      await visit(page, `${here}?${by}=${value}`);
      const shown = await marked();
      expect(shown).toBeLessThanOrEqual(count);
      expect(shown).toBeLessThan(all);
    }
  });

  test("is commented and suggested upon by keys, where the reader is and on the words that are selected", async () => {
    const page = await stage.open({ as: "participant" });
    const here = `${stage.app.url}${process}/drafts/1.1`;
    await visit(page, here);
    // The first is a section: it can be commented, and has no words that others could take the place of.
    const clauses = await page
      .locator(".draft-text [data-clause]")
      .evaluateAll((found) =>
        found.map((one) => [(one as HTMLElement).dataset.clause, one.querySelector(".clause-body") !== null]),
      );
    const [section, hasText] = clauses[0] ?? [];
    expect(hasText).toBe(false);
    const second = clauses.find(([, has]) => has)?.[0];
    for (const [key, form, clause] of [
      ["c", "write", section],
      ["s", "suggest", second],
    ] as const) {
      await visit(page, here);
      await page.keyboard.press(key);
      await page.waitForURL(new RegExp(`/clauses/${clause}#${form}$`));
      await page.locator(`#${form}`).waitFor();
    }
    // Two on the same words: one mark, that tells of both and shows both.
    for (const nth of [1, 2]) {
      await visit(page, here);
      const words =
        (await page.locator(`[data-clause="${second}"] .clause-body`).first().textContent()) ?? "";
      await select(page, words.trim().slice(0, 12));
      await page.locator(".select-button").waitFor();
      await page.keyboard.press("c");
      const dialog = page.locator("dialog[open]");
      await dialog.locator('textarea[name="body"]').fill(`Said of the same words, ${nth}.`);
      await dialog.locator('button[value="comment"]').click();
      await page
        .locator("article.comment")
        .filter({ hasText: `the same words, ${nth}.` })
        .first()
        .waitFor();
    }
    const mark = page.locator(`[data-clause="${second}"] mark[data-comment*=" "]`).first();
    await mark.waitFor();
    await mark.click();
    const ids = (await mark.getAttribute("data-comment"))?.split(" ") ?? [];
    for (const nth of [1, 2])
      await page
        .locator("article.comment:visible")
        .filter({ hasText: `the same words, ${nth}.` })
        .first()
        .waitFor();
    expect(ids.length).toBeGreaterThan(1);
  });
});

describe("a version", () => {
  const t = wordsOf("en");
  /** Addresses of comments on words that the next version changes, and on a clause that it does not have. */
  const said = { changed: "", gone: "" };

  test("is commented in places that the next one changes and in some that it has not", async () => {
    const page = await stage.open({ as: "participant" });
    for (const [what, words] of [
      ["changed", "ght a simple lesson: where everyone"],
      ["gone", await lastWords(page)],
    ] as const) {
      await visit(page, `${stage.app.url}${process}/drafts/1.1`);
      await select(page, words);
      await page.locator(".select-button").waitFor();
      await page.keyboard.press("c");
      const dialog = page.locator("dialog[open]");
      await dialog.locator('textarea[name="body"]').fill(`Of what is ${what}.`);
      await dialog.locator('button[value="comment"]').click();
      await page
        .locator("article.comment")
        .filter({ hasText: `Of what is ${what}.` })
        .first()
        .waitFor();
      said[what] = await addressOf(page, `Of what is ${what}.`);
    }
  });

  async function lastWords(page: Page): Promise<string> {
    await visit(page, `${stage.app.url}${process}/drafts/1.1`);
    const texts = await page.locator(".clause-body p").allTextContents();
    return (texts.at(-1) ?? "").trim().slice(0, 24);
  }

  test("can be begun, imported, edited, cited, published and compared", async () => {
    const { url } = stage.app;
    const page = await stage.open({ as: "organizer" });
    await visit(page, `${url}${process}/manage/drafts`);
    await page.locator('input[name="label"]').fill("2.0");
    await button(page, "begin").click();
    await page.waitForURL(/manage\/drafts\/2\.0$/);

    await page.locator(`a[href="${process}/manage/drafts/2.0/import"]`).first().click();
    await page.locator('textarea[name="markdown"]').fill(markdown);
    await button(page, "read").click();
    const first = page.locator('select[name="match.1"]');
    await first.waitFor();
    expect(await first.locator("option:checked").textContent()).toContain("Why open systems matter");
    expect(await page.locator('select[name="match.3"]').inputValue()).toBe("");
    await expectAccessible(page);
    await button(page, "import").click();
    await page.waitForURL(/manage\/drafts\/2\.0$/);
    await alive(page);

    const clause = page.locator('section.edit[aria-label="1.1"]');
    await clause.locator('textarea[name="body"]').fill("Software taught a simple lesson to everyone.");
    await clause.getByText(t("drafts:saving.saved"), { exact: true }).waitFor();
    await clause.locator("details").last().locator("summary").click();
    await clause.locator('input[name="cited"]').fill("record:1");
    await clause.locator('button[value="cite"]').click();
    await clause.getByText(t("drafts:why.count", { count: 1 })).waitFor();

    await visit(page, `${url}${process}/manage/drafts/2.0/release`);
    // Where gates decide what is final a version is published for comments, until a day.
    const until = new Date(Date.now() + 7 * 24 * 60 * 60 * 1000).toISOString().slice(0, 16);
    await page.locator('input[name="commentsUntil"]').fill(until);
    stage.expectStatus(page, 400);
    await button(page, "publish").click();
    await page.getByRole("alert").first().waitFor();
    await page.locator('textarea[name="note"]').first().fill("Shorter.");
    await button(page, "note").first().click();
    await page.getByRole("status").waitFor();
    await button(page, "publish").click();
    await page.waitForURL(`${url}${process}/drafts/2.0`);
    await page.getByText("Software taught a simple lesson to everyone.").waitFor();
    await expectAccessible(page);

    await visit(page, `${url}${process}/compare/1.1/2.0`);
    await page.locator(".change ins").first().waitFor();
    await page.locator(".change-removed").first().waitFor();
    await expectAccessible(page);
    const gone = await ask(stage.app, `${process}/manage/drafts/2.0/import`, { as: "organizer" });
    expect(gone.status, "a published version takes no import").toBe(404);
  });

  test("has the comments of the one before: a doubtful place is judged wrong, and a lost one found, by hand", async () => {
    const { url } = stage.app;
    const page = await stage.open({ as: "organizer" });
    await visit(page, `${url}${said.changed}`);
    await page.locator('button[name="verdict"][value="wrong"]').click();
    await page.locator('button[name="verdict"]').first().waitFor({ state: "detached" });
    await expectAccessible(page);

    await visit(page, `${url}${said.gone}`);
    const link = page.locator('input[name="link"]');
    await link.fill(`${url}/somewhere/else`);
    stage.expectStatus(page, 400);
    await button(page, "placeAt").click();
    await page.getByRole("alert").first().waitFor();
    expect(await link.inputValue(), "what was typed stays").toBe(`${url}/somewhere/else`);
    const reader = await stage.open({});
    await visit(reader, `${url}${process}/drafts/2.0`);
    const clause = await reader
      .locator(`a[href^="${process}/drafts/2.0/clauses/"]`)
      .first()
      .getAttribute("href");
    await link.fill(`${url}${clause}`);
    await button(page, "placeAt").click();
    await page.getByText(t("discussion:comments.place.byHand")).waitFor();
    await expectAccessible(page);
    await visit(reader, `${url}${clause}`);
    await reader.locator("article.comment").filter({ hasText: "Of what is gone." }).first().waitFor();
    expect(await reader.locator("article.comment").filter({ hasText: "Of what is changed." }).count()).toBe(
      0,
    );
  });

  test("shows two editors each other's text, and loses neither", async () => {
    const { url } = stage.app;
    await send(stage.app, `${process}/manage/drafts`, { intent: "begin", label: "2.1" }, { as: "organizer" });
    const [one, other] = [await stage.open({ as: "organizer" }), await stage.open({ as: "organizer" })];
    for (const page of [one, other]) await visit(page, `${url}${process}/manage/drafts/2.1`);
    const section = (page: Page) => page.locator('section.edit[aria-label="1.1"]');
    const body = (page: Page) => section(page).locator('textarea[name="body"]');
    await body(one).fill("The text of the first editor.");
    await section(one).getByText(t("drafts:saving.saved"), { exact: true }).waitFor();

    stage.expectStatus(other, 409);
    await body(other).fill("The text of the second editor.");
    const conflict = section(other).getByRole("alert");
    await conflict.getByText("The text of the first editor.").waitFor();
    expect(await body(other).inputValue()).toBe("The text of the second editor.");
    await section(other)
      .getByRole("button", { name: t("common:kept.mine") })
      .click();
    await section(other).getByText(t("drafts:saving.saved"), { exact: true }).waitFor();
    await visit(one, `${url}${process}/manage/drafts/2.1`);
    expect(await body(one).inputValue()).toBe("The text of the second editor.");
  });

  test("writes Markdown with colours and keys, which is kept and saved as in a plain field", async () => {
    const page = await stage.open({ as: "organizer" });
    await visit(page, `${stage.app.url}${process}/manage/drafts/2.1`);
    const section = page.locator('section.edit[aria-label="1.1"]');
    const field = section.locator('textarea[name="body"]');
    const editor = section.getByRole("textbox", { name: t("drafts:field.body") }).and(page.locator("div"));
    await field.focus();
    await editor.waitFor();
    await expectAccessible(page);
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Freely");
    await page.keyboard.press("Shift+Control+ArrowLeft");
    await page.keyboard.press("Control+b");
    expect(await field.inputValue()).toBe("The text of the second editor. **Freely**");
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("- كلمة");
    await page.keyboard.press("Enter");
    await page.keyboard.type("two");
    expect(await field.inputValue()).toMatch(/\n\n- كلمة\n- two$/);
    const direction = (text: string) =>
      editor.locator(".cm-line", { hasText: text }).evaluate((line) => getComputedStyle(line).direction);
    expect([await direction("كلمة"), await direction("second")]).toEqual(["rtl", "ltr"]);
    await section.getByText(t("drafts:saving.saved"), { exact: true }).waitFor();
    // Words that come from elsewhere stand in the editor too.
    await field.evaluate((one: HTMLTextAreaElement) => {
      one.value = "The text of the second editor.";
      one.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await editor.locator(".cm-line").nth(1).waitFor({ state: "detached" });
    expect(await editor.textContent()).toBe("The text of the second editor.");
    await section.getByText(t("drafts:saving.saved"), { exact: true }).waitFor();
    await page.getByLabel(t("drafts:coloured.do")).uncheck();
    await editor.waitFor({ state: "detached" });
    await field.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Plain.");
    expect(await field.inputValue()).toBe("The text of the second editor. Plain.");
    await section.getByText(t("drafts:saving.saved"), { exact: true }).waitFor();
    await page.getByLabel(t("drafts:coloured.do")).check();
  });
});

describe.each([
  { language: "en" as const, prefix: "", seat: "participant", words: "simple lesson", reply: "A reply." },
  { language: "ar" as const, prefix: "/ar", seat: "member-bloom", words: "درسًا بسيطًا:", reply: "ردّ." },
])("in $language", ({ language, prefix, seat, words, reply }) => {
  const t = wordsOf(language);
  const text = `A word on “${words}” (${language}).`;
  let comment = "";

  test("a reader comments on a selection, and it is marked in the text", async () => {
    const page = await stage.open({ as: seat });
    await visit(page, `${stage.app.url}${prefix}${process}/drafts/2.0`);
    // A triple click selects a paragraph whole, and the beginning of what comes after it.
    await page.locator(".clause-body p").first().click({ clickCount: 3 });
    await page.locator(".select-button").waitFor();
    await select(page, words);
    await page.locator(".select-button button").first().click();
    const dialog = page.locator("dialog[open]");
    await dialog.locator('textarea[name="body"]').fill(text);
    await dialog.locator('select[name="stance"]').selectOption("oppose");
    await expectAccessible(page);
    await dialog.locator('button[value="comment"]').click();
    await page
      .locator(".toast")
      .filter({ hasText: t("comments:made") })
      .waitFor();
    expect(await dialog.count()).toBe(0);
    await page.locator("mark").filter({ hasText: words }).first().waitFor();
    comment = await addressOf(page, text);
    expect(comment).toContain(`${prefix}${process}/comments/`);
  });

  test("an editor disposes of it, the commenter is told and answers", async () => {
    const { url } = stage.app;
    const editor = await stage.open({ as: "organizer" });
    await visit(editor, `${url}${comment}`);
    stage.expectStatus(editor, 400);
    await editor.locator('select[name="decision"]').selectOption("accepted-with-changes");
    await editor.locator('textarea[name="reason"]').fill("We word it better.");
    await button(editor, "dispose").click();
    await editor.getByText(t("errors:field.changeNeeded")).waitFor();
    await editor.locator('select[name="change"]').selectOption({ index: 1 });
    await button(editor, "dispose").click();
    await editor.getByText(t("notices:decision.accepted-with-changes")).first().waitFor();
    await expectAccessible(editor);

    const commenter = await stage.open({ as: seat });
    await visit(commenter, `${url}${prefix}/notices`);
    await commenter.locator(`a[href="${comment}"]`).first().click();
    await commenter.locator('button[name="answer"][value="satisfied"]').click();
    await commenter.getByText(t("comments:state.satisfied")).first().waitFor();
    await commenter.locator('textarea[name="body"]').last().fill(reply);
    await button(commenter, "reply").click();
    await commenter.locator("article.comment").filter({ hasText: reply }).waitFor();
    await expectAccessible(commenter);
  });

  test("a reader suggests other words where they stand, and an editor accepts them and takes that back", async () => {
    const { url } = stage.app;
    const page = await stage.open({ as: seat });
    await visit(page, `${url}${prefix}${process}/drafts/2.0`);
    await select(page, "Water is wet");
    await page.getByRole("button", { name: t("suggestions:do") }).click();
    const dialog = page.locator("dialog[open]");
    const words = dialog.locator('textarea[name="proposal"]');
    await words.waitFor();
    const text = await words.inputValue();
    expect(text).toContain("Water is wet");
    const selected = await words.evaluate((area) => {
      const { value, selectionStart, selectionEnd } = area as HTMLTextAreaElement;
      return value.slice(selectionStart, selectionEnd);
    });
    expect(selected).toBe("Water is wet");
    await words.fill(text.replace("wet", "dry"));
    await dialog.locator('textarea[name="body"]').fill(`Suggested in ${language}.`);
    await expectAccessible(page);
    await dialog.locator('button[value="suggest"]').click();
    const card = page.locator("article.comment").filter({ hasText: `Suggested in ${language}.` });
    await card.locator("ins").filter({ hasText: "dry" }).waitFor();
    await card.locator("del").filter({ hasText: "wet" }).waitFor();
    const address = await addressOf(page, `Suggested in ${language}.`);

    const editor = await stage.open({ as: "organizer" });
    const written = async () => {
      const answer = await ask(stage.app, `${process}/manage/drafts/2.1`, { as: "organizer" });
      return answer.text();
    };
    await visit(editor, `${url}${address}`);
    await editor.locator('textarea[name="reason"]').last().fill("Clearer.");
    await button(editor, "decide").click();
    await editor.getByText(t("suggestions:undo.written")).waitFor();
    await expectAccessible(editor);
    expect(await written()).toContain("Water is dry and stays so");
    await visit(editor, `${url}${address}`);
    await button(editor, "undo").click();
    await editor.getByText(t("suggestions:undo.done")).waitFor();
    expect(await written()).toContain("Water is wet and stays so");
  });

  test("a clause is translated, and reviewed by a second person only", async () => {
    const { url } = stage.app;
    const into = language === "en" ? "es" : "ar";
    const address = `${url}${prefix}${process}/drafts/2.0/translate/${into}`;
    if (language === "en") {
      const people = await stage.open({ as: "organizer" });
      await visit(people, `${url}${process}/manage/translators`);
      const row = people.locator("main li").filter({ hasText: "Demo member, BLOOM" });
      await people.locator("main h1").waitFor();
      // The list has pages; each is another address.
      while ((await row.count()) === 0) {
        const next = people.locator('main a[rel="next"]');
        const address = await next.getAttribute("href");
        await visit(people, `${url}${address}`);
      }
      for (const one of ["es", "ar"]) await row.locator(`input[value="${one}"]`).check();
      await row.locator('button[value="set"]').click();
      await people.getByRole("status").waitFor();
    }
    const translator = await stage.open({ as: "member-bloom" });
    await visit(translator, address);
    const unit = (page: Page) =>
      page.locator("section.unit").filter({ hasText: "Software taught a simple lesson" }).first();
    await unit(translator).locator("textarea").last().fill(`Translated into ${into}.`);
    await unit(translator).locator('button[value="save"]').click();
    await unit(translator).getByText(t("translation:second")).waitFor();
    expect(await unit(translator).locator('button[value="review"]').count()).toBe(0);
    await expectAccessible(translator);

    const second = await stage.open({ as: "organizer" });
    await visit(second, address);
    await unit(second).locator('button[value="review"]').click();
    await unit(second).getByText(t("translation:state.reviewed"), { exact: true }).waitFor();
    const page = await (await ask(stage.app, `/${into}${process}/drafts/2.0`)).text();
    expect(page).toContain(`Translated into ${into}.`);
  });

  test("two who translate one part see each other, and whoever takes it over loses the words of neither", async () => {
    const into = language === "en" ? "es" : "ar";
    const address = `${stage.app.url}${prefix}${process}/drafts/2.0/translate/${into}`;
    const [first, second] = [
      await stage.open({ as: "member-bloom" }),
      await stage.open({ as: "organizer" }),
    ] as const;
    const unit = (page: Page) =>
      page.locator("section.unit").filter({ hasText: "Water is wet and stays so" }).first();
    const field = (page: Page) => unit(page).locator(`textarea[name^="texts."]`).last();
    for (const page of [first, second]) {
      await visit(page, address);
      await alive(page);
    }
    await field(first).fill("The words of the first.");
    const take = unit(second).getByRole("button", { name: t("translation:presence.take") });
    await take.waitFor();
    await field(second).fill("The words of the second.");
    await take.click();
    await take.waitFor({ state: "detached" });
    await unit(first)
      .getByRole("button", { name: t("translation:presence.take") })
      .waitFor();
    expect(await field(first).inputValue()).toBe("The words of the first.");
    expect(await field(second).inputValue()).toBe("The words of the second.");
    await expectAccessible(first);

    await unit(first).locator('button[value="save"]').click();
    await unit(first).getByText(t("translation:second")).waitFor();
    // What the first stored comes to the second's page by itself, beside their own words; whoever saves then has seen it.
    const notice = unit(second).getByText(t("common:kept.overtaken"));
    await notice.waitFor();
    await unit(second).getByText("The words of the first.").first().waitFor();
    expect(await field(second).inputValue()).toBe("The words of the second.");
    const saved = second.waitForResponse((answer) => answer.request().method() === "POST");
    await unit(second).locator('button[value="save"]').click();
    expect((await saved).status()).toBe(200);
    await notice.waitFor({ state: "detached" });
    await visit(first, address);
    expect(await field(first).inputValue()).toBe("The words of the second.");
  });
});

describe.each([
  { language: "en" as const, prefix: "" },
  { language: "ar" as const, prefix: "/ar" },
  { language: "ja" as const, prefix: "/ja" },
])("in $language", ({ language, prefix }) => {
  const t = wordsOf(language);
  const ours = `${process}/manage/drafts/2.1`;
  const textNow = async () => (await ask(stage.app, ours, { as: "organizer" })).text();

  /** Writes other words for those of the first clause that has them, and why; gives back what sends them. */
  async function suggesting(page: Page, from: string, to: string, why: string) {
    await select(page, from);
    await page.getByRole("button", { name: t("suggestions:do") }).click();
    const dialog = page.locator("dialog[open]");
    const words = dialog.locator('textarea[name="proposal"]');
    await words.waitFor();
    await words.fill((await words.inputValue()).replace(from, to));
    await dialog.locator('textarea[name="body"]').fill(why);
    return dialog.locator('button[value="suggest"]');
  }

  test("two readers change one clause, one of them on the way through a tunnel, and an editor takes both at once", async () => {
    const { url } = stage.app;
    const [one, other] = [await stage.open({ as: "participant" }), await stage.open({ as: "member-pythia" })];
    for (const page of [one, other]) await visit(page, `${url}${prefix}${process}/drafts/2.0`);
    const cardOf = (page: Page, why: string) => page.locator("article.comment").filter({ hasText: why });
    const [damp, remains] = [`Damp, in ${language}.`, `Remains, in ${language}.`];
    await (await suggesting(one, "wet", "damp", damp)).click();
    await cardOf(one, damp).locator("ins").filter({ hasText: "damp" }).waitFor();

    stage.expectLost(other);
    // The text of the clause is asked for once there is a connection; what was written on it is sent once there is one again.
    await other.context().setOffline(true);
    const written = suggesting(other, "stays", "remains", remains);
    await other.locator("dialog[open]").getByText(t("common:kept.waiting.offline")).waitFor();
    await other.context().setOffline(false);
    const send = await written;
    await other.context().setOffline(true);
    await send.click();
    await other.getByText(t("common:kept.trouble.offline")).first().waitFor();
    await other.context().setOffline(false);
    await cardOf(other, remains).locator("ins").filter({ hasText: "remains" }).waitFor();

    const editor = await stage.open({ as: "organizer" });
    await visit(editor, `${url}${prefix}${ours}/suggestions`);
    for (const why of [damp, remains]) await cardOf(editor, why).locator('input[name="chosen"]').check();
    await editor.locator('#many textarea[name="reason"]').fill("Both are clearer.");
    await button(editor, "decideMany").click();
    await editor.locator("#accepted").waitFor();
    await expectAccessible(editor);
    expect(await textNow()).toContain("Water is damp and remains so");
    for (const _each of [damp, remains]) {
      const left = editor.locator('section[aria-labelledby="accepted"] li');
      const before = await left.count();
      await left.first().locator('button[value="undo"]').click();
      await expect.poll(() => left.count()).toBe(before - 1);
    }
    expect(await textNow()).toContain("Water is wet and stays so");
  });
});

describe("without script", () => {
  test("a form at each clause takes a comment, and hidden text is gone everywhere", async () => {
    const { app } = stage;
    const page = await stage.open({ as: "member-pythia", script: false });
    await page.goto(`${app.url}${process}/drafts/2.0`);
    await page.locator(".clause-foot a").first().click();
    const secret = "A very secret advertisement";
    await page.locator('textarea[name="body"]').first().fill(secret);
    await page.locator('button[value="comment"]').first().click();
    const address = await addressOf(page, secret);
    const places = [
      `${process}/drafts/2.0`,
      `${process}/drafts/2.0/comments`,
      `${process}/drafts/2.0/files/comments.csv`,
      `${process}/feeds/comments-2.0.atom`,
      address,
    ];
    for (const place of places) expect(await (await ask(app, place)).text(), place).toContain(secret);
    const id = address.split("/").at(-1) ?? "";
    await send(
      app,
      `${process}/manage/moderation`,
      { intent: "hide", comment: id, reason: "It sells." },
      { as: "organizer" },
    );
    for (const place of places) expect(await (await ask(app, place)).text(), place).not.toContain(secret);
    expect(await (await ask(app, `${process}/moderation`)).text()).toContain("It sells.");
  });

  test("both texts come back to whose save was refused", async () => {
    const { app } = stage;
    const page = await stage.open({ as: "organizer", script: false });
    await page.goto(`${app.url}${process}/manage/drafts/2.1`);
    const section = page.locator('section.edit[aria-label="1.1"]');
    const revision = section.locator('form:has(textarea) input[name="revision"]');
    expect(Number(await revision.inputValue())).toBeGreaterThan(1);
    const id = await section.locator('form:has(textarea) input[name="clause"]').inputValue();
    const theirs = {
      clause: id,
      kind: "definition",
      heading: "",
      stability: "likely",
      body: "Saved meanwhile.",
    };
    const saved = await send(
      app,
      `${process}/manage/drafts/2.1`,
      { intent: "save", revision: await revision.inputValue(), ...theirs },
      { as: "organizer" },
    );
    expect(saved.status).toBe(303);
    await section.locator('textarea[name="body"]').fill("Typed without script.");
    stage.expectStatus(page, 409);
    await section.locator('form button[type="submit"]').first().click();
    await page.getByText("Saved meanwhile.").first().waitFor();
    expect(await section.locator('textarea[name="body"]').inputValue()).toBe("Typed without script.");
  });
});

describe("a mail program's one click", () => {
  test("ends the mails of a process, without a session and without a page of ours", async () => {
    const { app } = stage;
    const tokenInMail = async () =>
      /\/unsubscribe\/([0-9a-f]{48})/.exec(await (await ask(app, "/mailbox")).text())?.[1];
    await expect.poll(tokenInMail, { message: "a mail with the address to stop it" }).toBeDefined();
    const token = await tokenInMail();
    const answer = await fetch(`${app.url}/unsubscribe/${token}`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(answer.status).toBe(200);
    const unknown = await fetch(`${app.url}/unsubscribe/${"0".repeat(48)}`, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "List-Unsubscribe=One-Click",
    });
    expect(unknown.status).toBe(404);
  });
});
