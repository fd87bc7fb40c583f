import { getTableName } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/pg-core";
import { ownValue } from "~/kernel/keyed";
import { columnNamed, tableName } from "~/platform/publicRows/readTable.server";
import type { ExportRule, RecordTable } from "~/platform/recordTable";
import { notOfTheRecord, recordTables } from "~/registries/record.server";

/** What a record's files are, column by column, and what is not among them. */
export function recordReadme(slug: string, rows: Readonly<Record<string, number>>): string {
  const references = referencesOf(recordTables);
  return [
    `# The public record of ${slug}

Everything public of a process that ran in Codraft, as files. \`manifest.json\` has the size and the SHA-256
of each of them. Two records of the same state are the same, byte for byte.

- \`data/*.jsonl\`: the rows of each table, one JSON object a line, UTF-8. These are what \`codraft import-process\` reads.
- \`csv/*.csv\`: the same rows for spreadsheets (RFC 4180). A cell that a spreadsheet would take for a formula begins with an apostrophe.
- \`rounds/N/entries.jsonl\`, \`approvals/N/entries.jsonl\`: the ballot logs. docs/ballot-log.md of Codraft says step by step how to verify one without Codraft.
- \`results/N/\`, \`approvals/N/result.json\`: what was counted, byte for byte as its hash was taken.
- \`record/N/\`: the record logs of the process, from the oldest: every entry, what is signed of them, and what they committed to of the
  rows and ballots above. docs/record-log.md of Codraft says how.
- \`drafts/LABEL.LANGUAGE.md\`: each version as a text.

Times are UTC, ISO 8601 with milliseconds; days are YYYY-MM-DD. A text by language is
\`{"source": "en", "text": {"en": "…"}}\`, where source is the language it was written in.

Rounds are here once their log may be read; one that is open, or whose log is revealed with a result that is not
published, is not. Versions are here once they are out. Endorsements are not here before their embargo ends.

People who agreed to be named have one id wherever they appear, and a line in \`data/people.jsonl\`. Others have another
id in every place, so that what they did here and there cannot be put together; organizers among them share one.`,
    section("people", rows.people ?? 0, "Who agreed to be named, and organizers.", [
      "| `id` | uuid | |",
      "| `name` | text | empty where they did not agree to be named |",
      "| `affiliation` | text | |",
      "| `role` | text | organizer or participant |",
    ]),
    section(
      "figures",
      rows.figures ?? 0,
      "Figures counted from rows that stay private: who attended a townhall, how a temperature check was answered, how many of a workgroup are affiliated.",
      ["| `processId` | uuid | |", "| `subject` | text | what they are of |", "| `figures` | jsonb | |"],
    ),
    ...recordTables.map((table) =>
      section(
        table.name,
        ownValue(rows, table.name) ?? 0,
        table.about,
        Object.entries(table.columns).map(([name, leave]) => {
          const column = columnNamed(table, name);
          const type = leave.kind === "person" ? "person" : column.getSQLType();
          const to = references.get(`${tableName(table)}.${column.name}`) ?? null;
          return leave.kind === "kept"
            ? `| \`${name}\` | – | stays private: ${leave.why} |`
            : `| \`${name}\` | ${type}${column.notNull ? "" : ", or null"} | ${noteOf(leave, to)} |`;
        }),
      ),
    ),
    `## What is not here

${Object.entries(notOfTheRecord)
  .map(([name, why]) => `- ${name}: ${why}`)
  .join("\n")}
`,
  ].join("\n\n");
}

function section(name: string, rows: number, about: string, columns: readonly string[]): string {
  return `## ${name} (${rows} rows)\n\n${about}\n\n| column | type | |\n|---|---|---|\n${columns.join("\n")}`;
}

function noteOf(leave: ExportRule, to: string | null): string {
  if (leave.kind === "told") return leave.how;
  if (leave.kind === "in languages") return "by language";
  return leave.kind === "as it is" && to ? `of ${to}` : "";
}

/** The tables of the record whose rows a column names, by the table and the column that name them. */
function referencesOf(tables: readonly RecordTable[]): ReadonlyMap<string, string> {
  const named = new Map(tables.map((one) => [tableName(one), one.name]));
  const found = new Map<string, string>();
  for (const { table } of tables) {
    const { name: own, foreignKeys } = getTableConfig(table);
    for (const key of foreignKeys) {
      const { columns, foreignTable } = key.reference();
      const [column, ...more] = columns;
      const to = named.get(getTableName(foreignTable));
      if (column && to && more.length === 0) found.set(`${own}.${column.name}`, to);
    }
  }
  return found;
}
