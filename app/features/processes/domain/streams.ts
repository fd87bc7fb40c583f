/** The work streams of a process, in the order of its timeline. */
export const streams = ["consultation", "testing", "release"] as const;

export type Stream = (typeof streams)[number];
