import { parseArgs } from "node:util";
import { presetNames } from "~/features/rules/domain/presets";
import { freedoms } from "~/features/votes/domain/ballotsCsv";
import { cleanName } from "~/kernel/csv/lines";
import { fail, ok, type Result } from "~/kernel/result";
import { looseKey } from "~/kernel/text/nearest";

export type TallyOptions = {
  readonly file: string;
  readonly rule: string;
  readonly json: boolean;
  readonly roll?: string;
  readonly components?: string;
  readonly workgroups?: string;
  readonly criteria: readonly string[];
};
type OptionsError = { readonly code: "help" } | { readonly code: "usage"; readonly message: string };

export const tallyUsage = `Usage: npm run --silent codraft -- tally FILE.csv --rule RULE [OPTIONS]

Counts the ballots in FILE.csv ("-" reads standard input) and shows how robust each result is.
The file has the columns workgroup, voter, component, criterion and choice (required,
not_necessary or cannot_judge), one line for each answer; category, affiliated and organization are optional.

  --rule RULE        ${presetNames.join(", ")},
                     or a JSON file with a rule
  --json             print one JSON document instead of a table
  --roll FILE        CSV of seats: workgroup, voter, and if wanted affiliated, organization
  --components FILE  the components, one a line, or a CSV with a column component
  --workgroups FILE  CSV of what each was asked: workgroup, asked (component names with spaces
                     between them, empty for all), and if wanted public, not_necessary
  --criteria A,B,C   the criteria; ${freedoms.join(",")} if not given
  --help             print this

Exit code: 0 counted, 1 bad input (every bad line is named, nothing is counted), 2 wrong usage.
`;

/** Reads the arguments of `codraft tally`; fails with what is wrong with them, or with `help`. */
export function readTallyOptions(argv: string[]): Result<TallyOptions, OptionsError> {
  const parsed = parse(argv);
  if (!parsed.ok) return parsed;
  const { values, positionals } = parsed.value;
  const [file, ...more] = positionals;
  const criteria: readonly string[] =
    values.criteria === undefined ? freedoms : values.criteria.split(",").map(cleanName);
  if (values.help) return fail({ code: "help" });
  if (file === undefined) return usage("name the CSV file to count");
  if (more.length > 0) return usage("name one file only");
  if (values.rule === undefined)
    return usage(`name a rule with --rule: ${presetNames.join(", ")} or a JSON file`);
  const { rule, roll, components, workgroups, json = false } = values;
  if ([file, rule, roll, components, workgroups].filter((name) => name === "-").length > 1) {
    return usage("only one file can be standard input");
  }
  if (criteria.includes("")) return usage("--criteria takes names with commas between them");
  if (new Set(criteria.map((name) => looseKey(name) || name)).size < criteria.length) {
    return usage("--criteria names a criterion twice");
  }
  return ok({ file, rule, json, roll, components, workgroups, criteria });
}

function parse(argv: string[]) {
  try {
    const parsed = parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        rule: { type: "string" },
        json: { type: "boolean" },
        roll: { type: "string" },
        components: { type: "string" },
        workgroups: { type: "string" },
        criteria: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    return ok(parsed);
  } catch (error) {
    return usage((error as Error).message);
  }
}

function usage(message: string) {
  return fail({ code: "usage", message } as const);
}
