import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClauseId, CommentId } from "~/kernel/ids";
import { connectPostgres } from "~db/client";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { startApp, type TestApp } from "~tests/support/app";
import { asStored } from "~tests/support/asStored";
import { type ServedDemo, servedDemo } from "~tests/support/servedDemo";
import { ask } from "./support/http";

const many = 5000;
const mostBytes = 300_000;
const draft = "/p/open-source-ai/drafts/1.1";

let app: TestApp;
let demo: ServedDemo;
let clause = "";

beforeAll(async () => {
  demo = await servedDemo();
  const handle = await connectPostgres(demo.env.DATABASE_URL, 1);
  const { db } = handle;
  const [open] = await db.select().from(drafts).where(eq(drafts.label, "1.1"));
  if (!open) throw new Error("the demo has no open version");
  const clauses = await db.select().from(draftClauses).where(eq(draftClauses.draftId, open.id));
  clause = clauses.find(({ kind }) => kind === "definition")?.clauseId ?? "";
  for (let from = 0; from < many; from += 1000) {
    const rows = Array.from({ length: 1000 }, (_, i) => ({
      id: randomUUID() as CommentId,
      processId: open.processId,
      draftId: open.id,
      clauseId: (from + i) % 2 === 0 ? (clause as ClauseId) : null,
      number: from + i + 1,
      language: "en" as const,
      type: "general" as const,
      stance: "neutral" as const,
      body: asStored(`Comment ${from + i + 1}: **${"a long word of it ".repeat(12)}**`),
      createdAt: new Date(),
    }));
    await db.insert(comments).values(rows);
  }
  await handle.close();
  app = await startApp(demo);
});
afterAll(async () => {
  await app?.stop();
  if (demo) await rm(demo.dataDir, { recursive: true, force: true });
});

const pages = {
  "the draft": () => draft,
  "a clause": () => `${draft}/clauses/${clause}`,
  "the list of comments": () => `${draft}/comments`,
};

test.each(Object.entries(pages))(
  "%s with 5,000 comments stays a page that can be loaded",
  async (_, path) => {
    const html = await (await ask(app, path())).text();
    expect(html).toContain("Comment 1:");
    expect(Buffer.byteLength(html)).toBeLessThan(mostBytes);
  },
);

test("the list of 5,000 comments leads through all of them, each once", async () => {
  const seen: number[] = [];
  for (let path: string | null = `${draft}/comments`; path; ) {
    const html: string = await (await ask(app, path)).text();
    // As they stand in the page, without its frame and the data that the browser is given with it.
    const shown = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
    for (const [, number] of shown.matchAll(/<p>Comment (\d+):/g)) seen.push(Number(number));
    path = /href="([^"]*after=[^"]*)"/.exec(shown)?.[1]?.replaceAll("&amp;", "&") ?? null;
  }
  expect(seen).toEqual(Array.from({ length: many }, (_, i) => i + 1));
});
