/** The files of locales/LNG that the browser may need. Mails are written by the server alone. */
export const features = [
  "common",
  "approvals",
  "auth",
  "ballot",
  "comments",
  "compile",
  "drafts",
  "endorsements",
  "errors",
  "manage",
  "notices",
  "openData",
  "process",
  "release",
  "representation",
  "result",
  "reviews",
  "rounds",
  "rules",
  "threads",
  "townhalls",
] as const;
export type Feature = (typeof features)[number];

/** What the frame of every page says, and its errors. */
const always: readonly Feature[] = ["common", "errors"];

/** Which words the pages of a folder of routes need, by the beginning of the route's id. */
const byRoute: readonly (readonly [string, readonly Feature[]])[] = [
  [
    "routes/manage/",
    ["auth", "manage", "compile", "comments", "drafts", "process", "result", "rounds", "rules"],
  ],
  ["routes/manage/approval", ["approvals"]],
  ["routes/manage/draft.release", ["release"]],
  ["routes/manage/townhall", ["townhalls", "threads"]],
  ["routes/manage/data", ["openData"]],
  ["routes/manage/endorsements", ["endorsements"]],
  ["routes/manage/moderation", ["endorsements"]],
  ["routes/process/", ["process", "comments", "drafts", "result", "rounds", "rules"]],
  ["routes/process/approval", ["approvals", "ballot", "auth"]],
  ["routes/process/ballot", ["ballot"]],
  ["routes/process/data", ["openData"]],
  ["routes/process/checklist", ["compile"]],
  ["routes/process/drafts", ["compile"]],
  ["routes/process/endorse", ["endorsements"]],
  ["routes/process/facilitate", ["auth", "manage"]],
  ["routes/process/log", ["ballot", "approvals"]],
  ["routes/process/receipt", ["ballot", "approvals"]],
  ["routes/process/overview", ["townhalls", "threads"]],
  ["routes/process/townhall", ["townhalls", "threads"]],
  ["routes/process/system", ["reviews", "compile", "threads", "auth", "manage"]],
  ["routes/manage/system", ["reviews"]],
  ["routes/manage/checklist", ["reviews"]],
  ["routes/process/people", ["representation"]],
  ["routes/process/join", ["representation", "auth"]],
  ["routes/process/call", ["representation", "auth"]],
  ["routes/process/thanks", ["representation", "auth"]],
  ["routes/manage/representation", ["representation"]],
  ["routes/manage/calls", ["representation"]],
  ["routes/process/board", ["release"]],
  ["routes/process/snapshot", ["release"]],
  ["routes/process/timeline", ["release"]],
  [
    "routes/process/report",
    ["release", "representation", "reviews", "approvals", "endorsements", "townhalls"],
  ],
  ["routes/manage/release", ["release"]],
  ["routes/process/thread", ["townhalls", "threads", "notices"]],
  ["routes/process/search", ["townhalls", "threads"]],
  ["routes/process/clause", ["townhalls", "threads"]],
  ["routes/process/draft", ["threads"]],
  ["routes/process/result", ["threads"]],
  ["routes/process/workgroup", ["threads"]],
  ["routes/process/comment", ["townhalls", "threads", "notices"]],
  ["routes/home", ["process"]],
  ["routes/invitation", ["auth", "manage"]],
  ["routes/mailbox", ["auth"]],
  ["routes/notices", ["notices", "comments"]],
  ["routes/profile", ["auth", "process"]],
  ["routes/sign-in", ["auth"]],
  ["routes/start-process", ["process", "manage"]],
  ["routes/unsubscribe", ["notices"]],
  // The same page under another name.
  ["translate-faq", ["process", "comments", "drafts", "result", "rounds", "rules"]],
  ["approval-log", ["process", "rounds", "ballot", "approvals"]],
  ["approval-receipt", ["process", "rounds", "ballot", "approvals"]],
];

/** The words that the pages of some routes need, for which the browser waits before it shows them. */
export function featuresFor(routeIds: readonly string[]): Feature[] {
  const needed = byRoute.flatMap(([start, own]) => (routeIds.some((id) => id.startsWith(start)) ? own : []));
  return [...new Set([...always, ...needed])];
}
