import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `opendata`. */
export const words = {
  data: ["opendata", "feeds"],
} satisfies PageWords;
