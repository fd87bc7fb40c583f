import { type BadLines, cleanName, type LineProblem, readTable } from "~/kernel/csv/lines";
import { fail, ok, type Result } from "~/kernel/result";
import { type Roll, readSeat, type Seat } from "./seatsCsv";

/**
 * Reads a roll: columns workgroup and voter, and if wanted affiliated and organization. Fails with
 * every bad line; a seat that is listed twice is one.
 */
export function readRoll(text: string): Result<Roll, BadLines> {
  const table = readTable(text, {
    columns: ["workgroup", "voter"],
    optional: ["affiliated", "organization"],
  });
  if (!table.ok) return fail({ code: "bad_lines", problems: table.error.problems });
  const problems: LineProblem[] = [...table.value.problems];
  const roll = new Map<string, Map<string, Seat>>();
  const lines = new Map<Seat, number>();
  for (const { line, values } of table.value.rows) {
    const workgroup = cleanName(values.workgroup);
    const voter = cleanName(values.voter);
    const stated = readSeat(line, values);
    const seats = roll.get(workgroup) ?? new Map<string, Seat>();
    const earlier = seats.get(voter);
    if (workgroup === "") problems.push({ line, code: "empty", column: "workgroup" });
    if (voter === "") problems.push({ line, code: "empty", column: "voter" });
    if ("code" in stated) problems.push(stated);
    if (earlier) {
      problems.push({
        line,
        code: "duplicate",
        column: "voter",
        value: voter,
        otherLine: lines.get(earlier),
      });
    }
    if (workgroup === "" || voter === "" || "code" in stated || earlier) continue;
    const seat = { affiliated: stated.affiliated ?? false, organization: stated.organization };
    lines.set(seat, line);
    seats.set(voter, seat);
    roll.set(workgroup, seats);
  }
  if (problems.length === 0 && roll.size === 0) problems.push({ line: 1, code: "no-rows" });
  problems.sort((a, b) => a.line - b.line);
  return problems.length > 0 ? fail({ code: "bad_lines", problems }) : ok(roll);
}
