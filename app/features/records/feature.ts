import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `records`. */
export const words = {
  "manage.records": ["records", "drafts"],
  record: ["records", "results"],
} satisfies PageWords;
