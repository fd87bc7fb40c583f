import { z } from "zod";
import { ownValue } from "~/kernel/keyed";
import type { Language } from "~/kernel/language/languages";
import { type Localized, localize } from "~/kernel/language/localized";
import { columnsOf, linesOf } from "~/platform/publicRows/readTable.server";
import type { ExportScope, RecordTable } from "~/platform/recordTable";
import { type Db, rowsOf } from "~db/client";

export type ApiRow = Readonly<Record<string, unknown>>;
export type ApiPage = { readonly items: readonly ApiRow[]; readonly next: string | null };

/** Rows that a page may have, and has when nobody says. */
export const mostRows = 200;
export const usualRows = 50;

/**
 * A page of a table's public rows, in the order of their key, texts in a reader's language. `after`: the
 * cursor of the page before. Rows that come or go in between move no other. Null for a cursor that is none.
 */
export async function listRows(
  db: Db,
  table: RecordTable,
  extent: ExportScope,
  asked: { readonly after: string | null; readonly limit: number; readonly language: Language },
): Promise<ApiPage | null> {
  const after = asked.after === null ? null : readCursor(table, asked.after);
  if (asked.after !== null && !after) return null;
  // One more than is shown: whether there is a next page is known without asking for it.
  const lines = await rowsOf<{ line: string }>(db, linesOf(table, extent, { after, limit: asked.limit + 1 }));
  const rows = lines.slice(0, asked.limit).map(({ line }) => JSON.parse(line) as ApiRow);
  const last = rows.at(-1);
  const next = lines.length > asked.limit && last ? writeCursor(table, last) : null;
  return { items: rows.map((row) => inLanguage(table, row, asked.language)), next };
}

/** A row with its texts in a reader's language, each saying which language it has. */
function inLanguage(table: RecordTable, row: ApiRow, language: Language): ApiRow {
  const texts = columnsOf(table).filter(({ leave }) => leave.kind === "in languages");
  const localized = texts.map(({ name }) => {
    const value = ownValue(row, name) as Localized | null;
    return [name, value && localize(value, language)] as const;
  });
  return { ...row, ...Object.fromEntries(localized) };
}

function writeCursor({ key }: RecordTable, row: ApiRow): string {
  return Buffer.from(JSON.stringify(key.map((name) => ownValue(row, name)))).toString("base64url");
}

/** What PostgreSQL takes for a text: it may be anything that a key is, and nothing else. */
const keyText = z
  .string()
  .max(500)
  .refine((text) => text.isWellFormed() && !text.includes("\0"));

function readCursor(table: RecordTable, cursor: string): unknown[] | null {
  const shapes: z.ZodType[] = table.key.map((name) => {
    const column = columnsOf(table).find((one) => one.name === name);
    const type = column?.column.columnType;
    if (column?.leave.kind === "person") return z.guid();
    return type === "PgUUID" ? z.guid() : type === "PgInteger" ? z.int32() : keyText;
  });
  try {
    const parsed = z
      .tuple(shapes as [z.ZodType, ...z.ZodType[]])
      .safeParse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
