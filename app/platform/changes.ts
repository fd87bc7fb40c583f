import type { SQL } from "drizzle-orm";
import type { ChangeKind } from "~/kernel/changeKinds";
import type { ExportScope } from "./recordTable";

/** What a feature registers: the kinds whose changes it keeps, and which of their rows are public. */
export type ChangesRegistration = {
  readonly kinds: readonly {
    readonly kind: ChangeKind<unknown>;
    /** The table whose rows nobody overwrites without a row in `changes`, by its name in the database. */
    readonly table: string;
    /** Which changes leave with the record. Null: all of them. */
    readonly rows: ((extent: ExportScope) => SQL) | null;
  }[];
};
