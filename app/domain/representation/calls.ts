/** Whom a call looks for. */
export const callKinds = ["workgroup", "reviewer", "translator", "participant"] as const;
export type CallKind = (typeof callKinds)[number];

export const applicationStates = ["open", "accepted", "thanked", "withdrawn"] as const;
export type ApplicationState = (typeof applicationStates)[number];
