import { z } from "zod";
import { approvalRuleSchema } from "~/features/approvals/contracts/approvalRule";
import { placedIn, positionBallot } from "~/features/approvals/domain/position";
import { approvalResultHash, countApproval } from "~/features/approvals/domain/result";
import { approvalRuleHash } from "~/features/approvals/domain/rule";
import { verifyLog } from "~/features/rounds/domain/verify";
import { documentHash, documentText } from "~/kernel/hash/document";
import { fail, ok, type Result } from "~/kernel/result";
import { parseStrictJson } from "~/kernel/text/strictJson";
import { exitCodes } from "./exitCodes";
import { type InputError, readInput } from "./input";
import { refuse, refuseInput } from "./refuse";
import { printable } from "./show";

const usage = `Usage: codraft approval ENTRIES TERMS RESULT

Counts an approval again from its published files (entries.jsonl, terms.json, result.json), under the version of the
rule that it declared, without a database. Prints the verdict, or what does not hold.`;

const row = z.object({ index: z.int(), leaf: z.string(), entry: z.string() });
const rolled = z.looseObject({ onRoll: z.int() });
const termsShape = z.looseObject({ groups: z.array(z.string()), regions: z.array(z.string()) });
const resultShape = z.looseObject({
  process: z.string(),
  approval: z.int(),
  log: z.string(),
  draft: z.string(),
  draftHash: z.string(),
  rule: approvalRuleSchema,
  total: rolled,
  groups: z.record(z.string(), rolled),
  regions: z.record(z.string(), rolled),
});

/** `codraft approval`: exit 0 when the same result comes out, 1 when another does or a file does not hold. */
export async function run(argv: string[]): Promise<number> {
  if (argv[0] === "--help") {
    process.stdout.write(`${usage}\n`);
    return exitCodes.done;
  }
  const [entriesFile, termsFile, resultFile, ...more] = argv;
  if (!entriesFile || !termsFile || !resultFile || more.length > 0) return refuse([usage], exitCodes.usage);
  const entries = await readRows(entriesFile);
  if (!entries.ok) return refuseInput(entriesFile, entries.error);
  const terms = await readShape(termsFile, termsShape);
  if (!terms.ok) return refuseInput(termsFile, terms.error);
  const result = await readShape(resultFile, resultShape);
  if (!result.ok) return refuseInput(resultFile, result.error);
  const wrong = problemsOf(entries.value, terms.value, result.value);
  if (wrong.length > 0) return refuse(wrong.map(printable));
  const { isMet } = recount(entries.value, terms.value, result.value);
  const { rule } = result.value;
  process.stdout.write(
    `The same result by version ${rule.version} of the rules: ${isMet ? "approved" : "not approved"}.\n`,
  );
  return exitCodes.done;
}

type Rows = readonly z.infer<typeof row>[];
type Terms = z.infer<typeof termsShape>;
type Said = z.infer<typeof resultShape>;

function problemsOf(rows: Rows, terms: Terms, said: Said): string[] {
  const log = verifyLog(said.log, rows, positionBallot);
  const again = recount(rows, terms, said);
  return [
    ...log.problems.map(({ index, kind }) => `entry ${index}: ${kind}`),
    ...(log.closedAt === null ? ["the log is not closed"] : []),
    ...(log.rule === approvalRuleHash(said.rule) ? [] : ["the log names another rule"]),
    ...(log.terms === documentHash(terms) ? [] : ["the log names other terms"]),
    ...(log.results.includes(documentHash(said)) ? [] : ["the log names another result"]),
    ...(approvalResultHash(again) === documentHash(said) ? [] : differences(again, said)),
  ];
}

function recount(rows: Rows, terms: Terms, said: Said) {
  const { process: slug, approval, log, draft, draftHash, rule } = said;
  const { ballots } = verifyLog(log, rows, positionBallot);
  const people = (of: Said["groups"]) =>
    Object.fromEntries(Object.entries(of).map(([key, { onRoll }]) => [key, onRoll]));
  return countApproval(
    { process: slug, approval, log, draft, draftHash, rule },
    terms,
    { total: said.total.onRoll, groups: people(said.groups), regions: people(said.regions) },
    ballots.flatMap(({ choices }) => placedIn(choices) ?? []),
  );
}

/** What was counted beside what the file says, field by field. */
function differences(again: object, said: object): string[] {
  const stated = new Map(Object.entries(said));
  const differing = Object.entries(again).filter(
    ([name, value]) => documentText(value) !== documentText(stated.get(name) ?? null),
  );
  const named = differing.map(
    ([name, value]) =>
      `${name}: counted ${documentText(value)}, said ${documentText(stated.get(name) ?? null)}`,
  );
  return named.length > 0 ? named : ["the result says more than was counted"];
}

async function readRows(file: string): Promise<Result<Rows, InputError>> {
  const text = await readInput(file);
  if (!text.ok) return text;
  const rows: z.infer<typeof row>[] = [];
  for (const [at, line] of text.value.split("\n").entries()) {
    if (line === "") continue;
    const parsed = parseJson(line, row);
    if (!parsed) return fail({ code: "unreadable", message: "no entry of a log", line: at + 1 });
    rows.push(parsed);
  }
  return ok(rows);
}

async function readShape<T>(file: string, shape: z.ZodType<T>): Promise<Result<T, InputError>> {
  const text = await readInput(file);
  if (!text.ok) return text;
  const parsed = parseJson(text.value, shape);
  return parsed ? ok(parsed) : fail({ code: "unreadable", message: "not the file of an approval" });
}

function parseJson<T>(text: string, shape: z.ZodType<T>): T | undefined {
  const json = parseStrictJson(text);
  return json.ok ? shape.safeParse(json.value).data : undefined;
}
