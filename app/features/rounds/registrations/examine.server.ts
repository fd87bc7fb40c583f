import { examineLogs } from "~/features/rounds/services/examineLogs.server";
import type { Examine } from "~/platform/registrations";

export const roundsExamine: Examine = examineLogs;
