import { writeBundle } from "~/features/verification/services/bundleTask.server";

export const verificationTasks = [writeBundle];
