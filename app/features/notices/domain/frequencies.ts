/** How often people want mails of what they are told. */
export const frequencies = ["at-once", "daily", "never"] as const;
export type Frequency = (typeof frequencies)[number];
