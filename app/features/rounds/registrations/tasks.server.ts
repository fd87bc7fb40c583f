import {
  type BallotOf,
  readBallots,
  verifyBallotLog,
  writeLogFile,
} from "~/features/rounds/services/log/logTasks.server";

/** Threads know of a kind of round only what its ballots are. */
export const roundsTasks = (kinds: BallotOf) => [verifyBallotLog(kinds), readBallots(kinds), writeLogFile];
