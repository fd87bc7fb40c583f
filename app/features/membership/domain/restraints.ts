/** What a moderator can do about a person: they wait between posts, or say nothing. */
export const restraintKinds = ["slow", "suspend"] as const;
