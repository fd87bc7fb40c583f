import { examineRecordLogs } from "~/features/recordlog/services/examineRecordLogs.server";
import type { Examine } from "~/platform/registrations";

export const recordlogExamine: Examine = examineRecordLogs;
