/** How a row of the record leads to its entries in the record log. */
export type Way =
  /** A page links it: which rows to try, and the path of the page of each. `as`: what the address of the entries names, else table and key. */
  | { readonly from: string; readonly page: string; readonly as?: string }
  /** Its key begins with the key of one of another table, and its entries are among those of that one. */
  | { readonly with: string }
  /** It has no page or place of its own where an act on it is shown: the page of the data links all entries about the table. */
  | { readonly list: true };

const own = (table: string, where = "true") => `${table} x where x.id::text = r.key and ${where}`;
const list = { list: true } as const;

/** Of every table to whose rows the record log commits. A new one fails the test until it stands here, and its way is followed there. */
export const shownRows: Readonly<Record<string, Way>> = {
  process: list,
  "stakeholder-groups": list,
  criteria: list,
  components: list,
  "component-changes": { from: own("component_changes"), page: "'/components'" },
  milestones: list,
  workgroups: { from: own("workgroups"), page: "'/workgroups/' || x.key" },
  "workgroup-members": { with: "workgroups" },
  records: { from: own("records"), page: "'/records/' || x.number" },
  agreements: list,
  "townhall-series": list,
  calls: { from: own("calls"), page: "'/calls/' || x.number" },
  targets: list,
  "self-questions": list,
  representation: list,
  gates: { from: own("gates"), page: "'/board'" },
  plans: { from: own("plans"), page: "'/plans/' || x.number", as: "'plan:' || x.number" },
  rounds: {
    from: "rounds x join ballot_logs l on l.round_id = x.id where x.id::text = r.key",
    page: "case x.kind when 'approval' then '/approvals/' else '/rounds/' end || x.number || '/log'",
    as: "'open:' || l.log",
  },
  compilations: {
    from: own("compilations", "x.published_at is not null"),
    page: "'/results/' || x.number || '?tab=files'",
    as: "'result:' || x.number",
  },
  checklists: {
    from: "checklists x join drafts d on d.checklist_id = x.id where x.id::text = r.key and d.state <> 'working'",
    page: "'/checklists/' || x.number",
  },
  drafts: {
    from: own("drafts", "x.state <> 'working'"),
    page: "'/drafts/' || x.label",
    as: "'version:' || x.label",
  },
  clauses: { with: "drafts" },
  faq: { from: own("faq_entries"), page: "'/faq/' || x.number" },
  "faq-versions": { with: "faq" },
  translations: { with: "drafts" },
  glossary: { from: own("glossary_terms"), page: "'/glossary/' || x.number" },
  "glossary-words": { with: "glossary" },
  approvals: { with: "rounds" },
  townhalls: { from: own("townhalls"), page: "'/townhalls/' || x.number" },
  agenda: list,
  turns: list,
  "temperature-checks": list,
  outcomes: {
    from: "townhall_outcomes x join townhalls t on t.id = x.townhall_id where x.id::text = r.key",
    page: "'/townhalls/' || t.number",
  },
  "discussed-clauses": { with: "townhalls" },
  transcripts: { with: "townhalls" },
  systems: { from: own("systems"), page: "'/systems/' || x.key" },
  comments: {
    from: own("comments", "x.kind = 'comment' and x.number is not null"),
    page: "'/comments/' || x.id",
  },
  "comment-versions": { with: "comments" },
  reactions: { with: "comments" },
  dispositions: { from: own("dispositions"), page: "'/comments/' || x.comment_id" },
  "carried-out": { with: "dispositions" },
  "suggestion-positions": { with: "comments" },
  "moved-posts": { with: "comments" },
  "comment-places": { with: "comments" },
  moderation: { from: own("moderation_actions"), page: "'/moderation'" },
  reviews: {
    from: `reviews x join systems s on s.id = x.system_id where x.id::text = r.key
      and exists (select from review_cells c where c.review_id = x.id)`,
    page: "'/systems/' || s.key",
  },
  "review-cells": { with: "reviews" },
  "settled-cells": {
    from: `settled_cells x join systems s on s.id = x.system_id join drafts d on d.id = x.draft_id
      where r.key = array_to_json(array[x.system_id::text, x.draft_id::text, x.component, x.criterion])::text`,
    page: "'/systems/' || s.key || '?draft=' || d.label",
  },
  "document-requests": {
    from: "document_requests x join systems s on s.id = x.system_id where x.id::text = r.key",
    page: "'/systems/' || s.key",
  },
  endorsements: {
    from: `endorsements x join endorsed_versions v on v.endorsement_id = x.id join drafts d on d.id = v.draft_id
      where x.id::text = r.key and x.state = 'listed' and x.hidden_at is null and v.answer = 'yes'`,
    page: "'/endorsements?draft=' || d.label || '&name=' || x.number",
  },
  "endorsed-versions": { with: "endorsements" },
  "board-snapshots": {
    from: own("board_snapshots"),
    page: "'/board/' || x.number",
    as: "'snapshot:' || x.number",
  },
  decisions: { with: "board-snapshots" },
  evidence: list,
  changes: { from: own("changes", "x.kind = 'gate'"), page: "'/board'" },
};

/** Tables that the demo has nothing in: their ways are not followed there. */
export const notInDemo = [
  "townhall-series",
  "glossary",
  "glossary-words",
  "temperature-checks",
  "comment-versions",
  "moved-posts",
];
