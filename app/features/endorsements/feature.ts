import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `endorsements`. */
export const words = {
  endorsements: ["endorsements", "comments"],
  "manage.endorsements": ["endorsements", "comments"],
} satisfies PageWords;
