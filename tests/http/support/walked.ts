import { sql } from "drizzle-orm";
import { strFromU8, unzipSync } from "fflate";
import { expect } from "vitest";
import { feedNames } from "~/features/feeds/services/feeds.server";
import { recordTables } from "~/registries/record.server";
import { type Db, rowsOf } from "~db/client";
import { ownParams } from "./budget";
import { cookieOf, type Params, statusIn, visit } from "./routes";
import { pageRoutes, renderPage } from "./wholePage";
import type { Role, World } from "./world";

/** People who have no part in what is kept from others. */
export const outsiders = [
  "a visitor",
  "a participant",
  "a facilitator of the other workgroup",
] as const satisfies readonly Role[];

/** The words of a text that only what is kept from others has; each begins with `Secret`. */
export const secretsIn = (text: string): string[] =>
  [...new Set(text.match(/Secret[A-Z][a-z]+/g) ?? [])].sort();

/**
 * What of all pages tells a person such words, in their HTML and in what their scripts begin with. Each page is asked for as it is of the world, and
 * again for each of the parameters that are its own.
 */
export async function toldByPages(
  world: World,
  role: Role,
  own: readonly Params[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { deps, people } = world;
  const headers = await cookieOf(deps, people[role]);
  const told: Record<string, string[]> = {};
  for (const page of pageRoutes) {
    const concerned = own.filter((params) =>
      Object.keys(params).every((name) => page.address.includes(`:${name}`)),
    );
    for (const params of [{}, ...concerned]) {
      const asked = { deps, headers, params: { ...world.params, ...ownParams(page), ...params } };
      const html = await renderPage(page, asked).catch(String);
      const words = secretsIn(html);
      if (words.length > 0) told[`${page.id} ${JSON.stringify(params)}`] = words;
    }
  }
  return told;
}

/** The same of all files and feeds of the process that anyone may have, and of the entries of record logs. */
export async function toldByFiles(
  world: World,
  db: Db,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const { deps, s } = world;
  const { clause: _, ...params } = world.params;
  const base = `processes/${s.process.slug}`;
  const files: [file: string, params: Params][] = [
    ["opendata/v1.ts", { "*": "processes" }],
    ["opendata/v1.ts", { "*": base }],
    ...recordTables.flatMap(({ name }): [string, Params][] => [
      ["opendata/v1.ts", { "*": `${base}/${name}` }],
      ["opendata/v1.ts", { "*": `${base}/${name}.csv` }],
    ]),
    ...[...feedNames.map((name) => `${name}.atom`), "comments-0.1.atom"].map((feed): [string, Params] => [
      "feeds/feed.ts",
      { ...params, feed },
    ]),
    ["discussion/draft.file.ts", { ...params, file: "comments.csv" }],
    ...["draft.html", "draft.docx"].map((file): [string, Params] => [
      "drafts/draft.text.ts",
      { ...params, file },
    ]),
    ["timeline/calendar.ts", { ...params, file: "timeline.ics" }],
    ["overview/sitemap.ts", {}],
    ["opendata/export.ts", params],
  ];
  const told: Record<string, string[]> = {};
  let read = 0;
  for (const [file, given] of files) {
    const name = `${file} ${given["*"] ?? given.file ?? given.feed ?? ""}`;
    const answer = await visit(file, "loader", { deps, params: given });
    expect(statusIn(answer), name).toBeLessThan(300);
    const bytes = new Uint8Array(await (answer.is as Response).arrayBuffer());
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    const text = (isZip ? Object.values(unzipSync(bytes)) : [bytes]).map((one) => strFromU8(one)).join("\n");
    read += text.length;
    const words = secretsIn(text);
    if (words.length > 0) told[name] = words;
  }
  expect(read).toBeGreaterThan(100_000);
  const entries = await rowsOf<{ entry: string }>(db, sql`select entry from record_entries`);
  const committed = secretsIn(entries.map(({ entry }) => entry).join("\n"));
  return committed.length === 0 ? told : { ...told, "record entries": committed };
}
