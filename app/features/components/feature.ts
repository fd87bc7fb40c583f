import { entry, type Recorded } from "~/features/recordlog/domain/recording";
import type { PageWords } from "~/i18n/wordFiles";
import { type Acts, auditActions, nobody } from "~/kernel/named";

/** Files of words of the pages that show others than `components`. */
export const words = {
  "manage.components": ["components", "processes"],
} satisfies PageWords;

/** What is done, and who is told of it. */
export const acts = {
  "components.added": nobody(
    "the list is worked on before a vote; each round keeps the version that it asks about",
  ),
  "components.split": nobody(
    "the list is worked on before a vote; each round keeps the version that it asks about",
  ),
  "components.merged": nobody(
    "the list is worked on before a vote; each round keeps the version that it asks about",
  ),
  "components.retired": nobody(
    "the list is worked on before a vote; each round keeps the version that it asks about",
  ),
  "component.edited": nobody(
    "the list is worked on before a vote; each round keeps the version that it asks about",
  ),
} satisfies Acts;

/** What is written to the audit log. */
export const audit = auditActions(acts);

/** What of it stands in the record log. */
export const recorded = {
  "components.added": entry("rows"),
  "components.split": entry("rows"),
  "components.merged": entry("rows"),
  "components.retired": entry("rows"),
  "component.edited": entry("rows"),
} satisfies Recorded<typeof acts>;
