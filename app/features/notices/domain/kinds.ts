/** What people are told about; locales have a sentence for each. */
export const noticeKinds = [
  "reply",
  "mention",
  "disposition",
  "draft-published",
  "window-closing",
  "topic-reply",
  "topic-mention",
  "townhall-soon",
  "townhall-moved",
  "townhall-cancelled",
  "approval-open",
  "approval-closed",
  "review-applied",
  "review-decided",
  "request-answered",
  "application-decided",
  "draft-approved",
  "draft-sent-back",
  "endorsement-waits",
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const frequencies = ["at-once", "daily", "never"] as const;
export type Frequency = (typeof frequencies)[number];
