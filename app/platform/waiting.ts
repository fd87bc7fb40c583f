import type { ProcessId } from "~/kernel/ids";
import type { Db } from "~db/client";

/** The pages of organizers, below /manage, in the order of their navigation; locales have a name for each. */
export const managePages = [
  "settings",
  "components",
  "workgroups",
  "people",
  "representation",
  "calls",
  "rounds",
  "compile",
  "drafts",
  "townhalls",
  "systems",
  "approvals",
  "endorsements",
  "release",
  "records",
  "faq",
  "translators",
  "moderation",
  "data",
  "audit",
] as const;

/** Things of a process that wait for organizers now, and on which of their pages. */
export type Waiting = {
  readonly page: (typeof managePages)[number];
  readonly count: (db: Db, processId: ProcessId) => Promise<number>;
};
