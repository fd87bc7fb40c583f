import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { type SearchFilter, searchAsMeant } from "~/features/search/services/search.server";
import { projectPath } from "~db/projectFolder";
import { components } from "~db/schema/components";
import { manyPosts } from "./support/manyPosts";
import { quantile } from "./support/measure";
import { report, row } from "./support/report";

const rounds = 20;
const together = 4;
const allowed = 150;

type Look = readonly [text: string, filter?: SearchFilter];

const day = (before: number) =>
  new Date(Date.now() - before * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** What people look for: words that stand in most posts, in some, in one, in none; phrases and exclusions. */
const words: readonly Look[] = [
  ["open"],
  ["data"],
  ["system weights"],
  ["training -code"],
  ['"open data"'],
  ["licence or licences"],
  ["rare7"],
  ["rare4711"],
  ["single31337"],
  ["qqq"],
  ["data rare12"],
  ["modelos"],
  ["-open"],
];
/** The same narrowed: by who said it, of whom there is one or many, by when and in which language. */
const narrowed: readonly Look[] = [
  ["open", { by: "Person 77" }],
  ["open", { by: "Person" }],
  ["rare7", { by: "person 1" }],
  ["data", { by: "nobody" }],
  ["data", { since: day(7) }],
  ["weights", { since: day(280), until: day(220) }],
  ["open", { until: day(200), by: "Person 5" }],
  ["modelos", { language: "es" }],
  ["open", { language: "fr" }],
  ["datos rare10", { language: "es", kind: "topic" }],
  ["system", { kind: "comment", since: day(30), by: "Person 3" }],
];
/** Slips: of common words, of words in a single post, of several at once, and of nothing that is there. */
const slips: readonly Look[] = [
  ["trainig"],
  ["wieghts"],
  ["parametters"],
  ["trainnig systme"],
  ["licnce systm"],
  ["possibel modfy paramters"],
  ["modelso", { language: "es" }],
  ["sytem", { by: "Person 77" }],
  ["uoixeto"],
  ["zyxwvuts"],
];

/** The components of the demo, each in several languages: every search goes through them as well. */
const listed: readonly { key: string; category: string; title: object; description: object }[] = JSON.parse(
  readFileSync(projectPath("db/demo/components.json"), "utf8"),
);
const inAll = (text: object) => ({ source: "en" as const, text: text as Record<"en", string> });

const { deps, scene, stop } = await manyPosts();
await deps.db.insert(components).values(
  listed.map(({ key, category, title, description }, position) => ({
    ...{ processId: scene.id, key, category, position, sinceVersion: 1 },
    ...{ title: inAll(title), description: inAll(description) },
  })),
);
await deps.db.execute(sql`vacuum analyze`);

/** Of these nothing is there, and nothing like it. */
const absent = ["qqq", "zyxwvuts"];

async function look([text, filter = {}]: Look): Promise<number> {
  const started = performance.now();
  const { hits, corrected } = await searchAsMeant(deps, scene, text, filter);
  const took = performance.now() - started;
  const mayBeEmpty = absent.includes(text) || filter.by === "nobody" || filter.language === "fr";
  if (hits.length === 0 && !mayBeEmpty)
    throw new Error(`nothing found for ${text} ${JSON.stringify(filter)}`);
  if (slips.some(([one]) => one === text) && corrected === null && !mayBeEmpty)
    throw new Error(`${text} was not mended`);
  return took;
}

async function measure(looks: readonly Look[]) {
  // As in a server that has been up for a while: each connection knows the statements.
  const warm = async () => {
    for (const one of looks) await look(one);
  };
  await Promise.all(Array.from({ length: together }, warm));
  const alone: number[] = [];
  const atOnce: number[] = [];
  for (let turn = 0; turn < rounds; turn++) for (const one of looks) alone.push(await look(one));
  let waiting = rounds * looks.length;
  const client = async () => {
    while (waiting > 0) atOnce.push(await look(looks[--waiting % looks.length] as Look));
  };
  await Promise.all(Array.from({ length: together }, client));
  return { alone, atOnce };
}

const searched = (what: string, { alone, atOnce }: Awaited<ReturnType<typeof measure>>) => [
  row(
    `${what}, p99`,
    quantile(alone, 0.99),
    "ms",
    { what: "allowed", figure: allowed },
    { kind: "at-most", ratio: 1 },
  ),
  row(
    `${what}, ${together} at once, p99`,
    quantile(atOnce, 0.99),
    "ms",
    { what: "allowed", figure: allowed },
    { kind: "at-most", ratio: 1 },
  ),
];
const rows = [
  ...searched("words", await measure(words)),
  ...searched("by author, day and language", await measure(narrowed)),
  ...searched("slips", await measure(slips)),
];
await stop();
report(rows);
