import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { z } from "zod";
import { maySpeakNow } from "~/features/comments/services/maySpeak.server";
import { tellMentioned } from "~/features/comments/services/notifyOfReply.server";
import { outOfTime } from "~/features/meetings/domain/outOfTime";
import { townhallOf } from "~/features/meetings/services/findTownhall.server";
import { changeInRooms } from "~/features/meetings/services/roomEvents.server";
import { isGroupOf } from "~/features/processes/services/isGroupOf.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { topicSchema } from "~/features/threads/contracts/threads";
import { audit } from "~/features/threads/feature";
import { joinProcess } from "~/features/workgroups/services/joinProcess.server";
import { type ClauseId, type CommentId, isId, type TownhallId } from "~/kernel/ids";
import type { ContentLanguage } from "~/kernel/language/content";
import type { Refusal } from "~/kernel/refusals";
import { fail, ok, type Result } from "~/kernel/result";
import { titleOrBeginning } from "~/kernel/text/cut";
import type { Actor, Deps } from "~/platform/deps";
import { storeTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { townhalls } from "~db/schema/meetings";
import { compilations } from "~db/schema/results";
import { systems } from "~db/schema/reviews";
import { workgroups } from "~db/schema/workgroups";

type Root = Pick<
  typeof comments.$inferInsert,
  | "kind"
  | "title"
  | "category"
  | "aboutDraftId"
  | "aboutClauseId"
  | "townhallId"
  | "compilationId"
  | "workgroupId"
  | "systemId"
>;
type Words = {
  readonly key: string;
  readonly language: ContentLanguage;
  readonly body: string;
  readonly speaksAs: string | null;
};

/** Begins a topic. `not_found` when what it is about is not there (or not public). */
export async function addTopic(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  input: z.infer<typeof topicSchema>,
): Promise<Result<{ id: CommentId; number: number }, Refusal>> {
  return addRoot(deps, actor, process, input, async (tx) => {
    const about = await aboutOf(tx, process, input.about);
    if (!about) return fail({ code: "not_found", fields: { about: "errors:field.notThere" } });
    return ok({ kind: "topic", title: input.title, category: input.category, ...about });
  });
}

/** Asks a question at a townhall that is planned or live. `meeting_over` or `meeting_cancelled` after it. */
export async function addQuestion(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  townhallId: TownhallId,
  input: Words,
): Promise<Result<{ id: CommentId; number: number }, Refusal>> {
  return addRoot(deps, actor, process, input, async (tx) => {
    const townhall = await townhallOf(tx, townhallId);
    if (!townhall || townhall.processId !== process.id) return fail({ code: "not_found" });
    const code = outOfTime(townhall.state, "open");
    if (code) return fail({ code });
    return ok({ kind: "question", category: "meetings", townhallId });
  });
}

async function addRoot(
  deps: Deps,
  actor: Actor,
  process: ProcessRow,
  words: Words,
  rootOf: (tx: Db) => Promise<Result<Root, Refusal>>,
): Promise<Result<{ id: CommentId; number: number }, Refusal>> {
  const change = { processId: process.id, actor, action: audit["topic.begun"], isQuiet: true } as const;
  return changeInRooms(deps, change, async (tx, note) => {
    const [sent] = await tx
      .select({ id: comments.id, number: comments.number })
      .from(comments)
      .where(and(eq(comments.authorId, actor.id), eq(comments.key, words.key)));
    if (sent?.number) return ok({ id: sent.id, number: sent.number });
    const root = await rootOf(tx);
    if (!root.ok) return root;
    const { townhallId, title = "" } = root.value;
    const townhall = townhallId ? await townhallOf(tx, townhallId) : null;
    const may = await maySpeakNow(deps, tx, process, actor, townhall);
    if (!may.ok) return may;
    if (!(await isGroupOf(tx, process, words.speaksAs))) return fail({ code: "invalid" });
    const texts = await storeTexts(tx, { body: ["message", words.body] });
    if (!texts.ok) return texts;
    const made = { id: deps.newId() as CommentId, number: await nextNumber(tx, process) };
    const { key, language, body, speaksAs } = words;
    const now = deps.now();
    await tx.insert(comments).values({
      ...root.value,
      ...made,
      processId: process.id,
      authorId: actor.id,
      speaksAs,
      language,
      key,
      type: "general",
      stance: "neutral",
      ...texts.value,
      createdAt: now,
      lastAt: now,
    });
    const joined = await joinProcess(deps, tx, process, actor);
    if (!joined.ok) return joined;
    const place = { path: `/p/${process.slug}/threads/${made.number}`, thread: made.id };
    const values = { number: made.number, title: titleOrBeginning(title, body) };
    await tellMentioned(deps, tx, process, { ...made, ...place, values, body }, actor);
    if (townhallId) note(townhallId, root.value.kind === "question" ? "question" : "post", made.id);
    return ok(made);
  });
}

/** Topics and questions of a process are numbered together; its row is locked meanwhile. */
export async function nextNumber(tx: Db, process: Pick<ProcessRow, "id">): Promise<number> {
  const [last] = await tx
    .select({ number: sql<number>`coalesce(max(${comments.number}), 0)::int` })
    .from(comments)
    .where(and(eq(comments.processId, process.id), ne(comments.kind, "comment"), isNull(comments.rootId)));
  return (last?.number ?? 0) + 1;
}

/**
 * What a topic is about, by the words of its form: "draft:0.0.8", "clause:0.0.8:ID", "result:1",
 * "system:llama2", "workgroup:llama2", "townhall:21", or "" for nothing in particular. null where there is no such thing.
 */
export async function aboutOf(tx: Db, process: ProcessRow, about: string): Promise<Partial<Root> | null> {
  if (about === "") return {};
  const [kind = "", name = "", ...rest] = about.split(":");
  const number = /^\d{1,9}$/.test(name) ? Number(name) : 0;
  switch (kind) {
    case "draft":
    case "clause": {
      const [draft] = await tx
        .select()
        .from(drafts)
        .where(and(eq(drafts.processId, process.id), eq(drafts.label, name), ne(drafts.state, "working")));
      if (!draft) return null;
      if (kind === "draft") return { aboutDraftId: draft.id };
      const clauseId = rest.join(":") as ClauseId;
      if (!isId(clauseId)) return null;
      const [clause] = await tx
        .select({ id: draftClauses.clauseId })
        .from(draftClauses)
        .where(
          and(
            eq(draftClauses.draftId, draft.id),
            eq(draftClauses.clauseId, clauseId),
            isNull(draftClauses.removedAt),
          ),
        );
      return clause ? { aboutDraftId: draft.id, aboutClauseId: clause.id } : null;
    }
    case "result": {
      const [found] = await tx
        .select({ id: compilations.id, publishedAt: compilations.publishedAt })
        .from(compilations)
        .where(and(eq(compilations.processId, process.id), eq(compilations.number, number)));
      return found?.publishedAt ? { compilationId: found.id } : null;
    }
    case "system": {
      const [reviewed] = await tx
        .select({ id: systems.id })
        .from(systems)
        .where(and(eq(systems.processId, process.id), eq(systems.key, name)));
      return reviewed ? { systemId: reviewed.id } : null;
    }
    case "workgroup": {
      const [found] = await tx
        .select({ id: workgroups.id })
        .from(workgroups)
        .where(and(eq(workgroups.processId, process.id), eq(workgroups.key, name)));
      return found ? { workgroupId: found.id } : null;
    }
    case "townhall": {
      const [found] = await tx
        .select({ id: townhalls.id })
        .from(townhalls)
        .where(and(eq(townhalls.processId, process.id), eq(townhalls.number, number)));
      return found ? { townhallId: found.id } : null;
    }
    default:
      return null;
  }
}
