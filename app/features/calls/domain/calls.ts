/** Whom a call looks for. */
export const callKinds = ["workgroup", "reviewer", "translator", "participant"] as const;
export type CallKind = (typeof callKinds)[number];

/**
 * Where it goes on after somebody was accepted, below the address of the process: where the organizer gives them
 * what they were accepted for, and where they begin. Participants already are what they are.
 */
export const nextSteps = {
  workgroup: { organizer: "/manage/workgroups", person: "/workgroups" },
  reviewer: { organizer: "/manage/systems", person: "/systems" },
  translator: { organizer: "/manage/translators", person: "/drafts" },
  participant: null,
} as const satisfies Record<CallKind, { readonly organizer: string; readonly person: string } | null>;

export const applicationStates = ["open", "accepted", "thanked", "withdrawn"] as const;
