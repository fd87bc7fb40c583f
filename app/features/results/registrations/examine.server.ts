import { examineResults } from "~/features/results/services/examineResults.server";
import type { Examine } from "~/platform/registrations";

export const resultsExamine: Examine = examineResults;
