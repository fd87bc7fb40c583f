import { examinePlans } from "~/features/plans/services/examinePlans.server";
import type { Examine } from "~/platform/registrations";

export const plansExamine: Examine = examinePlans;
