import { guessPeople, type Listed, readAddressList } from "~/features/workgroups/domain/addressList";
import { readAddress } from "~/kernel/address";
import { type LineProblem, readTable } from "~/kernel/csv/lines";
import type { Pasted } from "~/kernel/csv/pasted";
import { nothingTold, type Told } from "~/kernel/csv/reading";
import { readYesNo } from "~/kernel/csv/yesNo";
import { nameLine } from "~/kernel/fields";
import { cut } from "~/kernel/text/cut";
import type { Invitee } from "./invitations.server";

type Row = { readonly line: number; readonly values: Readonly<Record<Column, string>> };
const optional = ["name", "affiliation", "affiliated"] as const;
type Column = "email" | (typeof optional)[number];

/**
 * Invitations from what was pasted: a table with addresses, or a list of them as mail programs have it. Every bad line is
 * named. An address is read as the one who has it types it to sign in.
 */
export function readInvitees(text: string, told: Told = nothingTold): Pasted<Invitee> {
  const list = told.columns.length === 0 && told.header === "" ? readAddressList(text) : null;
  const table = list ? null : readTable(text, { columns: ["email"], optional, headless: guessPeople, told });
  if (table && !table.ok) return { rows: [], ...table.error };
  const problems: LineProblem[] = table ? [...table.value.problems] : [];
  const seen = new Map<string, number>();
  const rows = (table ? table.value.rows : (list ?? []).map(rowOf)).flatMap((row) => {
    const read = readRow(row, seen);
    if (!("code" in read)) return [read];
    problems.push(read);
    return [];
  });
  if (problems.length === 0 && rows.length === 0) problems.push({ line: 1, code: "no-rows" });
  const layout = table?.value.layout ?? layoutOf(list ?? []);
  return { rows, problems: problems.sort((a, b) => a.line - b.line), layout };
}

const rowOf = ({ line, address, name }: Listed): Row => ({
  line,
  values: { email: address, name, affiliation: "", affiliated: "" },
});

const layoutOf = (list: readonly Listed[]) => ({
  separator: null,
  header: null,
  columns: ["email", "name"],
  wanted: ["email", "name"],
  sample: list.slice(0, 3).map(({ address, name }) => [address, name]),
  rows: list.length,
});

const words = nameLine(1000);

function readRow(
  { line, values }: Row,
  seen: Map<string, number>,
): (Invitee & { line: number }) | LineProblem {
  if (values.email.trim() === "") return { line, code: "empty", column: "email" };
  const email = readAddress(values.email);
  if (email === null) return { line, code: "address", column: "email", value: values.email };
  const name = words.safeParse(values.name);
  if (!name.success) return { line, code: "surrogate", column: "name" };
  const affiliation = words.safeParse(values.affiliation);
  if (!affiliation.success) return { line, code: "surrogate", column: "affiliation" };
  const affiliated = readYesNo(values.affiliated);
  if (affiliated === undefined)
    return { line, code: "yes-no", column: "affiliated", value: values.affiliated };
  const earlier = seen.get(email);
  if (earlier !== undefined)
    return { line, code: "duplicate", column: "email", value: email, otherLine: earlier };
  seen.set(email, line);
  return {
    line,
    email,
    name: cut(name.data, 80),
    affiliation: cut(affiliation.data, 120),
    affiliated: affiliated ?? false,
  };
}
