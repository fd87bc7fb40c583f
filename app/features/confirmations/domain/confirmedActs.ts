/** Acts that a plan can ask a second organizer for. */
export const confirmedActs = ["open", "close", "publish", "gates", "decision"] as const;
export type ConfirmedAct = (typeof confirmedActs)[number];
