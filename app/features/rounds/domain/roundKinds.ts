/** What rounds can be about. app/registries/roundKinds.ts has what each of them does. */
export const roundKindKeys = ["components", "approval"] as const;
export type RoundKindKey = (typeof roundKindKeys)[number];
