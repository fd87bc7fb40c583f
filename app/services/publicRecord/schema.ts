import type { PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import type { RecordTable } from "./leave";
import { columnsOf, type RecordColumn } from "./readTable.server";

/** PostgreSQL has no text with this character in it. */
const text = z.string().refine((value) => !value.includes("\0"));

const inLanguages = z.object({
  source: z.string(),
  text: z.record(z.string(), text),
  basedOn: z.record(z.string(), text).optional(),
});

/** The shape of a row of the record, in files and in answers. */
export function rowSchema(table: RecordTable) {
  const fields = columnsOf(table).map((column) => [column.name, fieldOf(column)] as const);
  return z.strictObject(Object.fromEntries(fields));
}

function fieldOf({ column, leave }: RecordColumn): z.ZodType {
  const shape =
    leave.kind === "in languages" ? inLanguages : leave.kind === "person" ? z.guid() : shapeOf(column);
  return column.notNull && leave.kind !== "told" ? shape : shape.nullable();
}

function shapeOf(column: PgColumn): z.ZodType {
  switch (column.columnType) {
    case "PgUUID":
      return z.guid();
    case "PgText":
      return text;
    case "PgInteger":
      return z.int();
    case "PgBoolean":
      return z.boolean();
    case "PgTimestamp":
      return z.iso.datetime();
    case "PgDateString":
      return z.iso.date();
    case "PgArray":
      return z.array(shapeOf((column as unknown as { baseColumn: PgColumn }).baseColumn));
    case "PgJsonb":
      return z.unknown();
    default:
      throw new Error(`no shape for a column of the kind ${column.columnType}`);
  }
}
