import { entry, type Recorded, unrecorded } from "~/features/recordlog/domain/recording";
import { type Acts, auditActions, nobody, noticeKinds, tells } from "~/kernel/named";

/** What people are told about. */
export const notices = noticeKinds(
  "translator-changed",
  "translation-waits",
  "translation-reviewed",
  "translation-sent-back",
  "translation-stale",
);

/** What is done, and who is told of it. */
export const acts = {
  "translator.changed": tells({ concerned: notices["translator-changed"] }),
  "translation.saved": tells({
    translators: notices["translation-waits"],
    organizers: notices["translation-waits"],
    concerned: [notices["translation-reviewed"], notices["translation-sent-back"]],
  }),
  "translation.imported": tells({
    translators: notices["translation-waits"],
    organizers: notices["translation-waits"],
  }),
  "glossary.changed": nobody("words are looked up where they are needed"),
  "machine.asked": nobody("who asked sees on the page what became of it"),
  "machine.translated": nobody("nothing waits for a review before a person has taken it"),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "translator.changed": entry("rows"),
  "translation.saved": entry("rows"),
  "translation.imported": entry("rows"),
  "glossary.changed": entry("rows"),
  "machine.asked": unrecorded("nothing is public before people have taken and reviewed it"),
  "machine.translated": unrecorded("nothing is public before people have taken and reviewed it"),
} satisfies Recorded<typeof acts>;
