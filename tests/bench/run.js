import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { ensureInstalled, root, script } from "../../server/scripts/ensure-installed.js";

// `npm run bench` runs everything, `npm run bench -- append` only the benches named; `--json` prints
// one JSON document on stdout and nothing else there; `--big` adds what takes a big process. README.md beside this says what is measured.

const benches = [
  { name: "start", title: "Started again on the embedded database", built: true },
  { name: "append", title: "Ballots into a log on PostgreSQL, 32 clients" },
  { name: "log", title: "A record log of 1,000,000 entries on PostgreSQL", longest: 900_000 },
  {
    name: "entries",
    title: "What a record log of 1,000,000 entries has of a thing, on PostgreSQL",
    longest: 900_000,
  },
  { name: "page", title: "The public result page to visitors", built: true },
  {
    name: "pages",
    title: "Twelve pages, to visitors and to a member, on PostgreSQL",
    built: true,
    longest: 1_200_000,
  },
  { name: "recount", title: "1,000,000 ballots of 104 cells counted from memory" },
  {
    name: "verify",
    title: "A bundle of 10,000 ballots of 104 cells checked, as a browser does it",
    built: true,
  },
  { name: "sensitivity", title: "Sensitivity of the vote of 2024" },
  { name: "compare", title: "Two versions of 2,000 clauses compared" },
  { name: "draft", title: "A version with 2,000 comments and 500 suggestions, on PostgreSQL", built: true },
  { name: "todos", title: "What needs one of 10,000 members, and an organizer, on PostgreSQL" },
  { name: "threads", title: "A thread of 10,000 posts, among 100,000, on PostgreSQL" },
  { name: "search", title: "Search in 100,000 posts, on PostgreSQL" },
  { name: "record", title: "100,000 people and 1,000,000 rows: who took part, and the whole record" },
  { name: "sockets", title: "2,000 people in one room", built: true },
  {
    name: "firstView",
    title: "First views on a phone with a slow line",
    built: true,
    longest: 1_200_000,
  },
  { name: "js", title: "JavaScript of the result page for a visitor", built: true },
];
/** A bench that hangs is ended; all but the record's take well under a minute here. */
const usualLongest = 300_000;

const typescript = ["--import", pathToFileURL(script("tsx/dist/loader.mjs")).href];

process.chdir(root);
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
if (process.argv.includes("--big")) process.env.CODRAFT_BENCH_BIG = "1";
const asJson = process.argv.includes("--json");
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  console.error(
    `No such bench: ${unknown.join(", ")}. Benches: ${benches.map(({ name }) => name).join(", ")}`,
  );
  process.exit(2);
}
const chosen = benches.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

ensureInstalled();
if (chosen.some(({ built }) => built) && (await build()) !== 0) process.exit(1);

const reports = [];
for (const { name, title, longest } of chosen) {
  const started = performance.now();
  console.error(`── ${name}`);
  const { code, out } = await node([...typescript, `tests/bench/${name}.bench.ts`], "pipe", longest);
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  const rows = code === 0 ? JSON.parse(out) : [];
  reports.push({ bench: name, title, seconds, failed: code !== 0, rows });
}

const broken = reports.filter(({ failed }) => failed).map(({ bench }) => bench);
const over = reports.flatMap(({ rows }) => rows.filter(({ verdict }) => verdict === "over"));
if (asJson)
  console.log(
    JSON.stringify({ node: process.version, over: over.length, broken, benches: reports }, null, 2),
  );
else print();
// A missed limit is a measurement; a bench that did not finish is a failure.
process.exitCode = broken.length > 0 ? 1 : 0;

function print() {
  const head = ["", "figure", "limit, measured in the same run", "ratio", "aim", ""];
  const cells = (row) => [
    row.what,
    measure(row.figure, row.unit),
    row.limit ? `${measure(row.limit.figure, row.unit)} ${row.limit.what}` : "",
    row.ratio === null ? "" : row.ratio.toFixed(2),
    row.aim ? `${row.aim.kind === "at-least" ? "≥" : "≤"} ${row.aim.ratio}` : "",
    row.verdict,
  ];
  const lines = reports.flatMap(({ rows }) => rows.map(cells));
  const widths = head.map((text, i) => Math.max(text.length, ...lines.map((line) => line[i].length)));
  const draw = (line) =>
    console.log(`  ${line.map((text, i) => text.padEnd(widths[i])).join("  ")}`.trimEnd());
  draw(head);
  for (const { bench, title, seconds, failed, rows } of reports) {
    console.log(`${bench}: ${title} (${seconds} s)${failed ? ": DID NOT FINISH" : ""}`);
    for (const row of rows) draw(cells(row));
  }
  const missed = over.length === 0 ? "Every limit is kept." : `${over.length} over the limit.`;
  console.log(`\n${missed}${broken.length > 0 ? ` Did not finish: ${broken.join(", ")}.` : ""}`);
}

function measure(value, unit) {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits })} ${unit}`;
}

/** Builds when sources changed. A process of its own: the build writes to its stdout, which is not ours. */
async function build() {
  const file = pathToFileURL(`${root}server/scripts/build.js`).href;
  const program = `const { build } = await import(${JSON.stringify(file)}); process.exit((await build()) ? 0 : 1)`;
  return (await node(["--input-type=module", "-e", program], 2)).code;
}

/** Runs Node to its end. `stdout` "pipe" collects its output; progress and errors go to stderr. */
function node(args, stdout, longest = usualLongest) {
  const env = { ...process.env, NODE_ENV: "production", TSX_TSCONFIG_PATH: `${root}tsconfig.json` };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", stdout, 2] });
  const timer = setTimeout(() => child.kill("SIGTERM"), longest);
  const chunks = [];
  child.stdout?.on("data", (chunk) => chunks.push(chunk));
  return new Promise((resolve) =>
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? 1, out: Buffer.concat(chunks).toString() });
    }),
  );
}
