import { type LineProblem, readTable } from "~/kernel/csv/lines";
import type { Pasted } from "~/kernel/csv/pasted";
import { isPlain } from "~/kernel/fields";
import { cut } from "~/kernel/text/cut";
import type { Invitee } from "./invitations.server";

/** Invitations from pasted CSV: e-mail, name, affiliation, affiliated. Every bad line is named. */
export function readInvitees(csv: string): Pasted<Invitee> {
  const table = readTable(csv, { columns: ["email"], optional: ["name", "affiliation", "affiliated"] });
  if (!table.ok) return { rows: [], problems: table.error.problems };
  const problems: LineProblem[] = [...table.value.problems];
  const seen = new Map<string, number>();
  const rows = table.value.rows.flatMap(({ line, values }) => {
    const email = values.email.trim().toLowerCase();
    const affiliated = values.affiliated.trim().toLowerCase();
    const bad = (problem: Omit<LineProblem, "line">) => {
      problems.push({ line, ...problem });
      return [];
    };
    if (email === "") return bad({ code: "empty", column: "email" });
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email) || email.length > 254) {
      return bad({ code: "unknown", column: "email", value: values.email });
    }
    if (!isPlain(values.name) || !isPlain(values.affiliation))
      return bad({ code: "surrogate", column: "name" });
    if (!["", "yes", "no", "true", "false", "1", "0"].includes(affiliated)) {
      return bad({ code: "unknown", column: "affiliated", value: values.affiliated, nearest: "yes" });
    }
    const earlier = seen.get(email);
    if (earlier !== undefined)
      return bad({ code: "duplicate", column: "email", value: email, otherLine: earlier });
    seen.set(email, line);
    return [
      {
        line,
        email,
        name: cut(values.name.trim(), 80),
        affiliation: cut(values.affiliation.trim(), 120),
        affiliated: ["yes", "true", "1"].includes(affiliated),
      },
    ];
  });
  if (problems.length === 0 && rows.length === 0) problems.push({ line: 1, code: "no-rows" });
  return { rows, problems: problems.sort((a, b) => a.line - b.line) };
}
