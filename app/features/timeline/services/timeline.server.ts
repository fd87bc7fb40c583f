import { scaleUtc } from "d3-scale";
import { and, eq, max, min, ne } from "drizzle-orm";
import { approvalsOf } from "~/features/approvals/services/findApproval.server";
import { listDrafts } from "~/features/drafts/services/findDraft.server";
import { listTownhalls } from "~/features/meetings/services/findTownhall.server";
import { streams } from "~/features/processes/domain/streams";
import { milestonesOf, type ProcessRow } from "~/features/processes/services/read.server";
import { snapshotsOf } from "~/features/release/services/decide.server";
import { gatesOf } from "~/features/release/services/gates.server";
import { roundsOf } from "~/features/rounds/services/read.server";
import { lanesOf, placeIn, spanOf, type TimelineItem } from "~/features/timeline/domain/timeline";
import { workgroupsOf } from "~/features/workgroups/services/read.server";
import type { Language } from "~/kernel/language/languages";
import { type LocalizedView, localize } from "~/kernel/language/localized";
import type { Deps } from "~/platform/deps";
import type { Db } from "~db/client";
import { drafts } from "~db/schema/drafts";
import { reviewCells, reviews, settledCells, systems } from "~db/schema/reviews";

/** An item with the words and the page it leads to (below the process, without the language). */
export type TimelineEntry = TimelineItem & { readonly title: LocalizedView; readonly path: string | null };

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

/** Everything public that has a place in time, in the order of its beginnings. */
export async function timelineOf(
  deps: Pick<Deps, "db" | "translator">,
  process: ProcessRow,
  language: Language,
): Promise<TimelineEntry[]> {
  const [milestones, rounds, groups, approvals, townhalls, versions, snapshots, gates, reviewed] =
    await Promise.all([
      milestonesOf(deps.db, process.id),
      roundsOf(deps.db, process.id),
      workgroupsOf(deps.db, process.id),
      approvalsOf(deps.db, process.id, false),
      listTownhalls(deps, process),
      listDrafts(deps, process, false),
      snapshotsOf(deps.db, process),
      gatesOf(deps.db, process),
      reviewTimes(deps.db, process),
    ]);
  const t = deps.translator(language);
  const said = (text: string): LocalizedView => ({ text, language, state: "source" });
  const entries: TimelineEntry[] = [
    ...milestones.map((one) => ({
      id: one.id,
      stream: one.stream,
      kind: "milestone" as const,
      from: one.startsOn,
      to: one.endsOn,
      title: localize(one.title, language),
      path: null,
    })),
    ...rounds.flatMap((round) =>
      round.openedAt
        ? [
            {
              id: round.id,
              stream: "consultation" as const,
              kind: "round" as const,
              from: dayOf(round.openedAt),
              to: endOf(round.closedAt ?? round.closesAt),
              title: said(
                `${t("rounds:number", { number: round.number })} · ${
                  groups.find(({ id }) => id === round.workgroupId)?.name ?? t("rounds:public")
                }`,
              ),
              path: `/rounds/${round.number}`,
            },
          ]
        : [],
    ),
    ...approvals.flatMap(({ round, draft }) =>
      round.openedAt
        ? [
            {
              id: round.id,
              stream: "release" as const,
              kind: "approval" as const,
              from: dayOf(round.openedAt),
              to: endOf(round.closedAt ?? round.closesAt),
              title: said(`${t("rounds:approvals.number", { number: round.number })} · ${draft.label}`),
              path: `/approvals/${round.number}`,
            },
          ]
        : [],
    ),
    ...townhalls
      .filter(({ state }) => state !== "cancelled")
      .map((one) => ({
        id: one.id,
        stream: "consultation" as const,
        kind: "townhall" as const,
        from: dayOf(one.startsAt),
        to: null,
        title: said(t("townhalls:title", { number: one.number })),
        path: `/townhalls/${one.number}`,
      })),
    ...versions.flatMap((draft) => {
      if (!draft.publishedAt) return [];
      const from = dayOf(draft.publishedAt);
      const path = `/drafts/${draft.label}`;
      return [
        {
          id: draft.id,
          stream: "release" as const,
          kind: "draft" as const,
          from,
          to: null,
          title: said(t("discussion:drafts.title", { label: draft.label })),
          path,
        },
        ...(draft.commentsUntil
          ? [
              {
                id: `${draft.id}-comments`,
                stream: "consultation" as const,
                kind: "comments" as const,
                from,
                to: dayOf(draft.commentsUntil),
                title: said(t("timeline:commentsOn", { label: draft.label })),
                path: `${path}/comments`,
              },
            ]
          : []),
      ];
    }),
    ...snapshots.flatMap(({ snapshot, decision, label }) =>
      decision
        ? [
            {
              id: snapshot.id,
              stream: "release" as const,
              kind: "decision" as const,
              from: decision.decidedOn,
              to: null,
              title: said(t(`release:decision.${decision.decision}`, { label })),
              path: `/board/${snapshot.number}`,
            },
          ]
        : [],
    ),
    ...gates.map((gate) => {
      const { text, language: of, state } = localize(gate.title, language);
      return {
        id: gate.id,
        stream: "release" as const,
        kind: "gate" as const,
        from: gate.dueOn,
        to: null,
        title: { text: t("timeline:gateDue", { gate: text }), language: of, state },
        path: "/board",
      };
    }),
    ...reviewed.map(({ label, ...span }) => ({
      ...span,
      stream: "testing" as const,
      kind: "reviews" as const,
      title: said(label === null ? t("timeline:reviewers") : t("timeline:reviewsOf", { label })),
      path: label === null ? "/systems" : `/systems?draft=${encodeURIComponent(label)}`,
    })),
  ];
  return entries.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
}

type Span = { readonly id: string; readonly from: string; readonly to: string | null };

/** When reviewers were confirmed (label null), and from when to when systems were held against each version. */
async function reviewTimes(
  db: Db,
  process: Pick<ProcessRow, "id">,
): Promise<(Span & { readonly label: string | null })[]> {
  const confirmed = and(eq(systems.processId, process.id), eq(reviews.state, "confirmed"));
  const [[reviewers], said, settled] = await Promise.all([
    db
      .select({ first: min(reviews.decidedAt), last: max(reviews.decidedAt) })
      .from(reviews)
      .innerJoin(systems, eq(systems.id, reviews.systemId))
      .where(confirmed),
    db
      .select({
        id: drafts.id,
        label: drafts.label,
        publishedAt: drafts.publishedAt,
        first: min(reviewCells.savedAt),
        last: max(reviewCells.savedAt),
      })
      .from(reviewCells)
      .innerJoin(reviews, eq(reviews.id, reviewCells.reviewId))
      .innerJoin(systems, eq(systems.id, reviews.systemId))
      .innerJoin(drafts, eq(drafts.id, reviewCells.draftId))
      .where(and(confirmed, ne(drafts.state, "working")))
      .groupBy(drafts.id, drafts.label, drafts.publishedAt),
    db
      .select({ id: settledCells.draftId, last: max(settledCells.settledAt) })
      .from(settledCells)
      .innerJoin(systems, eq(systems.id, settledCells.systemId))
      .where(eq(systems.processId, process.id))
      .groupBy(settledCells.draftId),
  ]);
  const span = (id: string, first: Date | null, last: Date | null): Span[] =>
    first && last ? [{ id, from: dayOf(first), to: dayOf(last) }] : [];
  return [
    ...span("reviewers", reviewers?.first ?? null, reviewers?.last ?? null).map((one) => ({
      ...one,
      label: null,
    })),
    ...said.flatMap(({ id, label, publishedAt, first, last }) => {
      const end = settled.find((one) => one.id === id)?.last ?? null;
      // Words that were taken over from the version before keep their time.
      const since = latestOf(first, publishedAt);
      return span(`${id}-reviews`, since, latestOf(since, last, end)).map((one) => ({ ...one, label }));
    }),
  ];
}

function latestOf(...moments: (Date | null)[]): Date | null {
  return moments.reduce((latest, at) => (at && (!latest || at > latest) ? at : latest), null);
}

const endOf = (at: Date | null) => at && dayOf(at);

/** Where everything is drawn: streams with their lanes, and ticks of the calendar; null for an empty one. */
export function drawTimeline(entries: readonly TimelineEntry[]) {
  const span = spanOf(entries);
  if (!span) return null;
  const ends = [new Date(`${span.from}T00:00:00Z`), new Date(`${span.to}T00:00:00Z`)];
  const ticks = scaleUtc()
    .domain(ends)
    .ticks(9)
    .map((at) => ({ day: dayOf(at), x: placeIn(span, dayOf(at)) }));
  const days = ((ends[1] as Date).getTime() - (ends[0] as Date).getTime()) / 86_400_000;
  return {
    ticks,
    streams: streams.map((stream) => ({
      stream,
      items: lanesOf(
        entries.filter((one) => one.stream === stream),
        // As much room as a mark takes.
        Math.max(1, Math.ceil(days / 60)),
      ).map(({ item, lane }) => ({
        id: item.id,
        kind: item.kind,
        title: item.title.text,
        path: item.path,
        lane,
        from: placeIn(span, item.from),
        to: item.to === null ? null : placeIn(span, item.to),
      })),
    })),
  };
}
