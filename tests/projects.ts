/**
 * Which tests run on what: by the folder that they stand in, here or in a feature's own. The tests of no
 * list are unit tests, so that none can lie outside every project.
 */
export const onDatabase = [
  "tests/{db,http}/**/*.test.{ts,tsx}",
  "tests/features/*/{services,registrations,intents,pages}/**/*.test.{ts,tsx}",
];
export const races = ["tests/races/**/*.test.ts"];
export const e2e = ["tests/e2e/**/*.test.ts"];
export const all = ["tests/**/*.test.{ts,tsx}"];

/**
 * The file of each feature that runs on the embedded database as well: one whose statements are like those
 * of the others, and that takes a short while. The driver and the migrations are tried whole on both.
 */
export const contracts: Readonly<Record<string, string>> = {
  accounts: "signIn",
  approvals: "recount",
  checklists: "checklists",
  comments: "addComment",
  components: "components",
  confirmations: "fourEyes",
  discussion: "besideText",
  drafts: "editClause",
  endorsements: "give",
  evidence: "evidence",
  faq: "faq",
  feeds: "feeds",
  live: "host",
  meetings: "plan",
  moderation: "moderate",
  notices: "readNotices",
  opendata: "votes",
  overview: "pagesOf",
  plans: "sealPlan",
  processes: "process",
  profile: "ownData",
  recordlog: "appendRecord",
  records: "records",
  release: "releasing",
  report: "report",
  representation: "representing",
  results: "compileRounds",
  reviews: "reviews",
  rounds: "rounds",
  search: "search",
  suggestions: "positions",
  threads: "threadTools",
  timeline: "timelinePage",
  townhalls: "minutes",
  translation: "translate",
  verification: "bundle",
  votes: "castBallot",
  workgroups: "workgroups",
};

/** About connections and roles, which the embedded database does not have. */
export const onPostgresOnly = ["tests/db/lostConnection.test.ts", "tests/db/roles.test.ts"];

export const onPglite = [
  "tests/db/**/*.test.ts",
  ...Object.entries(contracts).map(([feature, name]) => `tests/features/${feature}/services/${name}.test.ts`),
];
