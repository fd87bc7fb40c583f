import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `reviews`. */
export const words = {
  "manage.systems": ["reviews", "drafts"],
  system: ["reviews", "drafts", "results"],
  systems: ["reviews", "drafts", "results"],
} satisfies PageWords;
