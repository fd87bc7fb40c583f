import { getTableColumns, type SQL, sql, type Table } from "drizzle-orm";
import { customType, type PgColumn } from "drizzle-orm/pg-core";
import { textSearchConfigs } from "~/kernel/language/languages";

/** A text prepared for PostgreSQL's text search; nothing reads the value itself. */
export const searchable = customType<{ data: string }>({ dataType: () => "tsvector" });

/**
 * What a generated column of that kind holds: the words of some columns as they stand, folded, and stemmed in the language
 * of the row (`search_vector`, a function of the migrations). Titles weigh more than texts.
 */
export function searchIn(language: string, title: string | null, text: string): SQL {
  const branches = Object.entries(textSearchConfigs).map(
    ([name, config]) => `when '${name}' then ${weighted(config, title, text)}`,
  );
  return sql.raw(`case ${language} ${branches.join(" ")} else ${weighted("simple", title, text)} end`);
}

function weighted(config: string, title: string | null, text: string): string {
  const body = `search_vector('${config}', ${text})`;
  return title === null ? body : `setweight(search_vector('${config}', ${title}), 'A') || ${body}`;
}

/**
 * What an index holds of a row whose texts are in all their languages in two columns: the words of all, as they stand and in the forms of each
 * language (`search_in_each`). What matches in one language matches there, and now and then what does not.
 */
export function searchInEach(title: string, text: string): SQL {
  const dictionaries = Object.entries(textSearchConfigs).filter(([, config]) => config !== "simple");
  return sql.raw(
    `search_in_each(${title}, ${text}, '${JSON.stringify(Object.fromEntries(dictionaries))}'::jsonb)`,
  );
}

/** The columns of a table that are read; what is prepared for the search stays in the database. */
export function withoutSearch<T extends Table & { search: PgColumn }>(table: T) {
  const { search: _, ...columns } = getTableColumns(table);
  return columns as Omit<T["_"]["columns"], "search">;
}
