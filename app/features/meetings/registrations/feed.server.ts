import { desc, eq } from "drizzle-orm";
import { intlTag } from "~/i18n/intlTag";
import { dateFormat } from "~/kernel/language/intl";
import { localize } from "~/kernel/language/localized";
import { asParagraphs } from "~/kernel/text/paragraphs";
import { type FeedItem, type FeedRegistration, type FeedWorld, mostItems } from "~/platform/feeds";
import { renderCached } from "~/platform/texts/rendered.server";
import { townhalls } from "~db/schema/meetings";

export const meetingsFeed = {
  feeds: [
    { name: "townhalls", page: "townhalls", title: (t) => t("common:nav.townhalls"), items: townhallItems },
  ],
} satisfies FeedRegistration;

/** Meetings as they are planned or moved, and their minutes. */
async function townhallItems(world: FeedWorld): Promise<FeedItem[]> {
  const { deps, process, language, t } = world;
  const rows = await deps.db
    .select()
    .from(townhalls)
    .where(eq(townhalls.processId, process.id))
    .orderBy(desc(townhalls.changedAt), desc(townhalls.number))
    .limit(mostItems);
  return rows.map((one) => {
    const { text, language: own } = localize(one.title, language);
    const when = dateFormat(intlTag(language), {
      dateStyle: "long",
      timeStyle: "short",
      timeZone: one.zone,
    }).format(one.startsAt);
    return {
      path: `/p/${process.slug}/townhalls/${one.number}`,
      title: t("meetings:named", { number: one.number, title: text }),
      html: one.minutes ? renderCached("message", one.minutes, "") : asParagraphs(`${when} (${one.zone})`),
      at: one.minutes ? (one.minutesAt ?? one.changedAt) : one.changedAt,
      language: one.minutes ? one.minutesLanguage : own,
    };
  });
}
