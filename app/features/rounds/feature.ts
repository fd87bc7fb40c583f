import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `rounds`. */
export const words = {
  workgroup: ["rounds", "workgroups"],
} satisfies PageWords;
