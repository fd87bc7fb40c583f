import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `components`. */
export const words = {
  "manage.components": ["components", "processes"],
} satisfies PageWords;
