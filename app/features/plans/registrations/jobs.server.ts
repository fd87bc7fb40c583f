import { revealLatePlans } from "~/features/plans/services/revealPlan.server";
import type { Job } from "~/platform/registrations";

export const plansJobs: readonly Job[] = [
  { name: "revealing plans that no round holds up", every: 60_000, run: revealLatePlans },
];
