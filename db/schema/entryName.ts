import { sql } from "drizzle-orm";
import { nameFields } from "~/features/recordlog/domain/kinds";

/** What tells an entry from the others of its kind. Without values beside it, as an index takes it. */
export const entryName = sql.raw(
  `(case kind ${Object.entries(nameFields)
    .map(([kind, field]) => `when '${kind}' then entry::jsonb ->> '${field}'`)
    .join(" ")} end)`,
);

/** What the rows of an entry are called (`record_row_names`): a function of the database, so that an index can be by it. */
export const rowNames = sql.raw("record_row_names(entry)");

/** Which entries have rows. As the index has it, which is asked only by those who say the same. */
export const namesRows = sql.raw("kind in ('rows', 'withheld')");
