import type { FileSeat } from "~/features/rounds/services/roll.server";
import { type LineProblem, readTable } from "~/kernel/csv/lines";
import { isPlain } from "~/kernel/fields";

/** A roll from pasted CSV: voter, affiliated (yes or no), organization. Every bad line is named. */
export function readFileSeats(csv: string): { seats: FileSeat[]; problems: LineProblem[] } {
  const table = readTable(csv, { columns: ["voter"], optional: ["affiliated", "organization"] });
  if (!table.ok) return { seats: [], problems: [...table.error.problems] };
  const problems: LineProblem[] = [...table.value.problems];
  const seen = new Map<string, number>();
  const seats = table.value.rows.flatMap(({ line, values }): FileSeat[] => {
    const label = values.voter.normalize("NFC").trim();
    const affiliated = values.affiliated.trim().toLowerCase();
    const earlier = seen.get(label);
    if (label === "") problems.push({ line, code: "empty", column: "voter" });
    else if (!isPlain(label) || label.length > 120)
      problems.push({ line, code: "surrogate", column: "voter", value: label });
    else if (earlier !== undefined)
      problems.push({ line, code: "duplicate", column: "voter", value: label, otherLine: earlier });
    else if (!["", "yes", "no"].includes(affiliated)) {
      problems.push({
        line,
        code: "unknown",
        column: "affiliated",
        value: values.affiliated,
        nearest: "yes",
      });
    } else {
      seen.set(label, line);
      return [{ label, affiliated: affiliated === "yes", organization: values.organization.trim() || null }];
    }
    return [];
  });
  if (problems.length === 0 && seats.length === 0) problems.push({ line: 1, code: "no-rows" });
  return { seats, problems };
}
