import { takeDueSnapshots } from "~/features/representation/services/snapshots.server";
import type { Job } from "~/platform/registrations";

export const representationJobs: readonly Job[] = [
  { name: "counting people", every: 3_600_000, run: takeDueSnapshots },
];
