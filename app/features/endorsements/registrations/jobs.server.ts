import { askEndorsers } from "~/features/endorsements/services/askEndorsers.server";
import { sendDecisions } from "~/features/endorsements/services/desk/decisionLetters.server";
import { forgetUnconfirmed } from "~/features/endorsements/services/forgetUnconfirmed.server";
import type { Job } from "~/platform/registrations";

export const endorsementsJobs: readonly Job[] = [
  { name: "asking endorsers", every: 10_000, run: askEndorsers },
  { name: "letters about endorsements", every: 10_000, run: sendDecisions },
  { name: "forgetting unconfirmed endorsements", every: 3_600_000, run: forgetUnconfirmed },
];
