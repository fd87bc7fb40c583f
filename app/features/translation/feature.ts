import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `translation`. */
export const words = {
  translate: ["translation", "drafts"],
} satisfies PageWords;
