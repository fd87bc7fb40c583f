const process = "/p/open-source-ai";

/** The pages that pictures are kept of, by who looks at them: a seat of the demo, or nobody. */
export const viewedPages: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "": {
    home: "/",
    "sign-in": "/sign-in",
    overview: process,
    result: `${process}/results/1`,
    explore: `${process}/results/1?tab=explore`,
    components: `${process}/components`,
    draft: `${process}/drafts/1.0-RC1`,
    comparison: `${process}/compare/0.0.8/0.0.9`,
    systems: `${process}/systems`,
    approval: `${process}/approvals/1`,
    townhalls: `${process}/townhalls`,
    meeting: `${process}/townhalls/4`,
    faq: `${process}/faq`,
    report: `${process}/report`,
    board: `${process}/board`,
    endorsements: `${process}/endorsements`,
  },
  "member-pythia": { "for-you": "/", ballot: `${process}/rounds/6/ballot` },
  organizer: { desk: `${process}/manage`, closing: `${process}/manage/rounds/6/close` },
};
