import { and, eq, ne } from "drizzle-orm";
import { localize } from "~/kernel/language/localized";
import type { FeedItem, FeedRegistration, FeedWorld } from "~/platform/feeds";
import { rounds } from "~db/schema/rounds";

export const roundsFeed = {
  feeds: [{ name: "rounds", page: "votes", title: (t) => t("feeds:stream.rounds"), items: roundItems }],
} satisfies FeedRegistration;

/** Rounds of votes on components as they open and as they close. */
async function roundItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select()
    .from(rounds)
    .where(and(eq(rounds.processId, process.id), eq(rounds.kind, "components"), ne(rounds.state, "draft")));
  return rows.flatMap((round) => {
    const { text, language: own } = localize(round.title, language);
    const path = `/p/${process.slug}/rounds/${round.number}`;
    const item = (phase: "open" | "closed", at: Date | null): FeedItem[] =>
      at
        ? [
            {
              path: `${path}#${phase}`,
              title: t("common:labelled", { label: text, value: t(`rounds:phase.${phase}`) }),
              html: "",
              at,
              language: own,
            },
          ]
        : [];
    return [...item("open", round.openedAt), ...item("closed", round.closedAt)];
  });
}
