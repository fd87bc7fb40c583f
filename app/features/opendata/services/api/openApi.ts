import { z } from "zod";
import {
  answerSchema,
  json,
  localizedView,
  popoloSchema,
  wholeLists,
} from "~/features/opendata/services/api/answerSchemas";
import { csvShape } from "~/features/opendata/services/record/cells";
import { writeCsvLines } from "~/kernel/csv/write";
import { storedLanguage } from "~/kernel/fields";
import { ownValue } from "~/kernel/keyed";
import { languages } from "~/kernel/language/languages";
import { columnsOf } from "~/platform/publicRows/readTable.server";
import type { RecordTable } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import { apiDocuments } from "./documents.server";
import answers from "./examples.json";
import { mostRows, usualRows } from "./listRows.server";

/** Answers of the demo, shortened to a row each, by their path. */
const examples: Readonly<Record<string, unknown>> = answers;

const languageParameters = [
  { $ref: "#/components/parameters/lang" },
  { $ref: "#/components/parameters/acceptLanguage" },
];

const processParameter = { $ref: "#/components/parameters/process" };

type Operation = {
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly schema: object;
  readonly parameters: readonly object[];
};

/** The description of the API in OpenAPI 3.1, made of the declarations that answer it. */
export function openApi(origin: string): object {
  const operations: Operation[] = [
    {
      path: "/processes",
      summary: "Every process, sorted by its name in the address.",
      tag: "processes",
      schema: listOf("ProcessEntry"),
      parameters: languageParameters,
    },
    {
      path: "/processes/{process}",
      summary: "A process with the addresses of everything it has.",
      tag: "processes",
      schema: { $ref: "#/components/schemas/Overview" },
      parameters: [processParameter, ...languageParameters],
    },
    ...recordTables.map((table) => ({
      path: `/processes/{process}/${table.name}`,
      summary: table.about,
      tag: "rows",
      schema: listOf(schemaName(table.name)),
      parameters: [
        processParameter,
        { $ref: "#/components/parameters/limit" },
        { $ref: "#/components/parameters/after" },
        ...languageParameters,
      ],
    })),
    ...Object.entries(wholeLists).map(([name, { about }]) => ({
      path: `/processes/{process}/${name}`,
      summary: about,
      tag: "rows",
      schema: listOf(schemaName(name)),
      parameters: [processParameter],
    })),
    {
      path: "/processes/{process}/popolo.json",
      summary: "Votes and decisions in the terms of Popolo.",
      tag: "documents",
      schema: { $ref: "#/components/schemas/Popolo" },
      parameters: [processParameter, ...languageParameters],
    },
    ...apiDocuments.map((document) => ({
      path: `/processes/{process}/${document.path}`,
      summary: document.about,
      tag: "documents",
      schema: json(document.schema),
      parameters: [
        processParameter,
        ...Object.entries(document.parameters).map(([name, description]) => ({
          name,
          in: "path",
          required: true,
          description,
          schema: { type: "string" },
        })),
        ...languageParameters,
      ],
    })),
  ];
  return {
    openapi: "3.1.0",
    info: {
      title: "Codraft",
      version: "1",
      description:
        "Everything public of a process, read-only. A row is the same here, in the CSV files and in the export; people who did not agree to be named have another id in every place.",
    },
    servers: [{ url: `${origin}/api/v1` }],
    paths: {
      ...Object.fromEntries(operations.map((one) => [one.path, { get: describeJson(one) }])),
      ...Object.fromEntries(
        recordTables.map((table) => [`/processes/{process}/${table.name}.csv`, { get: describeCsv(table) }]),
      ),
    },
    components: { schemas: schemas(), parameters, responses, headers },
  };
}

const schemaName = (name: string) =>
  name
    .split("-")
    .map((part) => part.replace(/^./u, (first) => first.toUpperCase()))
    .join("");

const listOf = (name: string) => ({
  type: "object",
  required: ["items", "next"],
  properties: {
    items: { type: "array", items: { $ref: `#/components/schemas/${name}` } },
    next: { type: ["string", "null"], description: "Cursor of the next page; null on the last." },
  },
});

const entry = z.object({
  slug: z.string(),
  title: localizedView,
  summary: localizedView,
  languages: z.array(storedLanguage),
  url: z.url(),
});

function schemas(): Record<string, object> {
  const overview = entry.extend({
    question: localizedView,
    page: z.url(),
    export: z.url(),
    lists: z.record(z.string(), z.url()),
    csv: z.record(z.string(), z.url()),
    documents: z.record(z.string(), z.string()),
  });
  const problem = z.object({ title: z.string(), status: z.int(), detail: z.string(), code: z.string() });
  return {
    ProcessEntry: json(entry),
    Overview: json(overview),
    Popolo: json(popoloSchema),
    Problem: json(problem),
    ...Object.fromEntries(recordTables.map((table) => [schemaName(table.name), json(answerSchema(table))])),
    ...Object.fromEntries(
      Object.entries(wholeLists).map(([name, { schema }]) => [schemaName(name), json(schema)]),
    ),
  };
}

function describeJson({ path, summary, tag, schema, parameters: asked }: Operation) {
  return {
    summary,
    tags: [tag],
    parameters: asked,
    responses: {
      "200": {
        description: summary,
        headers: { ETag: { $ref: "#/components/headers/ETag" } },
        content: {
          "application/json": {
            schema,
            ...(Object.hasOwn(examples, path) ? { example: ownValue(examples, path) } : {}),
          },
        },
      },
      ...refusals,
    },
  };
}

function describeCsv(table: RecordTable) {
  return {
    summary: `${table.about} All rows, for spreadsheets.`,
    tags: ["csv"],
    parameters: [processParameter],
    responses: {
      "200": {
        description: table.about,
        headers: { ETag: { $ref: "#/components/headers/ETag" } },
        content: { "text/csv": { schema: { type: "string" }, example: csvExample(table) } },
      },
      ...refusals,
    },
  };
}

/** The first line of the file, and the row of the list's example as its second. */
function csvExample(table: RecordTable): string {
  const { columns, cells } = csvShape(table);
  const listed = ownValue(examples, `/processes/{process}/${table.name}`) as { items?: object[] } | undefined;
  const rows = (listed?.items ?? []).map((item) => cells(JSON.stringify(inFile(table, item))));
  return writeCsvLines(columns.length, [columns, ...rows]);
}

/** A row of a list as files have it: texts by language. */
function inFile(table: RecordTable, item: object): object {
  const texts = columnsOf(table).filter(({ leave }) => leave.kind === "in languages");
  const row = item as Readonly<Record<string, { text: string; language: string } | null>>;
  return {
    ...item,
    ...Object.fromEntries(
      texts.map(({ name }) => {
        const said = ownValue(row, name);
        return [name, said && { text: { [said.language]: said.text } }];
      }),
    ),
  };
}

const refusals = {
  "304": { description: "It is as the ETag says; nothing is sent." },
  "400": { $ref: "#/components/responses/Problem" },
  "404": { $ref: "#/components/responses/Problem" },
};

const responses = {
  Problem: {
    description: "What was wrong (RFC 9457).",
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  },
};

const headers = {
  ETag: {
    description: "Changes when the answer does; send it back as If-None-Match.",
    schema: { type: "string" },
  },
};

const parameters = {
  process: {
    name: "process",
    in: "path",
    required: true,
    description: "The name of the process in its address.",
    schema: { type: "string" },
  },
  limit: {
    name: "limit",
    in: "query",
    description: "Rows of a page.",
    schema: { type: "integer", minimum: 1, maximum: mostRows, default: usualRows },
  },
  after: {
    name: "after",
    in: "query",
    description: "The `next` of the page before.",
    schema: { type: "string" },
  },
  lang: {
    name: "lang",
    in: "query",
    description: "The language of texts; goes before Accept-Language.",
    schema: { type: "string", enum: [...languages] },
  },
  acceptLanguage: {
    name: "Accept-Language",
    in: "header",
    description: "The languages of texts, by preference.",
    schema: { type: "string" },
  },
};
