import { sql } from "drizzle-orm";
import { nameFields } from "~/features/recordlog/domain/kinds";

/** What tells an entry from the others of its kind. Without values beside it, as an index takes it. */
export const entryName = sql.raw(
  `(case kind ${Object.entries(nameFields)
    .map(([kind, field]) => `when '${kind}' then entry::jsonb ->> '${field}'`)
    .join(" ")} end)`,
);
