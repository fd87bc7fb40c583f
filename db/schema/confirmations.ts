import { index, text, unique, uuid } from "drizzle-orm/pg-core";
import { confirmedActs } from "~/features/confirmations/domain/confirmedActs";
import type { PendingActId } from "~/kernel/ids";
import { moment, users } from "./accounts";
import { boundedTable, oneOf } from "./bounds";
import { localized, processId } from "./processes";

/** Acts that an organizer asked another one to confirm. Each is done, taken back, or past its time. */
export const pendingActs = boundedTable(
  "pending_acts",
  {
    id: uuid("id").primaryKey().$type<PendingActId>(),
    processId: processId(),
    act: oneOf("act", confirmedActs).notNull(),
    /** What it is done to: the number of a round, a result or a snapshot, the id of a gate. */
    thing: text("thing").notNull(),
    /** What that is called. */
    title: localized("title").notNull(),
    /** What was filled in, as canonical JSON; empty where the page of the act says all of it. */
    form: text("form").notNull(),
    /** SHA-256 of all that the act is: `actHash`. */
    hash: text("hash").notNull(),
    askedBy: uuid("asked_by")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    askedAt: moment("asked_at").notNull(),
    expiresAt: moment("expires_at").notNull(),
    /** When the one who asked was told that nobody confirmed it in time. */
    expiryTold: moment("expiry_told"),
  },
  (table) => [
    unique("pending_acts_asked").on(table.processId, table.act, table.thing, table.askedBy),
    index("pending_acts_person").on(table.askedBy),
    index("pending_acts_ends").on(table.expiresAt),
  ],
);
