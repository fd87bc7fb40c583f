import { carriesOut } from "~/features/comments/domain/comment";
import type { RootName } from "~/features/comments/services/findThread.server";
import { onThread } from "~/features/discussion/intents/threadIntents.server";
import type { InProcess } from "~/features/membership/registrations/place.server";
import {
  bundleSchema,
  decideManySchema,
  decideSchema,
  restateSchema,
  undoSchema,
  weighSchema,
  withdrawSchema,
} from "~/features/suggestions/contracts/suggestions";
import { bundleSuggestion } from "~/features/suggestions/services/bundle.server";
import { decideMany } from "~/features/suggestions/services/decideMany.server";
import { decideSuggestion } from "~/features/suggestions/services/decideSuggestion.server";
import { restateSuggestion } from "~/features/suggestions/services/restateSuggestion.server";
import { takePosition } from "~/features/suggestions/services/takePosition.server";
import { undoAccepted } from "~/features/suggestions/services/undoAccepted.server";
import { withdrawSuggestion } from "~/features/suggestions/services/withdrawSuggestion.server";
import { intent } from "~/http/action.server";
import type { CommentId } from "~/kernel/ids";
import { undoneBy } from "~/ui/forms/undo/undoneBy";

/** What editors ask of suggestions, on every page that lists some. */
export const editorsIntents = {
  decide: intent(
    decideSchema,
    async ({ deps, actor, process }: InProcess<"signed-in">, { suggestion, ...input }) => {
      const decided = await decideSuggestion(deps, actor, process, suggestion as CommentId, input);
      return carriesOut(input.decision) ? undoneBy(decided, "undo", { suggestion }) : decided;
    },
    "organizer",
  ),
  decideMany: intent(
    decideManySchema,
    async ({ deps, actor, process }: InProcess<"signed-in">, input) => {
      const decided = await decideMany(deps, actor, process, input);
      return input.decision === "accepted"
        ? undoneBy(decided, "undo", { suggestion: input.chosen })
        : decided;
    },
    "organizer",
  ),
  undo: intent(
    undoSchema,
    ({ deps, actor, process }: InProcess<"signed-in">, { suggestion }) =>
      undoAccepted(deps, actor, process, suggestion as CommentId[]),
    "organizer",
  ),
};

/** What is asked of the suggestion that an address names. */
export function suggestionIntents(nameOf: (context: InProcess) => RootName | null) {
  const { decide, undo } = editorsIntents;
  return {
    decide,
    undo,
    weigh: onThread(nameOf, weighSchema, takePosition, "speaker"),
    withdraw: onThread(nameOf, withdrawSchema, withdrawSuggestion, "speaker"),
    restate: onThread(nameOf, restateSchema, restateSuggestion, "speaker"),
    bundle: intent(
      bundleSchema,
      ({ deps, actor, process }: InProcess<"signed-in">, { suggestion, lead }) =>
        bundleSuggestion(deps, actor, process, suggestion as CommentId, (lead || null) as CommentId | null),
      "organizer",
    ),
  };
}
