import { and, desc, eq, ne } from "drizzle-orm";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { renderCached } from "~/platform/texts/rendered.server";
import { drafts } from "~db/schema/drafts";
import { boardDecisions, boardSnapshots } from "~db/schema/release";

export const releaseFeed = {
  feeds: [{ name: "board", page: "board", title: (t) => t("common:nav.board"), items: boardItems }],
} satisfies FeedRegistration;

async function boardItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select({ snapshot: boardSnapshots, decision: boardDecisions, label: drafts.label })
    .from(boardSnapshots)
    .innerJoin(drafts, eq(drafts.id, boardSnapshots.draftId))
    .leftJoin(boardDecisions, eq(boardDecisions.snapshotId, boardSnapshots.id))
    .where(and(eq(boardSnapshots.processId, process.id), ne(drafts.state, "working")))
    .orderBy(desc(boardSnapshots.number))
    .limit(mostItems);
  return rows.map(({ snapshot, decision, label }) => ({
    path: `/p/${process.slug}/board/${snapshot.number}`,
    title: [
      ...(decision ? [] : [t("discussion:drafts.title", { label })]),
      snapshot.meeting,
      ...(decision ? [t(`release:decision.${decision.decision}`, { label })] : []),
    ].join(" · "),
    html: renderCached("message", decision?.reasons ?? "", ""),
    at: decision?.recordedAt ?? snapshot.takenAt,
    language,
  }));
}
