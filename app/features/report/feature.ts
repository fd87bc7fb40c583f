import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `report`. */
export const words = {
  report: [
    "report",
    "approvals",
    "discussion",
    "drafts",
    "endorsements",
    "release",
    "representation",
    "results",
    "reviews",
    "rules",
    "timeline",
    "townhalls",
  ],
} satisfies PageWords;
