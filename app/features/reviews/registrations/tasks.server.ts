import {
  holdSystems,
  markSystems,
  showSystems,
  writeCellsFile,
} from "~/features/reviews/services/held/heldTasks.server";

export const reviewsTasks = [holdSystems, markSystems, showSystems, writeCellsFile];
