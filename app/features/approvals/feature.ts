import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `approvals`. */
export const words = {
  approval: ["approvals", "comments", "rounds", "votes"],
  approvals: ["approvals", "rounds"],
  "manage.approval": ["approvals", "rounds", "votes"],
  "manage.approvals": ["approvals", "processes", "rounds", "votes"],
} satisfies PageWords;
