import { runMachineRequests } from "~/features/translation/services/machine/requests.server";
import { tellStale } from "~/features/translation/services/tellStale.server";
import type { Job } from "~/platform/registrations";

/** Soon after somebody asked: they look at the page meanwhile. */
const machineEvery = 5_000;

export const translationJobs: readonly Job[] = [
  { name: "telling of changed sources", every: 300_000, run: tellStale },
  { name: "translating by machine", every: machineEvery, run: runMachineRequests },
];
