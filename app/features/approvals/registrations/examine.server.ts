import { examineApprovals } from "~/features/approvals/services/examineApprovals.server";
import type { Examine } from "~/platform/registrations";

export const approvalsExamine: Examine = examineApprovals;
