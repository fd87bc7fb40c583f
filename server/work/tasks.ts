import { positionBallot } from "~/features/approvals/domain/position";
import { commentsTasks } from "~/features/comments/registrations/tasks.server";
import { draftsTasks } from "~/features/drafts/registrations/tasks.server";
import { opendataTasks } from "~/features/opendata/registrations/tasks.server";
import { resultsTasks } from "~/features/results/registrations/tasks.server";
import { reviewsTasks } from "~/features/reviews/registrations/tasks.server";
import { roundsTasks } from "~/features/rounds/registrations/tasks.server";
import { translationTasks } from "~/features/translation/registrations/tasks.server";
import { verificationTasks } from "~/features/verification/registrations/tasks.server";
import { componentBallot } from "~/features/votes/domain/componentBallot";
import type { Task } from "~/platform/heavy/work";

const kinds = { components: { ballot: componentBallot }, approval: { ballot: positionBallot } };

/** Every task that a thread for heavy work can do. */
export const tasks = [
  ...commentsTasks,
  ...draftsTasks,
  ...opendataTasks,
  ...resultsTasks,
  ...reviewsTasks,
  ...roundsTasks(kinds),
  ...translationTasks,
  ...verificationTasks,
] as readonly Task<unknown, unknown, unknown>[];
