import type { PageWords } from "~/i18n/wordFiles";
import { auditActions } from "~/kernel/named";

/** Files of words of the pages that show others than `components`. */
export const words = {
  "manage.components": ["components", "processes"],
} satisfies PageWords;

/** What is written to the audit log. */
export const audit = auditActions(
  "components.added",
  "components.split",
  "components.merged",
  "components.retired",
  "component.edited",
);
