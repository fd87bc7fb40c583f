import { asc } from "drizzle-orm";
import { wholeLists } from "~/features/opendata/services/api/answerSchemas";
import { figureLines } from "~/features/opendata/services/record/figures.server";
import { peopleLines } from "~/features/opendata/services/record/people.server";
import { findOpenProcess } from "~/features/processes/services/findProcess.server";
import { isOpenToAll } from "~/features/processes/services/openToAll.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import { isLanguage, type Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { fail, ok, type Result } from "~/kernel/result";
import { wholeNumber } from "~/kernel/wholeNumber";
import { nowAgainst } from "~/platform/clock.server";
import type { Deps, OpenedFile } from "~/platform/deps";
import type { ExportScope } from "~/platform/recordTable";
import { recordTables } from "~/registries/record.server";
import { processes } from "~db/schema/processes";
import { apiDocuments, documentAt } from "./documents.server";
import { listRows, mostRows, usualRows } from "./listRows.server";
import { openApi } from "./openApi";
import { popoloFile } from "./popolo.server";

type Refused = { readonly code: "not_found" | "parameter_unknown" };
/** What is said to a request, and in which language the texts of it are. */
export type Answered =
  | { readonly body: unknown; readonly language: Language | null }
  /** The JSON as a file, which whoever sends it closes. */
  | { readonly file: OpenedFile; readonly language: Language };

type ApiRequest = {
  /** Below /api/v1, without a slash at either end. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The best language for the reader, where the query names none. */
  readonly language: Language;
};

/**
 * What the API says to a request, always as a visitor sees it. Refuses addresses that there are none of
 * (`not_found`), and parameters that it does not know or understand (`parameter_unknown`).
 */
export async function apiAnswer(deps: Deps, asked: ApiRequest): Promise<Result<Answered, Refused>> {
  const lang = asked.query.get("lang");
  if (lang !== null && !isLanguage(lang)) return fail({ code: "parameter_unknown" });
  const language = lang ?? asked.language;
  const [root, slug, ...rest] = asked.path.split("/");
  const only = (...names: string[]) => [...asked.query.keys()].every((key) => names.includes(key));
  const said = (body: unknown) => ok({ body, language });
  if (asked.path === "openapi.json")
    return only()
      ? ok({ body: openApi(deps.settings.origin), language: null })
      : fail({ code: "parameter_unknown" });
  if (asked.path === "") {
    const root = `${deps.settings.origin}/api/v1`;
    return ok({ body: { processes: `${root}/processes`, openapi: `${root}/openapi.json` }, language: null });
  }
  if (root !== "processes") return fail({ code: "not_found" });
  if (slug === undefined) {
    if (!only("lang")) return fail({ code: "parameter_unknown" });
    const rows = await deps.db.select().from(processes).where(isOpenToAll).orderBy(asc(processes.slug));
    return said({ items: rows.map((row) => entryOf(deps, row, language)), next: null });
  }
  const process = await findOpenProcess(deps, slug);
  if (!process) return fail({ code: "not_found" });
  const extent: ExportScope = { processId: process.id, now: nowAgainst(deps, process.embargoUntil) };
  const name = rest.join("/");
  if (name === "")
    return only("lang") ? said(overviewOf(deps, process, language)) : fail({ code: "parameter_unknown" });
  if (name === "popolo.json")
    return only("lang")
      ? ok({ file: await popoloFile(deps, process, language), language })
      : fail({ code: "parameter_unknown" });
  if (Object.hasOwn(wholeLists, name)) {
    if (!only()) return fail({ code: "parameter_unknown" });
    const lines =
      name === "people" ? await peopleLines(deps.db, extent) : await figureLines(deps, process.id);
    return ok({ body: { items: lines.map((line) => JSON.parse(line)), next: null }, language: null });
  }
  const table = recordTables.find((one) => one.name === name);
  if (table) {
    const given = asked.query.get("limit");
    const limit = given === null ? usualRows : wholeNumber(given);
    if (!only("lang", "limit", "after") || limit === null || limit < 1 || limit > mostRows)
      return fail({ code: "parameter_unknown" });
    const page = await listRows(deps.db, table, extent, { after: asked.query.get("after"), limit, language });
    return page ? said(page) : fail({ code: "parameter_unknown" });
  }
  const found = documentAt(name);
  if (!found) return fail({ code: "not_found" });
  if (!only("lang")) return fail({ code: "parameter_unknown" });
  const body = await found.document.read(deps, process, found.named, language);
  return body === null ? fail({ code: "not_found" }) : said(body);
}

function entryOf(deps: Deps, process: ProcessRow, language: Language) {
  return {
    slug: process.slug,
    title: localize(process.title, language),
    summary: localize(process.summary, language),
    languages: process.languages,
    url: `${deps.settings.origin}/api/v1/processes/${process.slug}`,
  };
}

function overviewOf(deps: Deps, process: ProcessRow, language: Language) {
  const entry = entryOf(deps, process, language);
  const names = recordTables.map(({ name }) => name);
  const page = `${deps.settings.origin}/p/${process.slug}`;
  return {
    ...entry,
    question: localize(process.question, language),
    page,
    export: `${page}/export.zip`,
    lists: Object.fromEntries(
      [...names, ...Object.keys(wholeLists)].map((name) => [name, `${entry.url}/${name}`]),
    ),
    csv: Object.fromEntries(names.map((name) => [name, `${entry.url}/${name}.csv`])),
    documents: Object.fromEntries(
      [...apiDocuments.map(({ path }) => path), "popolo.json"].map((path) => [path, `${entry.url}/${path}`]),
    ),
  };
}
