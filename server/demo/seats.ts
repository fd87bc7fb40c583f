/** The demo's groups and ready seats. Nobody here is a person: names say what a seat is for. */
export const demoSlug = "open-source-ai";

/** Voters as published for 2024. */
export const demoGroups = [
  { key: "llama2", name: "Llama 2", maker: "Meta", voters: 6 },
  { key: "pythia", name: "Pythia", maker: "EleutherAI", voters: 4 },
  { key: "opencv", name: "OpenCV", maker: "OpenCV", voters: 6 },
  { key: "bloom", name: "BLOOM", maker: "BigScience", voters: 6 },
] as const;

type Seat = {
  key: string;
  role: "organizer" | "facilitator" | "member" | "participant";
  displayName: string;
  workgroup?: (typeof demoGroups)[number]["key"];
  groups: string[];
};

export const demoSeats: readonly Seat[] = [
  { key: "organizer", role: "organizer", displayName: "Demo organizer", groups: ["developer"] },
  ...demoGroups.map(
    ({ key, name }, i): Seat => ({
      key: `member-${key}`,
      role: "member",
      displayName: `Demo member, ${name}`,
      workgroup: key,
      groups: [["developer", "deployer", "end-user", "subject"][i] as string],
    }),
  ),
  {
    key: "facilitator-bloom",
    role: "facilitator",
    displayName: "Demo facilitator, BLOOM",
    workgroup: "bloom",
    groups: ["deployer"],
  },
  { key: "participant", role: "participant", displayName: "Demo townhall participant", groups: ["end-user"] },
];
