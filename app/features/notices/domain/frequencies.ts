/** How often people want mails of what they are told. */
export const frequencies = ["at-once", "daily", "never"] as const;
export type Frequency = (typeof frequencies)[number];

/** Up to so many people who take part in a thread are told of its replies; of more, those who asked to be. */
export const mostToldUnasked = 300;
