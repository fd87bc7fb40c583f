import { type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody, noticeKinds } from "~/kernel/named";

/** Files of words of the pages that show others than `drafts`. */
export const words = {
  drafts: ["drafts", "records", "results"],
  "manage.drafts": ["drafts", "processes"],
} satisfies PageWords;

/** What people are told about. */
export const notices = noticeKinds("window-closing");

/** What is done, and who is told of it. */
export const acts = {
  "draft.begun": nobody("working versions concern those who write them"),
  "draft.arranged": nobody("working versions concern those who write them"),
  "draft.imported": nobody("working versions concern those who write them"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "draft.begun": unrecorded("a working version is its writers' until it is published"),
  "draft.arranged": unrecorded("a working version is its writers' until it is published"),
  "draft.imported": unrecorded("a working version is its writers' until it is published"),
} satisfies Recorded<typeof acts>;
