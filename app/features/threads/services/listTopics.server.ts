import { and, count, desc, eq, gt, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { ThreadCategory } from "~/features/comments/domain/comment";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type {
  ClauseId,
  CommentId,
  CompilationId,
  DraftId,
  SystemId,
  TownhallId,
  WorkgroupId,
} from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import { localize } from "~/kernel/language/localized";
import { noText } from "~/kernel/text/stored";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { users } from "~db/schema/accounts";
import { comments } from "~db/schema/comments";
import { draftClauses, drafts } from "~db/schema/drafts";
import { townhalls } from "~db/schema/meetings";
import { compilations } from "~db/schema/results";
import { systems } from "~db/schema/reviews";
import { workgroups } from "~db/schema/workgroups";
import { aboutOf } from "./addTopic.server";

/** What topics may be asked for: of a category, about one thing, answered or not. */
export type TopicFilter = {
  readonly category?: ThreadCategory | undefined;
  readonly draft?: DraftId | undefined;
  readonly clause?: ClauseId | undefined;
  readonly townhall?: TownhallId | undefined;
  readonly result?: CompilationId | undefined;
  readonly workgroup?: WorkgroupId | undefined;
  readonly system?: SystemId | undefined;
  readonly isOpen?: boolean | undefined;
};

/** What topics are about, by the words of an address; null where there is no such thing. */
export async function placeOf(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  about: string,
): Promise<TopicFilter | null> {
  const found = await aboutOf(deps.db, process, about);
  if (!found) return null;
  return {
    draft: found.aboutDraftId ?? undefined,
    clause: found.aboutClauseId ?? undefined,
    townhall: found.townhallId ?? undefined,
    result: found.compilationId ?? undefined,
    workgroup: found.workgroupId ?? undefined,
    system: found.systemId ?? undefined,
  };
}

/** Topics, and the questions that stayed open after their townhall (they have a title since). */
const isTopic = and(
  ne(comments.kind, "comment"),
  isNull(comments.rootId),
  ne(comments.title, ""),
  // The thread of a meeting in which nobody has written yet.
  or(ne(comments.body, noText), gt(comments.posts, 0)),
);

/** Where to go on: the last activity and the number of the last topic shown. */
function readCursor(text: string | null): { at: string; number: number } | null {
  const [, at = "", number = ""] = /^([1-9]\d{3}-[\d-]{5}T[\d:.]{12}Z)_(\d{1,9})$/.exec(text ?? "") ?? [];
  return Number.isNaN(Date.parse(at)) ? null : { at: new Date(at).toISOString(), number: Number(number) };
}

/** A page of topics, those with the newest post first; pinned ones before all, on the first page. */
export async function listTopics(
  deps: Pick<Deps, "db">,
  process: ProcessRow,
  language: Language,
  filter: TopicFilter,
  { after, size }: { readonly after: string | null; readonly size: number },
) {
  const cursor = readCursor(after);
  const wanted = and(
    eq(comments.processId, process.id),
    isTopic,
    isNull(comments.hiddenAt),
    filter.category && eq(comments.category, filter.category),
    filter.draft && eq(comments.aboutDraftId, filter.draft),
    filter.clause && eq(comments.aboutClauseId, filter.clause),
    filter.townhall && eq(comments.townhallId, filter.townhall),
    filter.result && eq(comments.compilationId, filter.result),
    filter.workgroup && eq(comments.workgroupId, filter.workgroup),
    filter.system && eq(comments.systemId, filter.system),
    filter.isOpen ? isNull(comments.answeredAt) : undefined,
  );
  const pinned = cursor ? [] : await rowsOf(deps.db, and(wanted, isNotNull(comments.pinnedAt))).limit(20);
  const rows = await rowsOf(
    deps.db,
    and(
      wanted,
      isNull(comments.pinnedAt),
      cursor
        ? or(
            lt(comments.lastAt, sql`${cursor.at}::timestamptz`),
            and(eq(comments.lastAt, sql`${cursor.at}::timestamptz`), lt(comments.number, cursor.number)),
          )
        : undefined,
    ),
  ).limit(size + 1);
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    topics: [...pinned, ...shown].map((row) => topicView(row, language)),
    next: last?.lastAt && rows.length > size ? `${last.lastAt.toISOString()}_${last.number}` : null,
  };
}

function rowsOf(db: Db, where: ReturnType<typeof and>) {
  return db
    .select({
      id: comments.id,
      number: comments.number,
      title: comments.title,
      language: comments.language,
      category: comments.category,
      posts: sql<number>`(select count(*)::int from comments reply where reply.root_id = ${comments.id} and reply.hidden_at is null)`,
      createdAt: comments.createdAt,
      lastAt: comments.lastAt,
      pinnedAt: comments.pinnedAt,
      closedAt: comments.closedAt,
      answeredAt: comments.answeredAt,
      clause: comments.aboutClauseId,
      heading: draftClauses.heading,
      draft: drafts.label,
      townhall: townhalls.number,
      result: compilations.number,
      resultTitle: compilations.title,
      workgroup: workgroups.key,
      workgroupSystem: workgroups.system,
      system: systems.key,
      systemName: systems.name,
      name: users.displayName,
      showsName: users.showsName,
    })
    .from(comments)
    .leftJoin(drafts, eq(drafts.id, comments.aboutDraftId))
    .leftJoin(
      draftClauses,
      and(eq(draftClauses.draftId, comments.aboutDraftId), eq(draftClauses.clauseId, comments.aboutClauseId)),
    )
    .leftJoin(townhalls, eq(townhalls.id, comments.townhallId))
    .leftJoin(compilations, eq(compilations.id, comments.compilationId))
    .leftJoin(workgroups, eq(workgroups.id, comments.workgroupId))
    .leftJoin(systems, eq(systems.id, comments.systemId))
    .leftJoin(users, eq(users.id, comments.authorId))
    .where(where)
    .orderBy(desc(comments.lastAt), desc(comments.number))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof rowsOf>>[number];

function topicView(row: Row, language: Language) {
  const { name, showsName, pinnedAt, closedAt, answeredAt, resultTitle, ...rest } = row;
  return {
    ...rest,
    number: rest.number ?? 0,
    author: (showsName && name) || null,
    isPinned: pinnedAt !== null,
    isClosed: closedAt !== null,
    isAnswered: answeredAt !== null,
    resultTitle: resultTitle && localize(resultTitle, language),
  };
}

/** One topic as lists show it; what it is about is in it. */
export async function topicOf(deps: Pick<Deps, "db">, id: CommentId, language: Language) {
  const [row] = await rowsOf(deps.db, eq(comments.id, id));
  return row ? topicView(row, language) : null;
}

/** How many topics each category has. */
export async function topicCounts(deps: Pick<Deps, "db">, process: ProcessRow) {
  const rows = await deps.db
    .select({ category: comments.category, count: count() })
    .from(comments)
    .where(and(eq(comments.processId, process.id), isTopic, isNull(comments.hiddenAt)))
    .groupBy(comments.category);
  return Object.fromEntries(rows.map((row) => [row.category ?? "general", row.count]));
}
