import type { FileSeat } from "~/features/rounds/services/roll.server";
import { type LineProblem, readTable } from "~/kernel/csv/lines";
import type { Pasted } from "~/kernel/csv/pasted";
import type { Told } from "~/kernel/csv/reading";
import { readYesNo } from "~/kernel/csv/yesNo";
import { line as lineOf } from "~/kernel/fields";

const label = lineOf(120);

/** A roll from a pasted table (voter, affiliated, organization) or a list of voters. Every bad line is named. */
export function readFileSeats(csv: string, told?: Told): Pasted<FileSeat> {
  const table = readTable(csv, {
    columns: ["voter"],
    optional: ["affiliated", "organization"],
    headless: (rows) => (rows.every((cells) => cells.length === 1) ? ["voter"] : undefined),
    told,
  });
  if (!table.ok) return { rows: [], ...table.error };
  const problems: LineProblem[] = [...table.value.problems];
  const seen = new Map<string, number>();
  const rows = table.value.rows.flatMap(({ line, values }): (FileSeat & { line: number })[] => {
    const voter = label.safeParse(values.voter);
    const affiliated = readYesNo(values.affiliated);
    const earlier = voter.success ? seen.get(voter.data) : undefined;
    if (voter.data === "") problems.push({ line, code: "empty", column: "voter" });
    else if (!voter.success)
      problems.push({ line, code: "surrogate", column: "voter", value: values.voter.trim() });
    else if (earlier !== undefined)
      problems.push({ line, code: "duplicate", column: "voter", value: voter.data, otherLine: earlier });
    else if (affiliated === undefined)
      problems.push({ line, code: "yes-no", column: "affiliated", value: values.affiliated });
    else {
      seen.set(voter.data, line);
      const organization = values.organization.trim() || null;
      return [{ line, label: voter.data, affiliated: affiliated ?? false, organization }];
    }
    return [];
  });
  if (problems.length === 0 && rows.length === 0) problems.push({ line: 1, code: "no-rows" });
  return { rows, problems: problems.sort((a, b) => a.line - b.line), layout: table.value.layout };
}
