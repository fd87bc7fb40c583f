import { expect, test } from "vitest";
import { alive, openStage, visit } from "./support/browser";
import { ask, send } from "./support/http";

const stage = openStage();
const process = "/p/open-source-ai";
const result = `${process}/results/1`;

test("the second visitor gets the page of the first, with a policy that allows exactly its scripts", async () => {
  const { app } = stage;
  const plain = (html: string) => html.replace(/ nonce="[^"]*"/g, "").replace(/ data-request="[^"]*"/, "");
  const first = await ask(app, result);
  const rendered = plain(await first.text());
  const second = await stored();
  expect(plain(await second.text())).toBe(rendered);
  const own = await ask(app, result, { as: "organizer" });
  expect(own.headers.get("content-security-policy")).toContain("'nonce-");
  // Browsers keep pages of visitors, and ask whether they are the same; of who is signed in none.
  expect(own.headers.get("cache-control")).toBe("private, no-store");
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  const policy = second.headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/script-src 'self'( 'sha256-[\w+/=]+')+;/);
  expect(policy).not.toMatch(/nonce-|unsafe/);
  expect(second.headers.get("set-cookie")).toBeNull();

  for (const script of [true, false]) {
    const page = await stage.open({ script });
    if (script) await visit(page, `${app.url}${result}`);
    else await page.goto(`${app.url}${result}`);
    await page.locator("#by-component").waitFor();
  }
});

test("a stored page comes alive: its links work without loading anew", async () => {
  await (await stored()).arrayBuffer();
  const page = await stage.open();
  const answer = await page.goto(`${stage.app.url}${result}`);
  expect(answer?.headers()["content-security-policy"]).toContain("'sha256-");
  await alive(page);
  await page.evaluate(() => {
    document.body.dataset.kept = "yes";
  });
  await page.locator(`main a[href^="${process}/rules/"]`).first().click();
  await page.waitForURL(/\/rules\//);
  expect(await page.locator("body").getAttribute("data-kept")).toBe("yes");
});

test.each(["br", "gzip", "identity"])(
  "who has the page is told that it is still the same (%s)",
  async (encoding) => {
    const headers = { "Accept-Encoding": encoding };
    const answer = await stored(headers);
    const tag = answer.headers.get("etag") ?? "";
    expect(answer.headers.get("content-encoding") ?? "identity").toBe(encoding);
    expect(await answer.text()).toContain("</html>");
    expect(tag).toMatch(/^"[\w-]+"$/);
    const again = await ask(stage.app, result, { headers: { ...headers, "If-None-Match": tag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe("");
  },
);

test("a change of the process is seen at once, and what one person sees is kept for nobody else", async () => {
  const { app } = stage;
  const tag = (await stored()).headers.get("etag") ?? "";
  const own = await (await ask(app, result, { as: "organizer" })).text();
  expect(own).toContain("Demo organizer");
  expect(await (await ask(app, result)).text()).not.toContain("Demo organizer");

  const settings = { intent: "process", language: "en", title: "Title, changed", question: "Question?" };
  const edit = { ...settings, summary: "", languages: ["en", "es", "fr", "ar"] };
  await send(app, `${process}/manage/settings`, edit, { as: "organizer" });
  const fresh = await ask(app, result, { headers: { "If-None-Match": tag } });
  expect(fresh.status).toBe(200);
  expect(await fresh.text()).toContain("Title, changed");
  const restored = await stored();
  expect(restored.headers.get("etag")).not.toBe(tag);
  expect(await restored.text()).toContain("Title, changed");
});

test("addresses with a query or in another language are no stored pages of this one", async () => {
  const { app } = stage;
  await (await stored()).arrayBuffer();
  expect(await (await ask(app, `/fr${result}`)).text()).toContain('<html lang="fr"');
  expect(await (await ask(app, `/ar${result}`)).text()).toContain('dir="rtl"');
  const asked = await ask(app, `${result}?x=%3Cscript%3E`);
  expect(await asked.text()).not.toContain("<script>?x");
  const chosen = await ask(app, result, { headers: { "Accept-Language": "ar" } });
  expect(chosen.headers.get("location")).toBe(`/ar${result}`);
});

/** The page as it is kept; it is kept when the answer to somebody before has been sent. */
async function stored(headers: Record<string, string> = {}): Promise<Response> {
  for (;;) {
    const answer = await ask(stage.app, result, { headers });
    if (answer.headers.has("etag")) return answer;
    await answer.arrayBuffer();
  }
}
