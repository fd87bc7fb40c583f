import { sql } from "drizzle-orm";
import { connectPostgres } from "~db/client";
import { startApp, type TestApp } from "~tests/support/app";
import { startPostgres } from "~tests/support/embeddedPostgres";
import { median, quantile } from "./support/measure";
import { report, row } from "./support/report";

const suggestions = 500;
const remarks = 2000;
const few = 5;
const turns = 25;
const draft = "/p/open-source-ai/drafts/1.1";

const postgres = await startPostgres();
const app = await startApp({ env: { DATABASE_URL: postgres.url, LOG_LEVEL: "error" } });
const handle = await connectPostgres(postgres.url, 1);
const member = await cookieOf(app);

// Without what the demo has there: what is counted is what is written here.
await handle.db.execute(sql`
  delete from comments where draft_id = (select id from drafts where label = '1.1')`);
const { clause, text } = await aClause();
const said = { clause, language: "en", type: "general", speaksAs: "", shownIn: "en" };
await post({ ...said, intent: "comment", stance: "neutral", body: "It could be shorter." });
await post({ ...said, intent: "suggest", body: "Clearer.", proposal: text.replace(/\w{5,}/, "Whoever") });
await fill("patch is null", few);
await fill("patch is not null", few);

const withFew: number[] = [];
const cards: number[] = [];
for (let turn = 0; turn < turns; turn++) {
  withFew.push(await opened(draft));
  cards.push(await opened(`${draft}/comments`));
}
await fill("patch is null", remarks);
await fill("patch is not null", suggestions);
await handle.db.execute(sql`vacuum analyze comments`);
const page = await (
  await fetch(`${app.url}${draft}`, { headers: { accept: "text/html", cookie: member } })
).text();
if (!/>\D*501\D+suggestions/.test(page)) throw new Error("the version does not have what was written");
const withMany: number[] = [];
const cardsOfMany: number[] = [];
for (let turn = 0; turn < turns; turn++) {
  withMany.push(await opened(draft));
  cardsOfMany.push(await opened(`${draft}/comments`));
}
await handle.close();
await app.stop();
await postgres.stop();

const once = { kind: "at-most", ratio: 1 } as const;
const p95 = (ms: readonly number[]) => quantile(ms, 0.95);
report([
  row(
    "a version with 2,000 comments and 500 suggestions, opened by a member, median",
    median(withMany),
    "ms",
    { what: "with ten, and a page of cards", figure: median(withFew) + median(cards) },
    once,
  ),
  row("the same, within which 95 of 100 are answered", p95(withMany), "ms", {
    what: "with ten, and a page of cards",
    figure: p95(withFew) + p95(cards),
  }),
  row("its page of cards, median", median(cardsOfMany), "ms", {
    what: "with ten",
    figure: median(cards),
  }),
]);

async function cookieOf(of: TestApp): Promise<string> {
  const { name, value } = await of.sessionOf("participant");
  return `${name}=${value}`;
}

/** Opens a page and reads it to its end (milliseconds). The first answers of a kind, which warm up what is kept, count too. */
async function opened(path: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(`${app.url}${path}`, { headers: { accept: "text/html", cookie: member } });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return performance.now() - started;
}

async function aClause(): Promise<{ clause: string; text: string }> {
  const rows = await handle.db.execute(sql`
    select c.clause_id as clause, c.body as text from draft_clauses c join drafts d on d.id = c.draft_id
    where d.label = '1.1' and c.kind = 'definition' and c.body <> '' order by c.position limit 1`);
  const [found] = rows as unknown as { clause: string; text: string }[];
  if (!found) throw new Error("the demo has no clause that is open");
  return found;
}

async function post(form: Record<string, string>): Promise<void> {
  const answer = await fetch(`${app.url}${draft}`, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { accept: "text/html", cookie: member },
    redirect: "manual",
  });
  if (answer.status >= 400) throw new Error(`${form.intent} answered ${answer.status}`);
}

/** As many comments as that with what the first of its kind says, each with a number of its own. */
async function fill(kind: "patch is null" | "patch is not null", count: number): Promise<void> {
  const columns = sql.raw(
    "process_id, kind, draft_id, clause_id, author_id, language, type, stance, body, proposal, patch, anchor, created_at",
  );
  await handle.db.execute(sql`
    insert into comments (id, number, ${columns})
    select gen_random_uuid(), (select max(number) from comments where draft_id = one.draft_id) + n, ${columns}
    from (select * from comments where draft_id = (select id from drafts where label = '1.1') and ${sql.raw(kind)}
      order by number limit 1) as one, generate_series(1, ${count} - (select count(*)::int from comments
        where draft_id = one.draft_id and ${sql.raw(kind)})) n`);
}
