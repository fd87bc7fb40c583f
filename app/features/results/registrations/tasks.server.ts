import { countRounds, writeBallotFile } from "~/features/results/services/counting/resultTasks.server";

export const resultsTasks = [countRounds, writeBallotFile];
