import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `search`. */
export const words = {
  search: ["search", "discussion"],
} satisfies PageWords;
