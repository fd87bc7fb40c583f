import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `representation`. */
export const words = {
  join: ["representation", "accounts"],
  "manage.representation": ["representation", "processes"],
} satisfies PageWords;
