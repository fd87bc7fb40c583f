import { threadIn, threadIntents } from "~/features/discussion/intents/threadIntents.server";
import { carrySchema } from "~/features/meetings/contracts/meeting";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import type { InProcess } from "~/features/membership/registrations/place.server";
import {
  answerMarkSchema,
  movePostsSchema,
  moveTopicSchema,
  splitSchema,
  switchSchema,
} from "~/features/threads/contracts/threads";
import {
  closeTopic,
  markAnswer,
  movePosts,
  moveTopic,
  pinTopic,
  splitTopic,
} from "~/features/threads/services/threadTools.server";
import { carryToClause, targetOf } from "~/features/townhalls/services/carryToDraft.server";
import { intent } from "~/http/action.server";
import { wholeNumber } from "~/kernel/wholeNumber";

/** The topic of the address. */
export function topicNamed({ params }: InProcess) {
  const topic = wholeNumber(params.thread ?? "");
  return topic === null ? null : { topic };
}

type Tool<Input> = (
  context: InProcess<"signed-in">,
  number: number,
  input: Input,
) => ReturnType<Parameters<typeof intent>[1]>;

/** What is done to the topic of the address, by its number. */
function tool<S extends Parameters<typeof intent>[0]>(
  schema: S,
  run: Tool<S["_zod"]["output"]>,
  need: "organizer" | "speaker" = "organizer",
) {
  return intent(
    schema,
    async (context: InProcess<"signed-in">, input) => {
      const name = topicNamed(context);
      if (!name) return { ok: false, error: { code: "not_found" } };
      return run(context, name.topic, input as S["_zod"]["output"]);
    },
    need,
  );
}

/** What can be asked of the topic of the address. */
export const topicIntents = {
  ...threadIntents(topicNamed),
  pin: tool(switchSchema, ({ deps, actor, process }, number, { on }) =>
    pinTopic(deps, actor, process, number, on === "yes"),
  ),
  close: tool(switchSchema, ({ deps, actor, process }, number, { on }) =>
    closeTopic(deps, actor, process, number, on === "yes"),
  ),
  mark: tool(
    answerMarkSchema,
    ({ deps, actor, process, standing }, number, { post }) =>
      markAnswer(deps, actor, process, number, { post, isOrganizer: standing.organizer }),
    "speaker",
  ),
  move: tool(moveTopicSchema, ({ deps, actor, process }, number, input) =>
    moveTopic(deps, actor, process, number, input),
  ),
  split: tool(splitSchema, ({ deps, actor, process }, number, input) =>
    splitTopic(deps, actor, process, number, input),
  ),
  movePosts: tool(movePostsSchema, ({ deps, actor, process }, number, input) =>
    movePosts(deps, actor, process, number, input),
  ),
  carry: intent(
    carrySchema,
    async (context: InProcess<"signed-in">, { what, clause, stance }) => {
      const { process, thread } = await threadIn(context, topicNamed(context));
      const townhallId = thread?.row.townhallId;
      const townhall = townhallId ? await townhallOf(context.deps.db, townhallId) : null;
      const target = targetOf(clause);
      if (!townhall || !target || what !== `question:${thread?.view.id}`)
        return { ok: false, error: { code: "not_found" } };
      const said = { what, ...target, stance };
      return carryToClause(context.deps, context.actor, process, townhall, said);
    },
    "organizer",
  ),
};
