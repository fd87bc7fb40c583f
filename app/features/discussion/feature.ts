import type { PageWords } from "~/i18n/wordFiles";

/** Files of words of the pages that show others than `discussion`. */
export const words = {
  clause: [
    "discussion",
    "comments",
    "drafts",
    "meetings",
    "notices",
    "reviews",
    "rules",
    "threads",
    "townhalls",
  ],
  comment: [
    "discussion",
    "comments",
    "drafts",
    "endorsements",
    "evidence",
    "meetings",
    "moderation",
    "notices",
    "results",
  ],
  draft: ["discussion", "comments", "drafts", "meetings", "notices", "rules", "translation"],
  draftComments: ["discussion", "comments", "drafts", "meetings", "notices"],
  "manage.draft": ["discussion", "drafts", "rules"],
  "manage.moderation": ["comments", "drafts", "endorsements", "moderation"],
  moderation: ["discussion", "drafts", "moderation"],
  thread: [
    "discussion",
    "comments",
    "drafts",
    "endorsements",
    "meetings",
    "moderation",
    "notices",
    "threads",
    "townhalls",
  ],
  threads: ["discussion", "comments", "drafts", "threads"],
} satisfies PageWords;
