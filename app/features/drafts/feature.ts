import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `drafts`. */
export const words = {
  drafts: ["drafts", "records", "results"],
  "manage.drafts": ["drafts", "processes"],
} satisfies PageWords;
