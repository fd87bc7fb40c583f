import { getTableConfig, type PgColumn } from "drizzle-orm/pg-core";
import { z } from "zod";
import { levels } from "~/features/results/domain/checklist";
import { storedLanguage } from "~/kernel/fields";
import { ownValue } from "~/kernel/keyed";
import { columnNamed, columnsOf, type RecordColumn } from "~/platform/publicRows/readTable.server";
import type { RecordTable } from "~/platform/recordTable";
import { changeKinds } from "~/registries/changes.server";
import { recordTables } from "~/registries/record.server";
import { isContentLanguageColumn } from "~db/schema/bounds";

/** PostgreSQL has no text with this character in it. */
const text = z.string().refine((value) => !value.includes("\0"));

const language = storedLanguage;
const inLanguages = z.object({
  source: language,
  text: z.partialRecord(language, text),
  basedOn: z.partialRecord(language, text).optional(),
});

const keyed = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
/** Pages link to it. */
const address = z.union([z.literal(""), z.url({ protocol: /^https?$/ })]);
const label = z.string().regex(/^[0-9A-Za-z][\w.-]{0,39}$/);
const anchor = z.looseObject({
  exact: text,
  prefix: text,
  suffix: text,
  start: z.int(),
  end: z.int(),
  language,
});

/** What a change says of something before and after, as the feature that keeps it has registered. */
const changed = z.union(changeKinds.map(({ kind }) => kind.state));

const unitTexts = z.record(z.string(), text);

/** Columns that hold more than their type says: what is made a path or a link, and structures that pages read. */
const shapes: Readonly<Record<string, Readonly<Record<string, z.ZodType>>>> = {
  process: {
    slug: keyed,
    sourceLanguage: language,
    languages: z.array(language).min(1),
    reviewRule: z.looseObject({
      version: z.literal(1),
      levels: z.array(z.enum(levels)),
      notApplicable: z.enum(["counts-as-allowed", "counts-as-missing"]),
      affiliated: z.enum(["counted", "shown-only"]),
    }),
  },
  workgroups: { key: keyed },
  changes: { kind: z.enum(changeKinds.map(({ kind }) => kind.name)), before: changed, after: changed },
  systems: {
    key: keyed,
    links: z.array(z.object({ label: text, url: z.url({ protocol: /^https?$/ }) })),
  },
  drafts: { label },
  gates: {
    rule: z.union([
      z.object({ kind: z.enum(["support", "ready"]) }),
      z.object({ kind: z.enum(["systems", "endorsements"]), least: z.int().min(1) }),
    ]),
  },
  "self-questions": { options: z.array(z.object({ key: text, title: inLanguages })) },
  "temperature-checks": { options: z.array(z.object({ text: z.partialRecord(language, text) })) },
  townhalls: { callUrl: address, slidesUrl: address, recordingUrl: address },
  translations: { language, texts: unitTexts, basedOn: unitTexts },
  comments: { language, anchor, saidAt: z.looseObject({ townhall: z.int() }) },
  "comment-places": { anchor },
  "review-cells": { url: address },
  "document-requests": { answerUrl: address },
  // It becomes the host of a link.
  endorsements: { language, domain: z.string().regex(/^[^\s/\\:@?#%]*$/) },
  "board-snapshots": {
    state: z.looseObject({
      draft: text,
      draftHash: text,
      day: z.iso.date(),
      gates: z.array(z.looseObject({ title: inLanguages, dueOn: z.iso.date(), isMet: z.boolean() })),
    }),
  },
};

/** The shape of a row of the record, in files and in answers. */
export function rowSchema(table: RecordTable) {
  const fields = columnsOf(table).map((column) => [column.name, fieldOf(table, column)] as const);
  return z.strictObject(Object.fromEntries(fields));
}

function fieldOf(table: RecordTable, { name, column, leave }: RecordColumn): z.ZodType {
  const own = ownValue(ownValue(shapes, table.name), name);
  const shape =
    leave.kind === "in languages"
      ? inLanguages
      : leave.kind === "person"
        ? z.guid()
        : (own ?? shapeOf(column));
  return column.notNull && leave.kind !== "told" ? shape : shape.nullable();
}

function shapeOf(column: PgColumn): z.ZodType {
  if (column.columnType === "PgCustomColumn" && isContentLanguageColumn(column)) return language;
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

/** Columns of a table that name rows of the record, and the tables in which those are. */
export function parentsOf(table: RecordTable): { column: PgColumn; parent: RecordTable }[] {
  const held = getTableConfig(table.table).foreignKeys.flatMap((key) => {
    const { columns, foreignTable } = key.reference();
    const parent = recordTables.find((one) => one.table === foreignTable && one.key.length === 1);
    const [column, ...more] = columns;
    return parent && column && more.length === 0 ? [{ column, parent }] : [];
  });
  const named = Object.entries(table.loose ?? {}).flatMap(([name, of]) => {
    const parent = recordTables.find((one) => one.name === of);
    return parent ? [{ column: columnNamed(table, name), parent }] : [];
  });
  return [...held, ...named].filter(
    ({ column }) => ownValue(table.columns, nameOf(table, column))?.kind !== "kept",
  );
}

const nameOf = (table: RecordTable, column: PgColumn): string =>
  Object.keys(table.columns).find((name) => columnNamed(table, name) === column) ?? "";
