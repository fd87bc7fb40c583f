import { type SQL, sql } from "drizzle-orm";
import type { SearchKind } from "~/kernel/text/searchConfigs";
import type { Matching, SearchSource } from "~/platform/searchSource";
import { searchSources } from "~/registries/search.server";

/** All public texts of a process that match, of one kind or of all, as one statement. */
export function everythingThat(
  process: Parameters<SearchSource["statement"]>[0],
  matching: Matching,
  kind?: SearchKind,
): SQL {
  const parts = searchSources
    .filter(({ paths }) => !kind || paths[kind])
    .map(({ statement }) => sql`(${statement(process, matching, kind)})`);
  return sql.join(parts, sql` union all `);
}
