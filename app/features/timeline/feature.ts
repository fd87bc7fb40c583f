import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `timeline`. */
export const words = {
  timeline: ["timeline", "release"],
} satisfies PageWords;
