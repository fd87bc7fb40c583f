import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `workgroups`. */
export const words = {
  facilitate: ["workgroups", "accounts"],
  "manage.people": ["workgroups", "accounts", "processes"],
  "manage.workgroups": ["workgroups", "membership", "processes"],
} satisfies PageWords;
