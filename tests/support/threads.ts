import { randomUUID } from "node:crypto";
import { and, eq, isNull, ne } from "drizzle-orm";
import { addReply } from "~/features/comments/services/addReply.server";
import type { CommentRow } from "~/features/comments/services/commentRows.server";
import { findThread } from "~/features/comments/services/findThread.server";
import { findTownhall } from "~/features/meetings/services/findTownhall.server";
import { planTownhall } from "~/features/meetings/services/plan.server";
import { addTopic } from "~/features/threads/services/addTopic.server";
import type { Actor } from "~/platform/deps";
import { withoutSearch } from "~db/schema/columns";
import { comments } from "~db/schema/comments";
import { anyone } from "./comments";
import { type Scenario, there, value } from "./scenario";

type TopicInput = Parameters<typeof addTopic>[3];

/** A topic as a form sends it: about nothing in particular, unless told otherwise. */
export const topicInput = (more: Partial<TopicInput> = {}): TopicInput => ({
  key: randomUUID(),
  title: "A topic",
  category: "general",
  about: "",
  language: "en",
  speaksAs: null,
  body: "What do you think?",
  ...more,
});

/** Begins a topic that is taken. */
export async function topicBy(s: Scenario, author: Actor, more: Partial<TopicInput> = {}) {
  return value(await addTopic(s.deps, author, s.process, topicInput(more)));
}

/** Replies to a topic or question by its number; the answer as it is. */
export async function answer(s: Scenario, author: Actor, number: number, body: string, key?: string) {
  return addReply(s.deps, author, s.process, await topicRow(s, number), { language: "en", body, key });
}

/** Adds a reply that is taken. */
export async function posted(s: Scenario, author: Actor, number: number, body = "I think so.") {
  return value(await answer(s, author, number, body));
}

/** The row of a topic or question. */
export async function topicRow(s: Scenario, number: number): Promise<CommentRow> {
  const [row] = await s.deps.db
    .select(withoutSearch(comments))
    .from(comments)
    .where(
      and(
        eq(comments.processId, s.process.id),
        eq(comments.number, number),
        ne(comments.kind, "comment"),
        isNull(comments.rootId),
      ),
    );
  return there(row);
}

/** A page of a thread as visitors see it. */
export async function threadCalled(s: Scenario, topic: number, post?: number) {
  const at = post === undefined ? {} : { post };
  return there(await findThread(s.deps, s.process, { topic }, anyone, at));
}

/** Plans a townhall. */
export async function planned(s: Scenario, title = "A meeting") {
  const { number } = value(
    await planTownhall(s.deps, s.organizer, s.process, "en", {
      title,
      day: "2031-01-15",
      time: "17:00",
      zone: "Europe/Paris",
      minutesLong: 60,
      languages: ["en"],
      callUrl: "",
      slidesUrl: "",
      draft: "",
      agenda: [],
    }),
  );
  return there(await findTownhall(s.deps, s.process, String(number)));
}
