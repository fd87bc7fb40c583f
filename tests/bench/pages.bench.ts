import { Agent, get } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { assetOf } from "./support/assets";
import { bigPages, bigSession, startBigPostgres } from "./support/bigProcess";
import { fetchOnce, type Load, load, type Target } from "./support/load";
import { median, quantile } from "./support/measure";
import { demoPages, type Page } from "./support/pages";
import { startProbed } from "./support/probed";
import { type Row, report, row } from "./support/report";

const connections = 8;
const ms = 350;
const turns = 3;
const mostStatements = 10;
const mostHeld = 50;
/** Milliseconds that a page may take which is asked for alone. */
const mostAlone = 500;
let asked = 0;

/** What a browser sends. */
const visitor = {
  accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
  "accept-language": "en-US,en;q=0.9",
  "accept-encoding": "gzip, deflate, br",
};

/** With `--big` also pages of a process with 10,000 members and 100,000 comments. */
const isBig = process.env.CODRAFT_BENCH_BIG === "1";
const postgres = isBig ? await startBigPostgres() : await startPostgres();
const app = await startProbed({ DATABASE_URL: postgres.url });
try {
  const rows = await ofProcess("open-source-ai", await demoPages(app.at), {
    member: await sessionOf("member-bloom"),
    organizer: await sessionOf("organizer"),
  });
  const big = { member: bigSession, organizer: bigSession };
  if (isBig) rows.push(...(await ofProcess("big", bigPages, big)));
  report(rows);
} finally {
  await app.stop();
  await postgres.stop();
}

type Sessions = { readonly member: string; readonly organizer: string };

async function ofProcess(slug: string, pages: readonly Page[], sessions: Sessions): Promise<Row[]> {
  const member = { ...visitor, cookie: sessions.member };
  await warmUp(pages, member);
  const rows: Row[] = [];
  for (const page of pages) {
    rows.push(...(await kept(page)), ...(await anew(page)));
    rows.push(...(await signedIn(page, member)));
  }
  rows.push(...(await heldBy(slug, pages, sessions)));
  return rows;
}

async function sessionOf(seat: string): Promise<string> {
  const { name, value } = await app.sessionOf(seat);
  return `${name}=${value}`;
}

/** So that what is measured last is not measured on warmer code than what comes first. */
async function warmUp(pages: readonly Page[], headers: Target["headers"]): Promise<void> {
  for (const { path } of pages) await load({ url: `${app.at}${path}`, headers }, { connections, ms: 500 });
}

/** A visitor's page that was asked for before, beside a file of about the bytes that it has on the wire. */
async function kept({ name, path }: Page): Promise<Row[]> {
  const page = { url: `${app.at}${path}`, headers: visitor };
  // The first request renders the page, and its copy is kept when that is through.
  await fetchOnce(page);
  await fetchOnce(page);
  const bytes = await fetchOnce(page);
  const file = { url: `${app.at}${assetOf(bytes)}`, headers: visitor };
  const { of, beside } = await inTurns(page, file);
  const limit = { what: `a file of ${kB(beside.bytes)}`, figure: beside.perSecond };
  const what = `${name}, visitor, kept, ${kB(of.bytes)}`;
  return [
    row(what, of.perSecond, "/s", limit, { kind: "at-least", ratio: 0.5 }),
    row(`${what}, p99`, of.p99, "ms", { what: limit.what, figure: beside.p99 }),
  ];
}

/** A visitor's page as it is rendered for the first who asks: no two of these addresses are the same. */
async function anew({ name, path }: Page): Promise<Row[]> {
  let count = 0;
  const next = () => `${app.at}${path}?anew=${++count}`;
  const page = { url: next, headers: visitor };
  const statements = await statementsOf(page);
  const { perSecond, p99, cpu } = await measured(page, 2 * ms);
  const what = `${name}, visitor, first rendering, ${statements} statements`;
  return [
    row(what, perSecond, "/s"),
    row(`${what}, p99`, p99, "ms"),
    row(`${what}, processor time`, cpu, "ms"),
    await alone(what, page),
  ];
}

/** The same page asked for by one reader after the other, as on a server that has nothing else to do. */
async function alone(what: string, page: Target): Promise<Row> {
  const { p99 } = await load(page, { connections: 1, ms: 2 * ms });
  const limit = { what: "allowed", figure: mostAlone };
  return row(`${what}, one at a time, p99`, p99, "ms", limit, { kind: "at-most", ratio: 1 });
}

/** A member's page, beside a route that sends the same bytes without making them. */
async function signedIn({ name, path }: Page, headers: Target["headers"]): Promise<Row[]> {
  const page = { url: `${app.at}${path}`, headers };
  const statements = await statementsOf(page);
  const html = await (await fetch(page.url, { headers: { ...(headers as Record<string, string>) } })).text();
  const bare = { url: await app.bare(name.replaceAll(" ", "-"), html), headers };
  const { of, beside } = await inTurns(page, bare);
  const limit = { what: `a bare route of ${kB(beside.bytes)}`, figure: beside.perSecond };
  const what = `${name}, signed in, ${kB(of.bytes)}`;
  const allowed = { what: "allowed", figure: mostStatements };
  return [
    row(what, of.perSecond, "/s", limit, { kind: "at-least", ratio: 0.4 }),
    row(`${what}, p99`, of.p99, "ms", { what: limit.what, figure: beside.p99 }),
    row(`${what}, processor time`, of.cpu, "ms", { what: limit.what, figure: beside.cpu }),
    row(`${what}, statements`, statements, "", allowed, { kind: "at-most", ratio: 1 }),
    await alone(what, page),
  ];
}

/** The address of a page that nobody asked for before, so that it is made anew. */
function unseen(path: string): string {
  return `${app.at}${path}?anew=${++asked}`;
}

/** The longest time for which the event loop was held by pages, by a count, by an export; and health meanwhile. */
async function heldBy(slug: string, pages: readonly Page[], sessions: Sessions): Promise<Row[]> {
  const member = { ...visitor, cookie: sessions.member };
  const organizer = { cookie: sessions.organizer, origin: app.url };
  // What was counted makes the file of an export that is kept one of before: the next is made anew.
  const busy = {
    nothing: () => pause(500),
    pages: () => readAll(pages, member),
    "a count": () => count(slug, organizer),
    "the report": () => fetchOnce({ url: unseen(`/p/${slug}/report`), headers: visitor }),
    "the board": () => fetchOnce({ url: unseen(`/p/${slug}/board`), headers: visitor }),
    "an export": () => fetchOnce({ url: `${app.at}/p/${slug}/export.zip`, headers: visitor }),
  };
  const seen = Object.entries(busy).map(([what, run]) => ({ what, run, held: [0], health: [0] }));
  for (let turn = 0; turn < turns; turn++)
    for (const { run, held, health } of seen) {
      await app.reset();
      const stop = askHealth(health);
      await run();
      await stop();
      held.push((await app.read()).held);
    }
  const allowed = { what: "allowed", figure: mostHeld };
  return seen.flatMap(({ what, held, health }) => {
    const aim = what === "nothing" ? null : ({ kind: "at-most", ratio: 1 } as const);
    return [
      row(`${slug}: event loop held at most by ${what}`, Math.max(...held), "ms", allowed, aim),
      row(`health meanwhile, p99`, quantile(health, 0.99), "ms", allowed, aim),
    ];
  });
}

async function readAll(pages: readonly Page[], headers: Target["headers"]): Promise<void> {
  for (const { path } of pages) {
    await fetchOnce({ url: `${app.at}${path}?anew=${Math.random()}`, headers: visitor });
    await fetchOnce({ url: `${app.at}${path}`, headers });
  }
}

/** Compiles all closed rounds of a process, as an organizer does. */
async function count(slug: string, headers: Record<string, string>): Promise<void> {
  const url = `${app.url}/p/${slug}/manage/compile`;
  const form = await (await fetch(url, { headers })).text();
  const rounds = [...form.matchAll(/name="rounds"[^>]*value="([^"]+)"/g)].map(([, id]) => id as string);
  const fields = [
    ["intent", "compile"],
    ["title", "Counted once more"],
    ["choice", "preset:person-share"],
    ["rule", ""],
    ["intro", ""],
    ...rounds.map((id) => ["rounds", id]),
  ] as [string, string][];
  const body = new URLSearchParams(fields);
  const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual" });
  if (answer.status !== 302) throw new Error(`counting ${rounds.length} rounds: ${answer.status}`);
}

/** Asks for health a hundred times a second until it is stopped. */
function askHealth(times: number[]): () => Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const under = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const sent = performance.now();
    const one = new Promise<void>((resolve, reject) => {
      get(`${app.at}/healthz`, { agent }, (answer) => answer.resume().on("end", resolve)).on("error", reject);
    }).then(() => {
      times.push(performance.now() - sent);
      under.delete(one);
    });
    under.add(one);
  }, 10);
  return async () => {
    clearInterval(timer);
    await Promise.all(under);
    agent.destroy();
  };
}

/** Statements of one page: the median, for the server also does its rounds meanwhile. */
async function statementsOf(page: Target): Promise<number> {
  const counts: number[] = [];
  for (let turn = 0; turn < 5; turn++) {
    await app.reset();
    await fetchOnce(page);
    counts.push((await app.read()).statements);
  }
  return median(counts);
}

type Measured = Load & { /** Milliseconds of the server's processor time for a request. */ cpu: number };

async function measured(target: Target, ms: number): Promise<Measured> {
  const before = await app.read();
  const one = await load(target, { connections, ms });
  const { cpu } = await app.read();
  return { ...one, cpu: (cpu - before.cpu) / one.requests };
}

/** Two targets in turns, so that whatever else the machine does falls on both; of each figure the median. */
async function inTurns(page: Target, other: Target): Promise<{ of: Measured; beside: Measured }> {
  const of: Measured[] = [];
  const beside: Measured[] = [];
  await load(page, { connections, ms: 100 });
  await load(other, { connections, ms: 100 });
  for (let turn = 0; turn < turns; turn++) {
    of.push(await measured(page, ms));
    beside.push(await measured(other, ms));
  }
  return { of: middle(of), beside: middle(beside) };
}

function middle(all: readonly Measured[]): Measured {
  const of = (key: keyof Measured) => median(all.map((one) => one[key]));
  return {
    requests: of("requests"),
    perSecond: of("perSecond"),
    p99: of("p99"),
    bytes: of("bytes"),
    cpu: of("cpu"),
  };
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
}
