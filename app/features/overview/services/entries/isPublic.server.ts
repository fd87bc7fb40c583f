import { isId, type ProcessId } from "~/kernel/ids";
import { ownValue } from "~/kernel/keyed";
import type { Deps } from "~/platform/deps";
import { type CommittedTable, committedLines } from "~/platform/publicRows/committed.server";
import { columnNamed } from "~/platform/publicRows/readTable.server";

/** Whether a row of the record is public now, by its key as entries would have it. People in keys are not looked up. */
export async function isPublicRow(
  { db, now }: Pick<Deps, "db" | "now">,
  one: CommittedTable,
  processId: ProcessId,
  key: string,
): Promise<boolean> {
  const raw = storedKey(one, processId, key);
  if (!raw) return false;
  const keys = new Map([[one.stored, new Set([raw])]]);
  return (await committedLines(db, [one], { processId, now: now() }, keys)).length > 0;
}

function storedKey({ table, primary }: CommittedTable, processId: ProcessId, key: string): string | null {
  const given = key.startsWith("[") ? valuesOf(key) : [key];
  if (given?.length !== table.key.length) return null;
  const values = primary.map((column) => {
    const at = table.key.findIndex((name) => columnNamed(table, name) === column);
    if (at < 0) return column.name === "process_id" ? processId : null;
    const isPerson = ownValue(table.columns, table.key[at] ?? "")?.kind === "person";
    const value = given[at] ?? "";
    return isPerson || !mayBe(column.getSQLType(), value) ? null : value;
  });
  return values.includes(null) ? null : JSON.stringify(values);
}

/** Whether the database would take a text as a value of a type; of other types no key is asked for. */
function mayBe(type: string, value: string): boolean {
  if (type === "uuid") return isId(value);
  if (type === "integer") return /^\d{1,9}$/u.test(value);
  return type === "text" && !value.includes("\0");
}

function valuesOf(key: string): readonly string[] | null {
  try {
    const values: unknown = JSON.parse(key);
    return Array.isArray(values) && values.every((one) => typeof one === "string") ? values : null;
  } catch {
    return null;
  }
}
