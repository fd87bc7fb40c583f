import { resultsTasks } from "~/features/results/registrations/tasks.server";
import { reviewsTasks } from "~/features/reviews/registrations/tasks.server";
import type { Task } from "~/platform/heavy/work";

/** Every task that a thread for heavy work can do. */
export const tasks = [...resultsTasks, ...reviewsTasks] as readonly Task<unknown, unknown, unknown>[];
