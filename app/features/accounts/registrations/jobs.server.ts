import { forgetExpired } from "~/features/accounts/services/forgetExpired.server";
import type { Job } from "~/platform/registrations";

export const accountsJobs: readonly Job[] = [
  { name: "forgetting what has expired", every: 3_600_000, run: forgetExpired },
];
