import { holdSystems, markSystems } from "~/features/reviews/services/held/heldTasks.server";

export const reviewsTasks = [holdSystems, markSystems];
