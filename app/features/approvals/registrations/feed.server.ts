import { and, eq, ne } from "drizzle-orm";
import { localize } from "~/kernel/language/localized";
import { asParagraphs } from "~/kernel/text/paragraphs";
import type { FeedItem, FeedRegistration, FeedWorld } from "~/platform/feeds";
import { approvals } from "~db/schema/approvals";
import { drafts } from "~db/schema/drafts";
import { rounds } from "~db/schema/rounds";

export const approvalsFeed = {
  feeds: [
    { name: "approvals", page: "approvals", title: (t) => t("common:nav.approvals"), items: approvalItems },
  ],
} satisfies FeedRegistration;

async function approvalItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select({ round: rounds, label: drafts.label })
    .from(approvals)
    .innerJoin(rounds, eq(rounds.id, approvals.roundId))
    .innerJoin(drafts, eq(drafts.id, approvals.draftId))
    .where(and(eq(rounds.processId, process.id), ne(rounds.state, "draft")));
  return rows.flatMap(({ round, label }) => {
    const { text, language: own } = localize(round.title, language);
    const path = `/p/${process.slug}/approvals/${round.number}`;
    const html = asParagraphs(t("discussion:drafts.title", { label }));
    const item = (phase: "open" | "closed", at: Date | null): FeedItem[] =>
      at
        ? [
            {
              path: `${path}#${phase}`,
              title: t("common:labelled", { label: text, value: t(`rounds:phase.${phase}`) }),
              html,
              at,
              language: own,
            },
          ]
        : [];
    return [...item("open", round.openedAt), ...item("closed", round.closedAt)];
  });
}
