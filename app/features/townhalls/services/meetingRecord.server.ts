import { and, asc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import { clauseTitle, shapedBy } from "~/features/evidence/services/evidence.server";
import { checkView } from "~/features/live/services/checkView.server";
import { takingPartIn } from "~/features/live/services/takingPart.server";
import type { TownhallRow } from "~/features/meetings/services/findTownhall.server";
import type { ProcessRow } from "~/features/processes/services/read.server";
import type { CommentId, TownhallId } from "~/kernel/ids";
import type { Language } from "~/kernel/language/languages";
import type { Deps } from "~/platform/deps";
import { renderCached } from "~/platform/texts/rendered.server";
import { readTexts } from "~/platform/texts/texts.server";
import type { Db } from "~db/client";
import { comments, dispositions } from "~db/schema/comments";
import { drafts } from "~db/schema/drafts";
import { temperatureChecks } from "~db/schema/live";
import { clausesTouched } from "./clauses.server";
import { outcomesOf } from "./saveMinutes.server";
import { countPassages } from "./transcripts.server";

/** What is left of a meeting: what was discussed and decided, which clauses it touched, who took part. */
export async function meetingRecord(
  deps: Pick<Deps, "db" | "now">,
  process: ProcessRow,
  townhall: TownhallRow,
  language: Language,
) {
  const { db } = deps;
  const [outcomes, clauses, carried, passages, part, checks, shaped] = await Promise.all([
    outcomesOf(db, townhall.id),
    clausesTouched(db, townhall.id),
    commentsMade(db, process, townhall.number),
    countPassages(db, townhall.id, townhall.transcriptVersion),
    takingPartIn(deps, [townhall.id]),
    closedChecks(db, townhall.id, language),
    shapedBy(db, { townhall: townhall.id }, false),
  ]);
  await readTexts(db, { message: [townhall.minutes] });
  return {
    minutes: townhall.minutes && {
      html: renderCached("message", townhall.minutes, "m-"),
      language: townhall.minutesLanguage,
      at: townhall.minutesAt,
    },
    outcomes: outcomes.map(({ id, kind, text, language: own, owner, due, doneAt }) => ({
      id,
      kind,
      text,
      language: own,
      owner,
      due,
      isDone: doneAt !== null,
    })),
    clauses,
    carried,
    passages,
    part: part.get(townhall.id) ?? null,
    checks,
    shaped: shaped.map(clauseTitle),
  };
}

async function closedChecks(db: Db, id: TownhallId, language: Language) {
  const rows = await db
    .select()
    .from(temperatureChecks)
    .where(and(eq(temperatureChecks.townhallId, id), isNotNull(temperatureChecks.closedAt)))
    .orderBy(asc(temperatureChecks.openedAt), asc(temperatureChecks.id));
  return Promise.all(rows.map((row) => checkView(db, row, language)));
}

/** The comments that were made of what was said, with what became of them. */
async function commentsMade(db: Db, process: ProcessRow, number: number) {
  return db
    .select({
      id: comments.id,
      number: comments.number,
      label: drafts.label,
      decision: dispositions.decision,
      saidAt: comments.saidAt,
    })
    .from(comments)
    .innerJoin(drafts, eq(drafts.id, comments.draftId))
    .leftJoin(dispositions, eq(dispositions.id, comments.dispositionId))
    .where(
      and(
        eq(comments.processId, process.id),
        sql`(${comments.saidAt}->>'townhall')::int = ${number}`,
        isNull(comments.hiddenAt),
      ),
    )
    .orderBy(asc(comments.createdAt), asc(comments.number), asc(comments.id));
}

/** The replies that answer questions, by the id of the question. */
export async function answersTo(db: Db, ids: readonly string[]) {
  if (ids.length === 0) return {};
  const rows = await db
    .select({ root: comments.rootId, body: comments.body, language: comments.language })
    .from(comments)
    .where(
      and(
        isNull(comments.hiddenAt),
        inArray(
          comments.id,
          db
            .select({ id: comments.answerId })
            .from(comments)
            .where(and(inArray(comments.id, ids as CommentId[]), isNotNull(comments.answerId))),
        ),
      ),
    );
  await readTexts(db, { message: rows.map(({ body }) => body) });
  return Object.fromEntries(
    rows.map(({ root, body, language }) => [
      root as string,
      { html: renderCached("message", body, "a-"), language },
    ]),
  );
}
