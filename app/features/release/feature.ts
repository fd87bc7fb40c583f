import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `release`. */
export const words = {
  "manage.publish": ["release", "drafts"],
  "manage.release": ["release", "drafts"],
  snapshot: ["release", "discussion"],
} satisfies PageWords;
