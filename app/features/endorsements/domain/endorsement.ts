export const endorsementKinds = ["person", "organization"] as const;
export type EndorsementKind = (typeof endorsementKinds)[number];

/**
 * sent: not yet confirmed by mail; unchecked: an organizer has still to look at it, as at every organization;
 * listed: on the wall; declined: an organizer did not take it; withdrawn: by whoever gave it.
 */
export const endorsementStates = ["sent", "unchecked", "listed", "declined", "withdrawn"] as const;
export type EndorsementState = (typeof endorsementStates)[number];

/** The mails of an organizer's decision, each by the state that it tells of. */
export const decisionLetters = ["listed", "declined"] as const;
