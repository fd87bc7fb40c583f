import { readComponentList } from "~/features/components/domain/componentsCsv";
import { ruleHash } from "~/features/rules/domain/ruleHash";
import { sensitivity } from "~/features/rules/domain/sensitivity";
import { tally } from "~/features/rules/domain/tally";
import { ballotBoxOf } from "~/features/votes/domain/ballotBoxOf";
import { type FileBallots, readBallots } from "~/features/votes/domain/ballotsCsv";
import { readRoll } from "~/features/votes/domain/rollCsv";
import { readWorkgroups } from "~/features/votes/domain/workgroupsCsv";
import type { BadLines } from "~/kernel/csv/lines";
import { ok, type Result } from "~/kernel/result";
import { exitCodes } from "./exitCodes";
import { type InputError, readInput } from "./input";
import { refuse, refuseInput, refuseLines, refuseList, say } from "./refuse";
import { nameMerges, readRule } from "./ruleOption";
import { printable, quoted } from "./show";
import { tallyTable } from "./table";
import { tallyDocument } from "./tallyJson";
import { readTallyOptions, type TallyOptions, tallyUsage } from "./tallyOptions";
import { type WordingContext, wordProblem } from "./wording";

/** The ballots' own lines are named without a file. */
const ballotsFile = "";

/**
 * `codraft tally`: counts the ballots of a CSV file under a rule, without a database. Prints the
 * result on stdout, what is wrong on stderr, and returns the exit code.
 */
export async function run(argv: string[]): Promise<number> {
  const options = readTallyOptions(argv);
  if (options.ok) return count(options.value);
  if (options.error.code === "help") {
    process.stdout.write(tallyUsage);
    return exitCodes.done;
  }
  say([options.error.message, "", tallyUsage.trimEnd()]);
  return exitCodes.usage;
}

async function count(options: TallyOptions): Promise<number> {
  const rule = await readRule(options.rule);
  if (!rule.ok) {
    if (rule.error.code === "unknown_preset") return refuse([rule.error.message], exitCodes.usage);
    if (rule.error.code === "unreadable") return refuseInput(options.rule, rule.error);
    return refuse(rule.error.messages.map((message) => `${printable(options.rule)}: ${printable(message)}`));
  }
  const context = { criteria: options.criteria, hasRoll: options.roll !== undefined };
  const components = await readList(options.components, readComponentList);
  if (!components.ok) return refuseList(options.components, components.error, context);
  const roll = await readList(options.roll, readRoll);
  if (!roll.ok) return refuseList(options.roll, roll.error, context);
  const text = await readInput(options.file);
  if (!text.ok) return refuseInput(text.error.line === undefined ? options.file : ballotsFile, text.error);

  const file = readBallots(text.value, {
    criteria: options.criteria,
    components: components.value,
    roll: roll.value,
  });
  say(notices(file, context));
  if (file.problems.length > 0) return refuseLines(ballotsFile, file.problems, context);
  const named = nameMerges(rule.value, file.components);
  if (!named.ok) return refuse([`${printable(options.rule)}: ${named.error.message}`]);
  say(
    named.value.unmatched.map(
      (key) => `warning: the rule merges ${quoted(key)}, which is no component of the file`,
    ),
  );

  const workgroups = await readList(options.workgroups, (list) => readWorkgroups(list, file.components));
  if (!workgroups.ok) return refuseList(options.workgroups, workgroups.error, context);

  const box = ballotBoxOf(file, roll.value, workgroups.value);
  const counted = tally(box, named.value.rule);
  const robust = sensitivity(box, named.value.rule, "by-choices");
  // The rule is known by the hash of what was declared, not of the names it was matched with.
  const declared = ruleHash(rule.value);
  process.stdout.write(
    options.json
      ? `${JSON.stringify(tallyDocument(counted, robust, declared), null, 2)}\n`
      : tallyTable(counted, robust, declared),
  );
  return exitCodes.done;
}

/** The list in a file, or undefined when no file was named. */
async function readList<T>(
  file: string | undefined,
  read: (text: string) => Result<T, BadLines>,
): Promise<Result<T | undefined, BadLines | InputError>> {
  if (file === undefined) return ok<T | undefined>(undefined);
  const text = await readInput(file);
  return text.ok ? read(text.value) : text;
}

function notices(file: FileBallots, context: WordingContext): string[] {
  const ignored = file.ignored.map((name) => quoted(name)).join(", ");
  return [
    ...(ignored === "" ? [] : [`warning: ignored columns: ${ignored}`]),
    ...file.warnings.map((warning) => `warning: line ${warning.line}: ${wordProblem(warning, context)}`),
  ];
}
