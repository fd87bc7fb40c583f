/** What people are thanked for. */
export const deeds = [
  "organized",
  "facilitated",
  "examined",
  "commented",
  "spoke",
  "translated",
  "reviewed",
  "answered",
  "endorsed",
] as const;
export type Deed = (typeof deeds)[number];
