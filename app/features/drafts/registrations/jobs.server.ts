import { announceClosing } from "~/features/drafts/services/inner/announceClosing.server";
import type { Job } from "~/platform/registrations";
import { forgetRenderings, storeRenderings } from "~/platform/texts/texts.server";

export const draftsJobs: readonly Job[] = [
  { name: "announcing the end of comment windows", every: 10_000, run: announceClosing },
  { name: "storing how texts are shown", every: 10_000, run: storeRenderings },
  { name: "forgetting how texts were shown", every: 86_400_000, run: forgetRenderings },
];
