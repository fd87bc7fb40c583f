/**
 * Everything that can be refused. app/http/statuses.ts gives each its HTTP status and
 * locales/LNG/errors.json its words; a code without either does not compile or fails the
 * locale check.
 */
export const refusalCodes = [
  "not_found",
  "sign_in_needed",
  "other_person",
  "suspended",
  "cross_site",
  "invalid",
  "parameter_unknown",
  "too_large",
  "too_many",
  "unavailable",
  "disk_full",
  "not_secure",
  "busy",
  "mail_failed",
  "link_expired",
  "link_used",
  "link_unknown",
  "invitation_declined",
  "invitation_expired",
  "taken_back",
  "other_address",
  "address_confirmed",
  "address_taken",
  "sent_just_now",
  "code_wrong",
  "round_closed",
  "round_not_open",
  "round_not_draft",
  "round_not_closed",
  "round_planned",
  "plan_not_kept",
  "plan_rules",
  "plan_lists",
  "plan_counted",
  "plan_altered",
  "bundle_not_signed",
  "bundle_too_large",
  "explored_count",
  "round_still_open",
  "seat_given_up",
  "roll_empty",
  "deadline_past",
  "deadline_declared",
  "no_deadline",
  "superseded",
  "key_reused",
  "ballot_empty",
  "nothing_cast",
  "already_exists",
  "already_used",
  "no_rounds",
  "already_published",
  "bad_lines",
  "last_organizer",
  "draft_published",
  "no_clauses",
  "reason_missing",
  "window_closed",
  "second_person",
  "bad_units",
  "restrained",
  "edited_meanwhile",
  "changed_since_read",
  "acted_meanwhile",
  "thread_closed",
  "slow_mode",
  "meeting_over",
  "meeting_not_live",
  "queue_closed",
  "agreements_first",
  "not_host",
  "joined_late",
  "rule_outdated",
  "open_too_short",
  "deadline_too_soon",
  "in_preparation",
  "already_open",
  "not_a_reviewer",
  "no_conflict",
  "party_to_conflict",
  "call_closed",
  "draft_final",
  "already_decided",
  "gates_decide",
  "approval_open",
  "text_too_heavy",
  "name_misleads",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** What is wrong with a field, as the key of its words, and what these name: a line, a place. */
export type FieldProblem =
  | string
  | { readonly key: string; readonly values: Readonly<Record<string, string | number>> };

/** A refusal, with the form fields it concerns. */
export type Refusal = {
  readonly code: RefusalCode;
  readonly fields?: Readonly<Record<string, FieldProblem>>;
  /** Seconds after which it is no longer refused, where that is known. */
  readonly after?: number;
};
