import { startApp } from "~tests/support/app";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { assetOf } from "./support/assets";
import { fetchOnce, type Load, load } from "./support/load";
import { median } from "./support/measure";
import { type Row, report, row } from "./support/report";

const connections = 8;
const ms = 1200;
const turns = 5;
const path = "/p/open-source-ai/results/1";
const encodings = ["br", "identity"] as const;

/** What a browser sends beside the encoding. */
const visitor = {
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
  "accept-language": "en-US,en;q=0.9",
};

const postgres = await startPostgres();
const embedded = await measure("PGlite", {});
const external = await measure("PostgreSQL", { DATABASE_URL: postgres.url });
await postgres.stop();
report([...embedded, ...external]);

/** Starts the server as people run it, with the demo, and loads its result page. */
async function measure(database: string, env: Record<string, string>): Promise<Row[]> {
  const app = await startApp({ env: { LOG_LEVEL: "info", ...env } });
  const url = app.url.replace("localhost", "127.0.0.1");
  try {
    const rows: Row[] = [];
    for (const encoding of encodings) rows.push(...(await stored(database, url, encoding)));
    // No two of these addresses are the same: each is rendered.
    let count = 0;
    const anew = {
      url: () => `${url}${path}?anew=${++count}`,
      headers: { ...visitor, "accept-encoding": "br" },
    };
    await load(anew, { connections, ms });
    const rendered = await load(anew, { connections, ms });
    rows.push(row(`${database}, br, rendered anew`, rendered.perSecond, "/s"));
    rows.push(row(`${database}, br, rendered anew, p99`, rendered.p99, "ms"));
    return rows;
  } finally {
    await app.stop();
  }
}

/** The stored page against a file of about the bytes that the page has on the wire, in turns. */
async function stored(database: string, url: string, encoding: string): Promise<Row[]> {
  const headers = { ...visitor, "accept-encoding": encoding === "br" ? "gzip, deflate, br" : "identity" };
  const page = { url: `${url}${path}`, headers };
  // The first request renders the page, and its copy is kept when that is through.
  await fetchOnce(page);
  await fetchOnce(page);
  const bytes = await fetchOnce(page);
  const file = { url: `${url}${assetOf(bytes)}`, headers };
  const pages: Load[] = [];
  const files: Load[] = [];
  await load(page, { connections, ms });
  await load(file, { connections, ms });
  for (let turn = 0; turn < turns; turn++) {
    pages.push(await load(page, { connections, ms }));
    files.push(await load(file, { connections, ms }));
  }
  const middle = (loads: readonly Load[], key: keyof Load) => median(loads.map((one) => one[key]));
  const sized = (loads: readonly Load[]) => `${Math.round(middle(loads, "bytes") / 1000)} kB`;
  const what = `${database}, ${encoding}, ${sized(pages)}`;
  const beside = `a file of ${sized(files)}`;
  return [
    row(
      what,
      middle(pages, "perSecond"),
      "/s",
      { what: beside, figure: middle(files, "perSecond") },
      { kind: "at-least", ratio: 0.5 },
    ),
    row(`${what}, p99`, middle(pages, "p99"), "ms", { what: beside, figure: middle(files, "p99") }),
  ];
}
