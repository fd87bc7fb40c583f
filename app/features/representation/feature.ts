import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `representation`. */
export const words = {
  join: ["representation", "accounts"],
  "manage.representation": ["representation", "processes"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "people.placed": nobody("what people said of themselves is theirs"),
  "targets.set": nobody("targets stand beside the figures"),
  "questions.set": nobody("questions are asked of those who join"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "people.placed": unrecorded("what people say of themselves is theirs"),
  "targets.set": entry("rows"),
  "questions.set": entry("rows"),
} satisfies Recorded<typeof acts>;
