import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `calls`. */
export const words = {
  call: ["calls", "representation"],
  calls: ["calls", "representation"],
  "manage.calls": ["calls", "accounts", "drafts", "processes"],
} satisfies PageWords;
